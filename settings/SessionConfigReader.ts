import type { Language } from '../lib/language';
import type { SessionRules } from '../lib/SessionParts';
import type { Texts } from '../lib/texts';
import type { SettingReader } from './RememberedSettings';
import { SettingId } from './SettingId';
import { TEXT_SETTINGS } from './textSettings';
import { ENGLISH } from './wordings/en';
import { WORDINGS } from './wordings/index';

/** What sessions are run by. Read when a session starts or is taken over, and unchanged until it ends. */
export interface SessionConfig {
  /** Undefined while the admin has not named the bridge agent: no session can run then. */
  readonly rules: Omit<SessionRules, 'texts'> | undefined;
  /** What visitors are told, by their language. */
  readonly texts: Readonly<Record<Language, Texts>>;
  readonly servedDepartment: string | undefined;
  /** The provider as the admin has described it. */
  readonly provider: ProviderConfig;
  readonly receiveMode: 'direct' | 'host';
  readonly afterHandover: AfterHandoverConfig;
}

interface ProviderConfig {
  readonly product: 'messaging' | 'live-agent';
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

/** Reads everything that sessions are run by. Sessions share one configuration, and its texts, until a setting changes. */
export class SessionConfigReader {
  private last: { readonly values: readonly unknown[]; readonly config: SessionConfig } | undefined;

  /** Reads it in one round. */
  public async read(reader: SettingReader): Promise<SessionConfig> {
    const values = await Promise.all(SETTING_IDS.map((id) => reader.getValueById(id)));
    const { last } = this;
    if (last && values.every((value, index) => value === last.values[index])) return last.config;
    this.last = { values, config: configOf(values) };
    return this.last.config;
  }
}

const SETTING_IDS = Object.values(SettingId);

/** @param values of all settings, in the order of their ids. */
function configOf(values: readonly unknown[]): SessionConfig {
  const stored = new Map<SettingId, unknown>(SETTING_IDS.map((id, index) => [id, values[index]]));
  const text = (id: SettingId) => String(stored.get(id) ?? '').trim();
  const count = (id: SettingId) => Math.max(0, Math.trunc(Number(stored.get(id)) || 0));
  return {
    rules: readRules(text, count),
    texts: readTexts(text),
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

function readRules(text: (id: SettingId) => string, count: (id: SettingId) => number): SessionConfig['rules'] {
  const bridgeAgent = text(SettingId.bridgeAgent);
  if (bridgeAgent === '') return undefined;
  return {
    bridgeAgent,
    limits: { startMs: START_TIMEOUT_MS, queueMs: count(SettingId.queueTimeout) * 1000 || Number.POSITIVE_INFINITY },
    returnDepartment: text(SettingId.returnDepartment) || undefined,
    exitWords: text(SettingId.exitWords)
      .split(',')
      .map((word) => word.trim().toLowerCase())
      .filter((word) => word !== ''),
    transcript: { messages: count(SettingId.transcriptMessages), characters: count(SettingId.transcriptCharacters) },
  };
}

/** What the admin has not touched is said in the visitor's language; what he has written himself, and left empty, in all. */
function readTexts(text: (id: SettingId) => string): Record<Language, Texts> {
  const own = TEXT_SETTINGS.map(([key, id]) => [key, text(id)] as const).filter(([key, said]) => said !== ENGLISH[key]);
  const inLanguage = ([language, wording]: [string, Texts]) => [language, { ...wording, ...Object.fromEntries(own) }];
  return Object.fromEntries(Object.entries(WORDINGS).map(inLanguage));
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
