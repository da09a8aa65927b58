import { isJsonObject } from '../../lib/json';
import type { Hosts } from './hosts';
import {
  Fields,
  isAttributeName,
  isCount,
  isFlag,
  isText,
  isTextList,
  isUuid,
  type SettingProblem,
} from './settingFields';

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

/** Settings as far as they could be read: complete, or with everything that is wrong with them. */
export interface ParsedSettings {
  readonly settings: GenesysSettings | undefined;
  readonly problems: readonly SettingProblem[];
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

const isLimit = (value: unknown): value is number => isCount(value) && value >= 100;
const isRate = (value: unknown): value is number => isCount(value) && value >= 10;

/** Reads what an admin or a caller has set. */
export function parseSettings(input: unknown): ParsedSettings {
  if (!isJsonObject(input)) {
    return { settings: undefined, problems: [{ field: 'settings', problem: 'expected a JSON object' }] };
  }
  const fields = new Fields(input);
  const attributes = fields.within('attributes');
  const text = { is: isText, expected: 'a text' };
  const uuid = { is: isUuid, expected: 'an id of 32 hexadecimal digits with hyphens' };
  const characters = { is: isLimit, expected: 'a number of characters from 100 on' };
  const settings: GenesysSettings = {
    hosts: fields.hosts('host'),
    clientId: fields.required('clientId', uuid),
    clientSecret: fields.required('clientSecret', text),
    integrationId: fields.required('integrationId', uuid).toLowerCase(),
    webhookSecret: fields.required('webhookSecret', text),
    webhookToken: fields.optional<string | undefined>('webhookToken', text, undefined)?.trim(),
    queueId: fields.optional('queueId', uuid, '').trim(),
    attributes: readAttributes(attributes),
    firstMessage: fields.optional('firstMessage', text, DEFAULTS.firstMessage),
    visitorName: fields.optional('visitorName', text, DEFAULTS.visitorName),
    agentName: fields.optional('agentName', text, DEFAULTS.agentName),
    messageLimit: fields.optional('messageLimit', characters, DEFAULTS.messageLimit),
    transcriptLimit: fields.optional('transcriptLimit', characters, DEFAULTS.transcriptLimit),
    downloadLimit: fields.optional(
      'downloadLimit',
      { is: isCount, expected: 'a number of bytes' },
      DEFAULTS.downloadLimit,
    ),
    fileHosts: fields.optional('fileHosts', { is: isTextList, expected: 'host names' }, []),
    requestsPerMinute: fields.optional(
      'requestsPerMinute',
      { is: isRate, expected: 'a number of requests from 10 on' },
      DEFAULTS.requestsPerMinute,
    ),
    waitsForAgents: fields.optional('waitsForAgents', { is: isFlag, expected: 'true or false' }, false),
  };
  const problems = [...fields.problems, ...attributes.problems];
  return { settings: problems.length === 0 ? settings : undefined, problems };
}

function readAttributes(fields: Fields): AttributeNames {
  const rule = { is: isAttributeName, expected: 'a name: letters, digits, blanks and . _ -' };
  const name = (of: keyof AttributeNames): string => fields.optional(of, rule, DEFAULTS.attributes[of]).trim();
  return {
    target: name('target'),
    language: name('language'),
    room: name('room'),
    phone: name('phone'),
    summary: name('summary'),
  };
}
