import { isJsonObject, type Json } from '../json';
import type { SettingSchema } from '../service';
import type { JsonObject } from './HandoverProvider';

/** What is shown in the place of a secret, and may be sent back to leave the secret as it is. */
export const MASK = '********';

type Change = (value: Json) => Json | undefined;

/** The settings with every secret masked. */
export function masked(settings: JsonObject, schema: SettingSchema): JsonObject {
  return withSecrets(settings, schema, (secret) => (secret === '' || secret === null ? secret : MASK));
}

/** The settings without the secrets that are masked, so that a merge leaves those alone. */
export function withoutMasks(settings: JsonObject, schema: SettingSchema): JsonObject {
  return withSecrets(settings, schema, (secret) => (secret === MASK ? undefined : secret));
}

/** The fields that hold the mask instead of a secret. */
export function maskedFields(settings: JsonObject, schema: SettingSchema, prefix: string): string[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    const field = `${prefix}.${name}`;
    const member = memberOf(schema, name);
    if (member?.writeOnly) return value === MASK ? [field] : [];
    return member && isObject(value) ? maskedFields(value, member, field) : [];
  });
}

function withSecrets(settings: JsonObject, schema: SettingSchema, change: Change): JsonObject {
  const members = Object.entries(settings).flatMap(([name, value]): Array<[string, Json]> => {
    const member = memberOf(schema, name);
    const next = member === undefined ? value : changed(value, member, change);
    return next === undefined ? [] : [[name, next]];
  });
  return Object.fromEntries(members);
}

function changed(value: Json, schema: SettingSchema, change: Change): Json | undefined {
  if (schema.writeOnly) return change(value);
  return isObject(value) ? withSecrets(value, schema, change) : value;
}

function memberOf({ properties = {} }: SettingSchema, name: string): SettingSchema | undefined {
  return Object.keys(properties).includes(name) ? properties[name] : undefined;
}

function isObject(value: Json): value is JsonObject {
  return isJsonObject(value);
}
