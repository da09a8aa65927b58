import { isJsonObject } from '../../lib/json';
import type { SettingProblem } from '../../lib/service';
import { isText, type Rule } from './settingRules';

/** What a text stands for, and how a text that stands for nothing is told of. */
export interface Format<T> {
  read(text: string): T | undefined;
  readonly expected: string;
}

/** Settings that are read one by one, with all that is wrong with them. A text of nothing but blanks is left out. */
export class SettingFields {
  public readonly problems: SettingProblem[] = [];

  constructor(
    private readonly values: Record<string, unknown>,
    private readonly prefix = '',
  ) {}

  /** The fields of a group, which may be left out. */
  public within(name: string): SettingFields {
    const group = this.optional(name, { is: isJsonObject, expected: 'an object' }, {});
    return new SettingFields(group, `${this.prefix}${name}.`);
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

  /** The text, without surrounding blanks; empty where it is wrong. */
  public required(name: string, rule: Rule<string>): string {
    if (!this.isEmpty(name)) return this.optional(name, rule, '').trim();
    this.reject(name, 'is required');
    return '';
  }

  /** What the required text stands for; undefined where it is wrong. */
  public parsed<T>(name: string, { read, expected }: Format<T>): T | undefined {
    const is = (value: unknown): value is string => isText(value) && read(value) !== undefined;
    return read(this.required(name, { is, expected }));
  }

  public reject(name: string, problem: string): void {
    this.problems.push({ field: `${this.prefix}${name}`, problem });
  }

  private isEmpty(name: string): boolean {
    const value = this.values[name];
    return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
  }
}
