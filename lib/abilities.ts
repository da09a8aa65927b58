import type { AvailabilityProvider, FileProvider, IdleProvider, Provider, ReceivingProvider } from './provider';

export const canReceive = (provider: Provider): provider is ReceivingProvider => 'receive' in provider;
export const canTellAvailability = (provider: Provider): provider is AvailabilityProvider => 'availability' in provider;
export const canSendFiles = (provider: Provider): provider is FileProvider => 'sendFile' in provider;
export const canWarnIdle = (provider: Provider): provider is IdleProvider => 'idleWarning' in provider;
