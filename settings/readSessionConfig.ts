import type { SessionRules } from '../lib/SessionParts';
import type { TextKey } from '../lib/texts';
import type { SettingReader } from './RememberedSettings';
import { SettingId } from './SettingId';

/** What sessions are run by. Read when a session starts or is taken over, and unchanged until it ends. */
export interface SessionConfig {
  /** Undefined while the admin has not named the bridge agent: no session can run then. */
  readonly rules: SessionRules | undefined;
  readonly servedDepartment: string | undefined;
  /** The provider as the admin has described it. */
  readonly provider: ProviderConfig;
  readonly receiveMode: 'direct' | 'host';
  readonly afterHandover: AfterHandoverConfig;
}

interface ProviderConfig {
  readonly product: 'messaging' | 'live-agent' | 'genesys';
  /** As they were typed. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface AfterHandoverConfig {
  readonly webhook: { readonly url: string; readonly secret: string } | undefined;
  readonly dialogflow: { readonly languageCode: string; readonly events: DialogflowEvents } | undefined;
}

interface DialogflowEvents {
  readonly agentEnded: string;
  readonly visitorEnded: string;
  readonly unavailable: string;
  readonly idle: string;
  readonly error: string;
}

const START_TIMEOUT_MS = 60_000;

const TEXT_SETTINGS: Record<TextKey, SettingId> = {
  'finding-agent': SettingId.findingAgent,
  'queue-position': SettingId.queuePosition,
  'next-in-queue': SettingId.nextInQueue,
  'agent-joined': SettingId.agentJoined,
  'agent-changed': SettingId.agentChanged,
  'agent-left': SettingId.agentLeft,
  transferring: SettingId.transferring,
  'ended-by-agent': SettingId.endedByAgent,
  'ended-by-visitor': SettingId.endedByVisitor,
  unavailable: SettingId.unavailable,
  'queue-timeout': SettingId.queueTimeoutText,
  'idle-warning': SettingId.idleWarning,
  'idle-ended': SettingId.idleEnded,
  'technical-difficulty': SettingId.technicalDifficulty,
  'file-requested': SettingId.fileRequested,
  'not-delivered': SettingId.notDelivered,
};

/** Reads everything that sessions are run by, in one round. */
export async function readSessionConfig(reader: SettingReader): Promise<SessionConfig> {
  const ids = Object.values(SettingId);
  const values = await Promise.all(ids.map((id) => reader.getValueById(id)));
  const stored = new Map<SettingId, unknown>(ids.map((id, index) => [id, values[index]]));
  const text = (id: SettingId) => String(stored.get(id) ?? '').trim();
  const count = (id: SettingId) => Math.max(0, Math.trunc(Number(stored.get(id)) || 0));
  return {
    rules: readRules(text, count),
    servedDepartment: text(SettingId.handoverDepartment) || undefined,
    provider: readProvider(text),
    receiveMode: text(SettingId.receiveMode) === 'host' ? 'host' : 'direct',
    afterHandover: readAfterHandover(text, stored.get(SettingId.dialogflowEvents) === true),
  };
}

function readProvider(text: (id: SettingId) => string): ProviderConfig {
  const organisationId = text(SettingId.organisation);
  const button = text(SettingId.button);
  if (text(SettingId.product) === 'live-agent') {
    const endpointUrl = text(SettingId.liveAgentEndpoint);
    const deploymentId = text(SettingId.liveAgentDeployment);
    return { product: 'live-agent', settings: { endpointUrl, organisationId, deploymentId, buttonId: button } };
  }
  return {
    product: 'messaging',
    settings: {
      organisationId,
      scrtUrl: text(SettingId.messagingUrl),
      deployment: text(SettingId.messagingDeployment),
      target: button,
      attributes: { target: text(SettingId.messagingButtonAttribute) },
      identity: {
        privateKey: text(SettingId.identityKey),
        keyId: text(SettingId.identityKeyId),
        issuer: text(SettingId.identityIssuer),
        audience: text(SettingId.identityAudience),
      },
    },
  };
}

function readRules(text: (id: SettingId) => string, count: (id: SettingId) => number): SessionRules | undefined {
  const bridgeAgent = text(SettingId.bridgeAgent);
  if (bridgeAgent === '') return undefined;
  const texts = Object.entries(TEXT_SETTINGS).map(([key, id]) => [key, text(id)] as const);
  return {
    bridgeAgent,
    texts: Object.fromEntries(texts) as SessionRules['texts'],
    limits: { startMs: START_TIMEOUT_MS, queueMs: count(SettingId.queueTimeout) * 1000 || Number.POSITIVE_INFINITY },
    returnDepartment: text(SettingId.returnDepartment) || undefined,
    exitWords: text(SettingId.exitWords)
      .split(',')
      .map((word) => word.trim().toLowerCase())
      .filter((word) => word !== ''),
    transcript: { messages: count(SettingId.transcriptMessages), characters: count(SettingId.transcriptCharacters) },
  };
}

function readAfterHandover(text: (id: SettingId) => string, sendsDialogflowEvents: boolean): AfterHandoverConfig {
  const url = text(SettingId.webhookUrl);
  const languageCode = text(SettingId.dialogflowLanguage);
  const events = {
    agentEnded: text(SettingId.dialogflowAgentEnded),
    visitorEnded: text(SettingId.dialogflowVisitorEnded),
    unavailable: text(SettingId.dialogflowUnavailable),
    idle: text(SettingId.dialogflowIdle),
    error: text(SettingId.dialogflowError),
  };
  return {
    webhook: url === '' ? undefined : { url, secret: text(SettingId.webhookSecret) },
    dialogflow: sendsDialogflowEvents && languageCode !== '' ? { languageCode, events } : undefined,
  };
}
