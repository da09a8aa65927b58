import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api';
import type { FieldProblem } from '../../lib/errors';
import type { PageQuery } from '../../lib/handoverProviders/pageOf';
import { invalidRequest } from '../../lib/invalidRequest';
import { OBJECT_ID } from './schemas';

const DEFAULT_LIMIT = 25;
const LARGEST_LIMIT = 100;
const LONGEST_TEXT = 500;
/** Parameters of every call: how the caller, or Rocket.Chat for him, proves who he is. */
const CREDENTIALS: readonly string[] = ['api_key', 'access_token'];
/** The parameters of a list besides the fields that it can be filtered by. */
export const PAGE_PARAMETERS: readonly string[] = ['filter', 'sort', 'limit', 'skip', 'next', 'previous'];

/**
 * Which part of a list is asked for.
 *
 * @param fields what rows have, and can be filtered and sorted by
 * @throws HandoverError `invalid-request` naming every wrong parameter
 */
export function readPageQuery({ query }: IApiRequest, fields: readonly string[]): PageQuery {
  const reader = new QueryReader(query ?? {});
  const page: PageQuery = {
    equals: fields.flatMap((field) => {
      const values = reader.list(field);
      return values === undefined ? [] : [[field, values] as const];
    }),
    sort: readSort(reader, fields),
    limit: reader.count('limit', { least: 1, most: LARGEST_LIMIT }) ?? DEFAULT_LIMIT,
    skip: reader.count('skip', { least: 0, most: Number.MAX_SAFE_INTEGER }) ?? 0,
    ...optional('filter', reader.text('filter')),
    ...optional('next', reader.id('next')),
    ...optional('previous', reader.id('previous')),
  };
  const places = ['next', 'previous', 'skip'].filter((name) => reader.has(name));
  if (places.length > 1) reader.reject(places[1] ?? '', `cannot be combined with ${places[0]}`);
  reader.finish([...PAGE_PARAMETERS, ...fields]);
  return page;
}

/** @throws HandoverError `invalid-request` for anything but the parameters named */
export function readFlag({ query }: IApiRequest, name: string): boolean {
  const reader = new QueryReader(query ?? {});
  const value = reader.text(name);
  if (value !== undefined && value !== 'true' && value !== 'false') reader.reject(name, 'is neither true nor false');
  reader.finish([name]);
  return value === 'true';
}

function readSort(reader: QueryReader, fields: readonly string[]): PageQuery['sort'] {
  const wanted = reader.list('sort') ?? [];
  return wanted.map((entry) => {
    const [field = '', direction = 'asc'] = entry.split(':');
    if (!fields.includes(field)) reader.reject('sort', `names none of the fields ${fields.join(', ')}`);
    if (direction !== 'asc' && direction !== 'desc')
      reader.reject('sort', 'has a direction that is neither asc nor desc');
    return { field, isDescending: direction === 'desc' };
  });
}

function optional<K extends string>(name: K, value: string | undefined): { [name in K]?: string } {
  return (value === undefined ? {} : { [name]: value }) as { [name in K]?: string };
}

/** Reads parameters, whose values the host may have made lists or objects of, and collects what is wrong with them. */
class QueryReader {
  private readonly values: ReadonlyMap<string, unknown>;
  private readonly problems: FieldProblem[] = [];

  constructor(query: object) {
    this.values = new Map(
      Object.entries(query).filter(([, value]) => value !== '' && value !== undefined && value !== null),
    );
  }

  public has(name: string): boolean {
    return this.values.has(name);
  }

  public text(name: string): string | undefined {
    const value = this.values.get(name);
    if (value === undefined || (typeof value === 'string' && value.length <= LONGEST_TEXT)) return value;
    this.reject(name, `is not a text of at most ${LONGEST_TEXT} characters`);
    return undefined;
  }

  /** Several values, separated by commas or given one by one. */
  public list(name: string): string[] | undefined {
    const value = this.values.get(name);
    if (value === undefined) return undefined;
    const values: unknown[] = Array.isArray(value) ? value : [value];
    if (values.every((entry): entry is string => typeof entry === 'string')) return values.join().split(',');
    this.reject(name, 'is not a list of texts');
    return undefined;
  }

  public count(name: string, { least, most }: { least: number; most: number }): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const count = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (count >= least && count <= most) return count;
    this.reject(name, `is not a whole number from ${least} to ${most}`);
    return undefined;
  }

  public id(name: string): string | undefined {
    const value = this.text(name);
    if (value === undefined || new RegExp(OBJECT_ID).test(value)) return value;
    this.reject(name, 'is not a cursor of this list');
    return undefined;
  }

  public reject(name: string, problem: string): void {
    this.problems.push({ field: name, problem });
  }

  public finish(known: readonly string[]): void {
    for (const name of this.values.keys()) {
      if (known.includes(name) || CREDENTIALS.includes(name)) continue;
      this.reject(name.slice(0, 100), 'is no parameter here');
    }
    if (this.problems.length > 0) throw invalidRequest(this.problems);
  }
}
