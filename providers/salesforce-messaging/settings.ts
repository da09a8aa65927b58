import { isJsonObject } from '../../lib/json';
import { readBaseUrl } from '../shared/callableUrl';
import { NO_SETTINGS, type ParsedSettings, parsedFrom } from '../shared/ParsedSettings';
import { SettingFields } from '../shared/SettingFields';
import { BYTES, CHARACTERS, FLAG, HOST_NAMES, TEXT } from '../shared/settingRules';
import { type IdentitySettings, readIdentity } from './identitySettings';
import { salesforceLanguage } from './language';
import { LANGUAGE, NAME, NAMES, SALESFORCE_ID } from './settingRules';

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

const SCRT_URL = { read: readBaseUrl, expected: 'an https URL without query or password' };

/** Reads what an admin or a caller has set; only the URL, the organisation and the deployment are required. */
export function parseSettings(input: unknown): ParsedSettings<MessagingSettings> {
  if (!isJsonObject(input)) return NO_SETTINGS;
  const fields = new SettingFields(input);
  const attributes = fields.within('attributes');
  const identity = fields.within('identity');
  return parsedFrom([fields, attributes, identity], {
    scrtUrl: fields.parsed('scrtUrl', SCRT_URL) ?? '',
    organisationId: fields.parsed('organisationId', SALESFORCE_ID) ?? '',
    deployment: fields.required('deployment', NAME),
    target: fields.optional('target', TEXT, '').trim(),
    attributes: readAttributes(attributes),
    language: salesforceLanguage(fields.optional('language', LANGUAGE, DEFAULTS.language)) ?? DEFAULTS.language,
    visitorName: fields.optional('visitorName', TEXT, DEFAULTS.visitorName),
    messageLimit: fields.optional('messageLimit', CHARACTERS, DEFAULTS.messageLimit),
    transcriptLimit: fields.optional('transcriptLimit', CHARACTERS, DEFAULTS.transcriptLimit),
    fileLimit: fields.optional('fileLimit', BYTES, DEFAULTS.fileLimit),
    downloadLimit: fields.optional('downloadLimit', BYTES, DEFAULTS.downloadLimit),
    fileHosts: fields.optional('fileHosts', HOST_NAMES, DEFAULTS.fileHosts),
    speaksToBots: fields.optional('speaksToBots', FLAG, true),
    identity: readIdentity(identity),
  });
}

function readAttributes(fields: SettingFields): AttributeNames {
  return {
    target: fields.optional('target', NAME, '').trim(),
    summary: fields.optional('summary', NAME, '_subject').trim(),
    phone: fields.optional('phone', NAME, '').trim(),
    room: fields.optional('room', NAME, '').trim(),
    renamed: fields.optional('renamed', NAMES, {}),
  };
}
