import { isJsonObject, type Json } from '../../lib/json';
import type { SettingProblem } from '../../lib/service';
import { NO_SETTINGS, type ParsedSettings, parsedFrom } from '../shared/ParsedSettings';
import { HOST_NAMES, isCount, isText, type Rule, TEXT } from '../shared/settingRules';
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

const isVersion = (value: unknown): value is number => isCount(value) && value >= 37 && value <= 999;
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
  public optional<T>(name: string, rule: Rule<T>, fallback: T): T {
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
export function parseSettings(input: unknown): ParsedSettings<LiveAgentSettings> {
  if (!isJsonObject(input)) return NO_SETTINGS;
  const fields = new Fields(input);
  const prechat = new Fields(fields.optional('prechat', { is: isJsonObject, expected: 'an object' }, {}), 'prechat.');
  const text = (name: 'language' | 'userAgent' | 'screenResolution' | 'visitorName') =>
    fields.optional(name, TEXT, DEFAULTS[name]);
  return parsedFrom([fields, prechat], {
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
    uploadHosts: fields.optional('uploadHosts', HOST_NAMES, DEFAULTS.uploadHosts),
    prechat: readPrechat(prechat),
  });
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
