import type {
  AvailabilityProvider,
  FileProvider,
  FileSource,
  IdleProvider,
  Provider,
  QuotableProvider,
  ReceivingProvider,
  TestableProvider,
  WebhookProvider,
} from './provider';

export const canReceive = (provider: Provider): provider is ReceivingProvider => 'receive' in provider;
export const canTellAvailability = (provider: Provider): provider is AvailabilityProvider => 'availability' in provider;
export const canSendFiles = (provider: Provider): provider is FileProvider => 'sendFile' in provider;
export const canFetchFiles = (provider: Provider): provider is FileSource => 'fetchFile' in provider;
export const canWarnIdle = (provider: Provider): provider is IdleProvider => 'idleWarning' in provider;
export const canBeQuoted = (provider: Provider): provider is QuotableProvider => 'quotedId' in provider;
export const canTest = (provider: Provider): provider is TestableProvider => 'test' in provider;
export const canTakeWebhooks = (provider: Provider): provider is WebhookProvider => 'onWebhook' in provider;
