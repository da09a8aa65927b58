import { isJsonObject } from '../../lib/json';
import { isSalesforceId, shortId } from './ids';
import { salesforceLanguage } from './language';
import { readScrtUrl } from './scrtUrl';

export interface SettingProblem {
  readonly field: string;
  readonly problem: string;
}

interface Rule<T> {
  is(value: unknown): value is T;
  readonly expected: string;
}

export const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
export const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;
export const isTextList = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
/** An API name, as Salesforce gives them to deployments and parameters; its own ones begin with an underscore. */
export const isName = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z_]\w{0,254}$/.test(value.trim());
export const isTextMap = (value: unknown): value is Record<string, string> =>
  isJsonObject(value) && Object.keys(value).every((name) => isName(value[name]));

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

  /** True when any of the fields holds something. */
  public has(...names: readonly string[]): boolean {
    return names.some((name) => !this.isEmpty(name));
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

  public id(name: string): string {
    const is = (value: unknown): value is string => isText(value) && isSalesforceId(value.trim());
    return shortId(this.required(name, { is, expected: 'a Salesforce id of 15 or 18 letters and digits' }));
  }

  public name(name: string): string {
    return this.required(name, { is: isName, expected: 'an API name: letters, digits and underscores' });
  }

  public url(name: string): string {
    const is = (value: unknown): value is string => isText(value) && readScrtUrl(value) !== undefined;
    return readScrtUrl(this.required(name, { is, expected: 'an https URL without query or password' })) ?? '';
  }

  public language(name: string, fallback: string): string {
    const is = (value: unknown): value is string => isText(value) && salesforceLanguage(value) !== undefined;
    return salesforceLanguage(this.optional(name, { is, expected: 'a language such as en_US' }, fallback)) ?? fallback;
  }

  public reject(name: string, problem: string): void {
    this.problems.push({ field: `${this.prefix}${name}`, problem });
  }

  private isEmpty(name: string): boolean {
    const value = this.values[name];
    return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
  }
}
