import { isJsonObject, type Json } from '../json';
import type { JsonObject } from './HandoverProvider';

/** JSON Merge Patch (RFC 7396): members of objects are merged, null removes one, everything else replaces. */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged = new Map(Object.entries(target));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, isObject(value) ? mergePatch(asObject(merged.get(name)), value) : value);
  }
  return Object.fromEntries(merged);
}

function asObject(value: Json | undefined): JsonObject {
  return value !== undefined && isObject(value) ? value : {};
}

function isObject(value: Json): value is JsonObject {
  return isJsonObject(value);
}
