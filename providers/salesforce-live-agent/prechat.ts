import { isJsonObject, type Json } from '../../lib/json';
import type { Log } from '../../lib/log';
import type { OpenRequest } from '../../lib/provider';
import { lastPart } from '../shared/lastPart';
import type { PrechatSettings } from './settings';

/** Live Agent REST API, ChasitorInit: one entry of `prechatDetails`. */
type Detail = { [key: string]: Json };

/** Attributes that are no detail of their own but say which details there are. */
const CUSTOM_DETAIL = 'customDetail';
const PRECHAT_DETAILS = 'prechatDetails';
const CASE_ID = 'salesforceId';
/** What bots write on a room for the agent. */
export const ROOM_FIELDS: readonly string[] = [CASE_ID, CUSTOM_DETAIL, PRECHAT_DETAILS];
const RESERVED = new Set(ROOM_FIELDS);

interface Prechat {
  readonly settings: PrechatSettings;
  readonly log: Log;
}

/**
 * What the agent gets to see of a visitor before the chat. The attributes `prechatDetails` (a JSON list, instead of e-mail
 * and case) and `customDetail` (a JSON object or list, in addition) hold details ready made; one that cannot be read
 * is left out, because a chat without it is better than none.
 */
export function prechatDetails(request: OpenRequest, { settings, log }: Prechat): Json[] {
  const read = (name: string): Detail[] | undefined => readDetails(attribute(request, name), name, log);
  const attributes = request.attributes.filter(([name]) => !RESERVED.has(name));
  const described: Array<readonly [string, string | undefined]> = [
    ['Phone Number', request.visitor.phone],
    ...attributes,
    ['Rocket.Chat Room', request.roomId],
    ['Summary', request.summary],
    ['Transcript', lastPart(request.transcript, settings.transcriptLimit)],
  ];
  return [
    ...(read(PRECHAT_DETAILS) ?? defaults(request, settings)),
    ...(read(CUSTOM_DETAIL) ?? []),
    ...described.map(([label, value]) => detail({ label, value }, settings)).filter(isPresent),
  ];
}

function defaults(request: OpenRequest, settings: PrechatSettings): Detail[] {
  const email = {
    label: 'E-mail Address',
    value: request.visitor.email,
    map: { entityName: 'Contact', fieldName: 'Email' },
  };
  const caseId = { label: 'Case Id', value: attribute(request, CASE_ID), map: { entityName: 'Case', fieldName: 'ID' } };
  return [detail(email, settings), detail(caseId, settings)].filter(isPresent);
}

interface DetailParts {
  readonly label: string;
  readonly value: string | undefined;
  readonly map?: { entityName: string; fieldName: string };
}

/** A detail; undefined without a value. */
function detail({ label, value, map }: DetailParts, { transcriptFields }: PrechatSettings): Detail | undefined {
  if (value === undefined || value === '') return undefined;
  const hasField = Object.keys(transcriptFields).includes(label);
  const field = hasField ? transcriptFields[label] : undefined;
  const search = { isFastFillable: false, isAutoQueryable: true, isExactMatchable: true };
  return {
    label,
    value,
    displayToAgent: true,
    transcriptFields: field === undefined ? [] : [field],
    ...(map !== undefined && bothSpellings([{ ...map, ...search }])),
  };
}

/** Documents and servers disagree on the name of this list. */
function bothSpellings(maps: Json[]): Detail {
  return maps.length === 0 ? {} : { entityMaps: maps, entityFieldMaps: maps };
}

/** The last one of a name: what was said later was known better. */
function attribute({ attributes }: OpenRequest, name: string): string | undefined {
  const found = attributes.filter((entry) => entry[0] === name);
  return found[found.length - 1]?.[1].trim() || undefined;
}

function readDetails(text: string | undefined, name: string, log: Log): Detail[] | undefined {
  if (text === undefined) return undefined;
  const entries = parse(text);
  const details = entries?.map(readDetail).filter(isPresent) ?? [];
  if (entries === undefined || details.length < entries.length) {
    log.warn('An attribute does not hold prechat details in JSON; what cannot be read is left out', {
      attribute: name,
    });
  }
  return entries === undefined ? undefined : details;
}

function parse(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return value;
    return isJsonObject(value) ? [value] : undefined;
  } catch {
    return undefined;
  }
}

/** A detail as somebody else wrote it, in the shape that Live Agent takes; undefined without a label. */
function readDetail(entry: unknown): Detail | undefined {
  if (!isJsonObject(entry) || typeof entry.label !== 'string' || entry.label === '') return undefined;
  const { label, value, displayToAgent, transcriptFields, doKnowledgeSearch } = entry;
  const isShort = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return {
    label,
    value: isShort ? String(value) : '',
    displayToAgent: displayToAgent !== false,
    transcriptFields: Array.isArray(transcriptFields) ? transcriptFields.filter(isText) : [],
    ...(typeof doKnowledgeSearch === 'boolean' && { doKnowledgeSearch }),
    ...bothSpellings(readMaps(entry.entityMaps ?? entry.entityFieldMaps)),
  };
}

function readMaps(maps: unknown): Json[] {
  return Array.isArray(maps) ? maps.filter(isMap) : [];
}

const isPresent = <T>(value: T | undefined): value is T => value !== undefined;
const isText = (value: unknown): value is string => typeof value === 'string';

function isMap(value: unknown): value is { [key: string]: Json } {
  return isJsonObject(value) && isText(value.entityName) && isText(value.fieldName);
}
