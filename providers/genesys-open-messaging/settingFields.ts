import { isJsonObject } from '../../lib/json';
import { type Hosts, readHosts } from './hosts';

export interface SettingProblem {
  readonly field: string;
  readonly problem: string;
}

interface Rule<T> {
  is(value: unknown): value is T;
  readonly expected: string;
}

export const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
export const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
export const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;
export const isTextList = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
/** The id of anything that Genesys Cloud keeps. */
export const isUuid = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value.trim());
/** A name that a flow can ask for in "Get Participant Data". */
export const isAttributeName = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w. -]{1,100}$/.test(value.trim());

/** Collects what is wrong while fields are read one by one. */
export class Fields {
  public readonly problems: SettingProblem[] = [];

  constructor(
    private readonly values: Record<string, unknown>,
    private readonly prefix = '',
  ) {}

  /** The fields of a group, which may be left out. */
  public within(name: string): Fields {
    const group = this.optional(name, { is: isJsonObject, expected: 'an object' }, {});
    return new Fields(group, `${this.prefix}${name}.`);
  }

  /** The field, or `fallback` where it is left out. */
  public optional<T>(name: string, rule: Rule<T>, fallback: T): T {
    if (this.isEmpty(name)) return fallback;
    const value = this.values[name];
    if (rule.is(value)) return value;
    this.reject(name, `expected ${rule.expected}`);
    return fallback;
  }

  /** The text, without surrounding blanks. */
  public required(name: string, rule: Rule<string>): string {
    if (!this.isEmpty(name)) return this.optional(name, rule, '').trim();
    this.reject(name, 'is required');
    return '';
  }

  public hosts(name: string): Hosts {
    const is = (value: unknown): value is string => isText(value) && readHosts(value) !== undefined;
    const expected = 'the domain of a region such as mypurecloud.de, or an https URL';
    return readHosts(this.required(name, { is, expected })) ?? { login: '', api: '', domain: '' };
  }

  private reject(name: string, problem: string): void {
    this.problems.push({ field: `${this.prefix}${name}`, problem });
  }

  private isEmpty(name: string): boolean {
    const value = this.values[name];
    return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
  }
}
