import { isJsonObject } from '../../lib/json';
import { type IdentitySettings, readIdentity } from './identitySettings';
import { Fields, isCount, isName, isText, isTextList, isTextMap, type SettingProblem } from './settingFields';

/** How to reach an org's Enhanced Chat and what to tell it. Made by `parseSettings`, which fills it in. */
export interface MessagingSettings {
  /** The org's SCRT2 URL, without a slash at its end. */
  readonly scrtUrl: string;
  /** 15 characters. */
  readonly organisationId: string;
  /** API name of the Embedded Service deployment, of the type "Custom Client". */
  readonly deployment: string;
  /** Value of the target attribute for conversations whose bot names no target. */
  readonly target: string;
  readonly attributes: AttributeNames;
  /** For visitors of whom no language is known, as Salesforce spells it. */
  readonly language: string;
  /** For visitors without a name. */
  readonly visitorName: string;
  /** Longest text of one message, in characters; longer ones are sent in parts. */
  readonly messageLimit: number;
  /** Longest conversation that is passed on, in characters; of a longer one, the end. */
  readonly transcriptLimit: number;
  /** Largest file that is sent, in bytes. */
  readonly fileLimit: number;
  /** Largest file that is fetched, in bytes. */
  readonly downloadLimit: number;
  /** Host names that files are fetched from, and all below them, besides the host of `scrtUrl`. */
  readonly fileHosts: readonly string[];
  /** Whether a bot of the org's is spoken to like an agent. */
  readonly speaksToBots: boolean;
  /** Set where visitors are verified; the others are anonymous. */
  readonly identity: IdentitySettings | undefined;
}

/** Names of the routing attributes that carry what a conversation is opened with; an empty one is not sent. */
interface AttributeNames {
  readonly target: string;
  readonly summary: string;
  readonly phone: string;
  readonly room: string;
  /** API names of attributes whose own names are none. */
  readonly renamed: Readonly<Record<string, string>>;
}

/** Settings as far as they could be read: complete, or with everything that is wrong with them. */
export interface ParsedSettings {
  readonly settings: MessagingSettings | undefined;
  readonly problems: readonly SettingProblem[];
}

/** What is left out is filled in with. */
export const DEFAULTS = {
  language: 'en_US',
  visitorName: 'Visitor',
  messageLimit: 3_000,
  transcriptLimit: 10_000,
  // Enhanced Chat API, Send File: the largest that is taken.
  fileLimit: 5 * 1024 * 1024,
  downloadLimit: 25 * 1024 * 1024,
  fileHosts: ['salesforce.com', 'salesforce-scrt.com', 'force.com', 'salesforce-experience.com'],
};

const isLimit = (value: unknown): value is number => isCount(value) && value >= 100;
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';

/** Reads what an admin or a caller has set; only the URL, the organisation and the deployment are required. */
export function parseSettings(input: unknown): ParsedSettings {
  if (!isJsonObject(input)) {
    return { settings: undefined, problems: [{ field: 'settings', problem: 'expected a JSON object' }] };
  }
  const fields = new Fields(input);
  const attributes = fields.within('attributes');
  const identity = fields.within('identity');
  const characters = { is: isLimit, expected: 'a number of characters from 100 on' };
  const bytes = { is: isCount, expected: 'a number of bytes' };
  const text = { is: isText, expected: 'a text' };
  const settings: MessagingSettings = {
    scrtUrl: fields.url('scrtUrl'),
    organisationId: fields.id('organisationId'),
    deployment: fields.name('deployment'),
    target: fields.optional('target', text, '').trim(),
    attributes: readAttributes(attributes),
    language: fields.language('language', DEFAULTS.language),
    visitorName: fields.optional('visitorName', text, DEFAULTS.visitorName),
    messageLimit: fields.optional('messageLimit', characters, DEFAULTS.messageLimit),
    transcriptLimit: fields.optional('transcriptLimit', characters, DEFAULTS.transcriptLimit),
    fileLimit: fields.optional('fileLimit', bytes, DEFAULTS.fileLimit),
    downloadLimit: fields.optional('downloadLimit', bytes, DEFAULTS.downloadLimit),
    fileHosts: fields.optional('fileHosts', { is: isTextList, expected: 'host names' }, DEFAULTS.fileHosts),
    speaksToBots: fields.optional('speaksToBots', { is: isFlag, expected: 'true or false' }, true),
    identity: readIdentity(identity),
  };
  const problems = [...fields.problems, ...attributes.problems, ...identity.problems];
  return { settings: problems.length === 0 ? settings : undefined, problems };
}

function readAttributes(fields: Fields): AttributeNames {
  const name = { is: isName, expected: 'an API name: letters, digits and underscores' };
  return {
    target: fields.optional('target', name, '').trim(),
    summary: fields.optional('summary', name, '_subject').trim(),
    phone: fields.optional('phone', name, '').trim(),
    room: fields.optional('room', name, '').trim(),
    renamed: fields.optional('renamed', { is: isTextMap, expected: 'API names by name' }, {}),
  };
}
