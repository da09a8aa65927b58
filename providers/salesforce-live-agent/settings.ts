import { isJsonObject, type Json } from '../../lib/json';
import { readEndpoint } from './endpoint';
import { isSalesforceId, shortId } from './ids';

/** How to reach an org's Live Agent and what to tell it about a visitor. Made by `parseSettings`, which fills it in. */
export interface LiveAgentSettings {
  /** The "Chat API Endpoint" of the org's setup, with one slash at its end. */
  readonly endpointUrl: string;
  readonly organisationId: string;
  readonly deploymentId: string;
  readonly buttonId: string;
  readonly apiVersion: number;
  /** For visitors of whom no language is known. */
  readonly language: string;
  readonly userAgent: string;
  readonly screenResolution: string;
  /** For visitors without a name. */
  readonly visitorName: string;
  /** Least time between two messages of a visitor's: what follows faster can be lost. */
  readonly messageGapMs: number;
  /** Host names that files may be sent to, and all below them, besides the endpoint's own. */
  readonly uploadHosts: readonly string[];
  readonly prechat: PrechatSettings;
}

export interface PrechatSettings {
  /** Field of the LiveChatTranscript record that a detail is saved to, by the detail's label. */
  readonly transcriptFields: Readonly<Record<string, string>>;
  /** Longest conversation that is passed on, in characters; of a longer one, the end. */
  readonly transcriptLimit: number;
  /** Records to find or create; Live Agent REST API, ChasitorInit: `prechatEntities`. */
  readonly entities: readonly Json[];
}

interface SettingProblem {
  readonly field: string;
  readonly problem: string;
}

/** Settings as far as they could be read: complete, or with everything that is wrong with them. */
export interface ParsedSettings {
  readonly settings: LiveAgentSettings | undefined;
  readonly problems: readonly SettingProblem[];
}

/** What is left out is filled in with. */
export const DEFAULTS = {
  apiVersion: 49,
  language: 'en-US',
  userAgent: 'Rocket.Chat',
  screenResolution: '1920x1080',
  visitorName: 'Visitor',
  messageGapMs: 200,
  uploadHosts: ['salesforce.com', 'salesforceliveagent.com', 'salesforce-scrt.com', 'force.com'],
};

/** The same for the group `prechat`. */
export const PRECHAT_DEFAULTS: PrechatSettings = {
  transcriptFields: { 'E-mail Address': 'c__EmailAddress', 'Case Id': 'CaseID' },
  transcriptLimit: 10_000,
  entities: [],
};

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;
const isVersion = (value: unknown): value is number => isCount(value) && value >= 37 && value <= 999;
const isTextList = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isTextMap = (value: unknown): value is Record<string, string> =>
  isJsonObject(value) && Object.keys(value).every((name) => isText(value[name]));
const isObjectList = (value: unknown): value is Json[] => Array.isArray(value) && value.every(isJsonObject);

/** Collects what is wrong while fields are read one by one. */
class Fields {
  public readonly problems: SettingProblem[] = [];

  constructor(
    private readonly values: Record<string, unknown>,
    private readonly prefix = '',
  ) {}

  /** The field, or `fallback` where it is left out. */
  public optional<T>(name: string, rule: { is: (value: unknown) => value is T; expected: string }, fallback: T): T {
    const value = this.values[name];
    if (value === undefined || value === null || value === '') return fallback;
    if (rule.is(value)) return value;
    this.reject(name, `expected ${rule.expected}`);
    return fallback;
  }

  public id(name: string): string {
    const value = this.values[name];
    const id = typeof value === 'string' ? value.trim() : value;
    if (isSalesforceId(id)) return shortId(id);
    this.reject(name, isText(value) ? 'expected a Salesforce id of 15 or 18 letters and digits' : 'is required');
    return '';
  }

  public endpoint(name: string): string {
    const value = this.values[name];
    const url = isText(value) ? readEndpoint(value) : undefined;
    if (url === undefined) {
      this.reject(name, isText(value) ? 'expected an https URL without query or password' : 'is required');
    }
    return url ?? '';
  }

  private reject(name: string, problem: string): void {
    this.problems.push({ field: `${this.prefix}${name}`, problem });
  }
}

/** Reads what an admin or a caller has set; only the endpoint and the three ids are required. */
export function parseSettings(input: unknown): ParsedSettings {
  if (!isJsonObject(input)) {
    return { settings: undefined, problems: [{ field: 'settings', problem: 'expected a JSON object' }] };
  }
  const fields = new Fields(input);
  const prechat = new Fields(fields.optional('prechat', { is: isJsonObject, expected: 'an object' }, {}), 'prechat.');
  const text = (name: 'language' | 'userAgent' | 'screenResolution' | 'visitorName') =>
    fields.optional(name, { is: isText, expected: 'a text' }, DEFAULTS[name]);
  const settings: LiveAgentSettings = {
    endpointUrl: fields.endpoint('endpointUrl'),
    organisationId: fields.id('organisationId'),
    deploymentId: fields.id('deploymentId'),
    buttonId: fields.id('buttonId'),
    apiVersion: fields.optional(
      'apiVersion',
      { is: isVersion, expected: 'a whole number from 37 on' },
      DEFAULTS.apiVersion,
    ),
    language: text('language'),
    userAgent: text('userAgent'),
    screenResolution: text('screenResolution'),
    visitorName: text('visitorName'),
    messageGapMs: fields.optional('messageGapMs', { is: isCount, expected: 'milliseconds' }, DEFAULTS.messageGapMs),
    uploadHosts: fields.optional('uploadHosts', { is: isTextList, expected: 'host names' }, DEFAULTS.uploadHosts),
    prechat: readPrechat(prechat),
  };
  const problems = [...fields.problems, ...prechat.problems];
  return { settings: problems.length === 0 ? settings : undefined, problems };
}

function readPrechat(fields: Fields): PrechatSettings {
  const { transcriptFields, transcriptLimit, entities } = PRECHAT_DEFAULTS;
  return {
    transcriptFields: {
      ...transcriptFields,
      ...fields.optional('transcriptFields', { is: isTextMap, expected: 'field names by label' }, {}),
    },
    transcriptLimit: fields.optional(
      'transcriptLimit',
      { is: isCount, expected: 'a number of characters' },
      transcriptLimit,
    ),
    entities: fields.optional('entities', { is: isObjectList, expected: 'a list of objects' }, [...entities]),
  };
}
