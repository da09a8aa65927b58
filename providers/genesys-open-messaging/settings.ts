import { isJsonObject } from '../../lib/json';
import { NO_SETTINGS, type ParsedSettings, parsedFrom } from '../shared/ParsedSettings';
import { SettingFields } from '../shared/SettingFields';
import { BYTES, CHARACTERS, FLAG, HOST_NAMES, isCount, type Rule, TEXT } from '../shared/settingRules';
import type { Hosts } from './hosts';
import { readHosts } from './hosts';
import { ATTRIBUTE_NAME, UUID } from './settingRules';

/** How to reach an organisation of Genesys Cloud and what to tell it. Made by `parseSettings`, which fills it in. */
export interface GenesysSettings {
  readonly hosts: Hosts;
  /** Of an OAuth client of the type "Client Credentials". */
  readonly clientId: string;
  readonly clientSecret: string;
  /** Id of the Open Messaging integration. */
  readonly integrationId: string;
  /** What the integration signs its notifications with: `outboundNotificationWebhookSignatureSecretToken`. */
  readonly webhookSecret: string;
  /** What the integration sends in `X-Handover-Token`, by its `webhookHeaders`; undefined where it sends none. */
  readonly webhookToken: string | undefined;
  /** For conversations whose bot names no target; empty where the flow knows by itself. */
  readonly queueId: string;
  readonly attributes: AttributeNames;
  /** Says to the agent that there is a visitor, where there is nothing else to say of him. */
  readonly firstMessage: string;
  /** For visitors without a name. */
  readonly visitorName: string;
  /** For agents whose name cannot be found out. */
  readonly agentName: string;
  /** Longest text of one message, in characters; longer ones are sent in parts. */
  readonly messageLimit: number;
  /** Longest conversation that is passed on, in characters; of a longer one, the end. */
  readonly transcriptLimit: number;
  /** Largest file that is fetched, in bytes. */
  readonly downloadLimit: number;
  /** Host names that files are fetched from, and all below them, besides the domain of the region. */
  readonly fileHosts: readonly string[];
  /** Requests per minute that the OAuth client may make; Platform API, Rate limits. */
  readonly requestsPerMinute: number;
  /** Whether visitors go on waiting in a queue that no agent is on. */
  readonly waitsForAgents: boolean;
}

/** Names of the participant data that a flow reads; what has an empty name is not sent. */
interface AttributeNames {
  readonly target: string;
  readonly language: string;
  readonly room: string;
  readonly phone: string;
  readonly summary: string;
}

export const DEFAULTS = {
  firstMessage: 'A visitor asks for an agent.',
  visitorName: 'Visitor',
  agentName: 'Agent',
  messageLimit: 10_000,
  transcriptLimit: 10_000,
  downloadLimit: 25 * 1024 * 1024,
  requestsPerMinute: 300,
  attributes: { target: 'queueId', language: 'language', room: 'rcRoomId', phone: '', summary: '' },
};

const isRate = (value: unknown): value is number => isCount(value) && value >= 10;
const RATE: Rule<number> = { is: isRate, expected: 'a number of requests from 10 on' };
const HOST = { read: readHosts, expected: 'the domain of a region such as mypurecloud.de, or an https URL' };

/** Reads what an admin or a caller has set. */
export function parseSettings(input: unknown): ParsedSettings<GenesysSettings> {
  if (!isJsonObject(input)) return NO_SETTINGS;
  const fields = new SettingFields(input);
  const attributes = fields.within('attributes');
  return parsedFrom([fields, attributes], {
    hosts: fields.parsed('host', HOST) ?? { login: '', api: '', domain: '' },
    clientId: fields.required('clientId', UUID),
    clientSecret: fields.required('clientSecret', TEXT),
    integrationId: fields.required('integrationId', UUID).toLowerCase(),
    webhookSecret: fields.required('webhookSecret', TEXT),
    webhookToken: fields.optional<string | undefined>('webhookToken', TEXT, undefined)?.trim(),
    queueId: fields.optional('queueId', UUID, '').trim(),
    attributes: readAttributes(attributes),
    firstMessage: fields.optional('firstMessage', TEXT, DEFAULTS.firstMessage),
    visitorName: fields.optional('visitorName', TEXT, DEFAULTS.visitorName),
    agentName: fields.optional('agentName', TEXT, DEFAULTS.agentName),
    messageLimit: fields.optional('messageLimit', CHARACTERS, DEFAULTS.messageLimit),
    transcriptLimit: fields.optional('transcriptLimit', CHARACTERS, DEFAULTS.transcriptLimit),
    downloadLimit: fields.optional('downloadLimit', BYTES, DEFAULTS.downloadLimit),
    fileHosts: fields.optional('fileHosts', HOST_NAMES, []),
    requestsPerMinute: fields.optional('requestsPerMinute', RATE, DEFAULTS.requestsPerMinute),
    waitsForAgents: fields.optional('waitsForAgents', FLAG, false),
  });
}

function readAttributes(fields: SettingFields): AttributeNames {
  const name = (of: keyof AttributeNames): string =>
    fields.optional(of, ATTRIBUTE_NAME, DEFAULTS.attributes[of]).trim();
  return {
    target: name('target'),
    language: name('language'),
    room: name('room'),
    phone: name('phone'),
    summary: name('summary'),
  };
}
