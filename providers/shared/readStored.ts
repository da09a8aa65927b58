import { isJsonObject, type Json } from '../../lib/json';
import { ProviderError } from '../../lib/ProviderError';

/** Whether something that was stored still has its shape. */
export type Check = (value: unknown) => boolean;

/** A check for every field, so that none is forgotten. */
export type Checks<T> = Readonly<Record<keyof T, Check>>;

export const isText: Check = (value) => typeof value === 'string';
export const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
export const isFlag: Check = (value) => typeof value === 'boolean';
export const isOneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.some((known) => known === value);
export const isEither =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((is) => is(value));
export const isNullOr = (is: Check): Check => isEither((value) => value === null, is);
export const isLeftOutOr = (is: Check): Check => isEither((value) => value === undefined, is);
export const isListOf =
  (is: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(is);
export const isMapOf =
  (is: Check): Check =>
  (value) =>
    isJsonObject(value) && Object.values(value).every(is);
export const isObjectOf =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isJsonObject(value) && Object.entries(fields).every(([name, is]) => is(value[name]));

/** A type guard out of the checks of all fields. */
export function guardOf<T>(fields: Checks<T>): (value: unknown) => value is T {
  const is = isObjectOf(fields);
  return (value): value is T => is(value);
}

/** Reads the stored state of a conversation; without one, it cannot be found again: ProviderError of kind `gone`. */
export function stateReader<T extends Json>(fields: Checks<T>): (json: Json) => T {
  const isState = guardOf(fields);
  return (json) => {
    if (isState(json)) return json;
    throw new ProviderError('gone', 'The saved state of the conversation cannot be read');
  };
}
