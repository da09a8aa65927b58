import { isJsonObject } from '../../lib/json';
import { ProviderError } from '../../lib/ProviderError';
import type { OpenRequest } from '../../lib/provider';
import { parseJson, textOf } from '../shared/readJson';
import type { MessagingSettings } from './settings';

/** Attributes that hold several, as JSON: a list of objects with `label` and `value`, or one object. */
const COLLECTIONS: ReadonlySet<string> = new Set(['customDetail', 'prechatDetails']);
/** What bots write on a room for the org's flow and the agent. */
export const ROOM_FIELDS: readonly string[] = ['salesforceId', ...COLLECTIONS];

/** What may be the value of a target: a record's id, or the developer name of a queue. */
const TARGET = /^[\w.:-]{1,255}$/;

export const isTarget = (text: string): boolean => TARGET.test(text);

/**
 * What the org's flow gets to route by; Enhanced Chat API, Create Conversation: `routingAttributes`. Of several values of
 * one name the last one counts: what was said later was known better.
 *
 * @throws ProviderError of kind `rejected` for a target that cannot be one
 */
export function routingAttributes(request: OpenRequest, settings: MessagingSettings): Record<string, string> {
  const { attributes: names } = settings;
  const found = new Map<string, string>();
  const add = (name: string, value: string | undefined): void => {
    if (name !== '' && value !== undefined && value.trim() !== '') found.set(name, value.trim());
  };
  for (const [name, value] of request.attributes.flatMap(spread)) add(apiName(name, names.renamed), value);
  const [firstName, lastName] = personName(request.visitor.name ?? '', settings.visitorName);
  add('_firstName', firstName);
  add('_lastName', lastName);
  add('_email', request.visitor.email);
  add(names.phone, request.visitor.phone);
  add(names.summary, request.summary);
  add(names.room, request.roomId);
  add(names.target, targetOf(request, settings));
  const attributes: Record<string, string> = {};
  found.forEach((value, name) => {
    attributes[name] = value;
  });
  return attributes;
}

function targetOf({ target }: OpenRequest, settings: MessagingSettings): string {
  const wanted = target?.trim() || settings.target;
  if (wanted === '' || isTarget(wanted)) return wanted;
  throw new ProviderError('rejected', 'The routing target is neither an id nor a developer name');
}

/** The first word is the first name; whoever has one word has no last name. */
function personName(name: string, fallback: string): [string, string] {
  const words = (name.trim() || fallback).split(/\s+/);
  return [words[0] ?? '', words.slice(1).join(' ')];
}

/** A name that Salesforce takes: signs and blanks become underscores, as Salesforce itself makes API names of labels. */
function apiName(name: string, renamed: Readonly<Record<string, string>>): string {
  const given = Object.keys(renamed).includes(name) ? renamed[name] : undefined;
  if (given !== undefined) return given.trim();
  const made = name.trim().replace(/\W+/g, '_').slice(0, 255);
  return /^[A-Za-z_]\w*$/.test(made) && made !== '_' ? made : '';
}

type Attribute = readonly [name: string, value: string];

function spread([name, value]: Attribute): readonly Attribute[] {
  return COLLECTIONS.has(name) ? collection(value) : [[name, value]];
}

function collection(text: string): readonly Attribute[] {
  const value = parseJson(text);
  if (isJsonObject(value) && value.label === undefined) {
    return Object.keys(value).map((name) => [name, short(value[name])] as const);
  }
  return (Array.isArray(value) ? value : [value])
    .filter(isJsonObject)
    .map(({ label, value: detail }) => [textOf(label) ?? '', short(detail)] as const);
}

function short(value: unknown): string {
  const isShort = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isShort ? String(value) : '';
}
