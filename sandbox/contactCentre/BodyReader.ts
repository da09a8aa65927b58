/** One field of a body that is missing or of the wrong kind. */
interface Problem {
  readonly property: string;
  readonly message: string;
}

/** Thrown by {@link BodyReader.finish} with every problem that was met. */
export class BadBody extends Error {
  constructor(readonly problems: Problem[]) {
    super(problems.map((problem) => `${problem.property} ${problem.message}`).join(', '));
  }
}

/** True for anything that has named fields, which an array has not. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/** Reads a body from outside field by field and remembers what is wrong with it. */
export class BodyReader {
  private readonly problems: Problem[];
  private readonly fields: Record<string, unknown>;

  constructor(
    body: unknown,
    private readonly prefix = '',
    problems: Problem[] = [],
  ) {
    this.problems = problems;
    this.fields = isRecord(body) ? body : {};
    if (!isRecord(body)) {
      problems.push({ property: prefix.replace(/\.$/, '') || 'body', message: 'must be an object' });
    }
  }

  has(name: string): boolean {
    return this.fields[name] !== undefined && this.fields[name] !== null;
  }

  isNull(name: string): boolean {
    return this.fields[name] === null;
  }

  text(name: string): string {
    return this.required(name, isText, 'a string') ?? '';
  }

  optionalText(name: string): string | undefined {
    return this.optional(name, isText, 'a string');
  }

  flag(name: string): boolean {
    return this.required(name, isFlag, 'a boolean') ?? false;
  }

  optionalFlag(name: string): boolean | undefined {
    return this.optional(name, isFlag, 'a boolean');
  }

  integer(name: string): number {
    return this.required(name, Number.isInteger as (value: unknown) => value is number, 'an integer') ?? 0;
  }

  optionalNumber(name: string): number | undefined {
    return this.optional(name, isNumber, 'a number');
  }

  list(name: string): unknown[] {
    return this.required(name, isList, 'an array') ?? [];
  }

  optionalList(name: string): unknown[] | undefined {
    return this.optional(name, isList, 'an array');
  }

  optionalTexts(name: string): string[] | undefined {
    const isTexts = (value: unknown): value is string[] => isList(value) && value.every(isText);
    return this.optional(name, isTexts, 'an array of strings');
  }

  optionalRecord(name: string): Record<string, unknown> | undefined {
    return this.optional(name, isRecord, 'an object');
  }

  oneOf<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const isChoice = (value: unknown): value is T => choices.some((choice) => choice === value);
    return this.required(name, isChoice, `one of ${choices.join(', ')}`);
  }

  optionalOneOf<T extends string>(name: string, choices: readonly T[]): T | undefined {
    return this.has(name) ? this.oneOf(name, choices) : undefined;
  }

  /** A reader for each object of a list, whose problems count as problems of this body. */
  each(name: string, items: unknown[] | undefined): BodyReader[] {
    return (items ?? []).map((item, index) => new BodyReader(item, `${this.path(name)}[${index}].`, this.problems));
  }

  /** Says that a field is wrong for a reason of the caller's own. */
  reject(name: string, message: string): void {
    const property = this.path(name);
    if (!this.problems.some((problem) => problem.property === property)) {
      this.problems.push({ property, message });
    }
  }

  /** Throws {@link BadBody} when anything was wrong. */
  finish(): void {
    if (this.problems.length > 0) {
      throw new BadBody(this.problems);
    }
  }

  private path(name: string): string {
    return `${this.prefix}${name}`;
  }

  private required<T>(name: string, is: (value: unknown) => value is T, kind: string): T | undefined {
    if (!this.has(name)) {
      this.reject(name, 'is required');
    }
    return this.optional(name, is, kind);
  }

  private optional<T>(name: string, is: (value: unknown) => value is T, kind: string): T | undefined {
    const value = this.fields[name];
    if (value === undefined || value === null) {
      return undefined;
    }
    if (!is(value)) {
      this.reject(name, `must be ${kind}`);
      return undefined;
    }
    return value;
  }
}
