import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api';
import type { HandoverContext } from '../lib/claim';
import type { FieldProblem } from '../lib/errors';
import { isJsonObject } from '../lib/json';
import type { HandoverRequest } from '../lib/requestHandover';

const FIELDS = ['roomId', 'targetDepartmentName', 'buttonId', 'attributes', 'summary'];
const LONGEST = { roomId: 200, targetDepartmentName: 500, buttonId: 200, summary: 10_000, name: 100, value: 2_000 };
const MOST_ATTRIBUTES = 50;
/** Of unknown names; a hostile request does not get its own size back. */
const MOST_REPORTED = 20;

/** A request as far as it could be read: complete, or with everything that is wrong with it. */
export interface ParsedRequest {
  readonly request: HandoverRequest | undefined;
  readonly problems: readonly FieldProblem[];
  /** What was well-formed but has no effect. */
  readonly warnings: readonly string[];
}

/** Reads the body of `POST handover`, JSON or form-encoded. Optional fields may also be null or empty. */
export function parseHandoverRequest({ content, headers }: IApiRequest): ParsedRequest {
  const mediaProblem = unreadableBody(content, headers['content-type']);
  if (mediaProblem) return { request: undefined, problems: [mediaProblem], warnings: [] };
  const problems: FieldProblem[] = [];
  const body: Record<string, unknown> = content;
  const roomId = requiredText(body.roomId, 'roomId', problems);
  const targetDepartmentName = requiredText(body.targetDepartmentName, 'targetDepartmentName', problems);
  const context = parseContext(body, problems);
  const isComplete = roomId !== undefined && targetDepartmentName !== undefined && problems.length === 0;
  return {
    request: isComplete ? { roomId, targetDepartmentName, context } : undefined,
    problems,
    warnings: unknownFields(body),
  };
}

/** The `roomId` of `GET handover`, or what is wrong with it. */
export function parseRoomQuery(query: unknown): { roomId: string | undefined; problems: readonly FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const roomId = requiredText(isJsonObject(query) ? query.roomId : undefined, 'roomId', problems);
  return { roomId, problems };
}

/** The host hands over an empty object for a body it did not parse, so only its type tells a wrong one. */
function unreadableBody(content: unknown, contentType = ''): FieldProblem | undefined {
  if (!isJsonObject(content)) {
    return { field: 'body', problem: `is ${nameOf(content)}; expected a JSON object` };
  }
  const isParsed = /^application\/(json|x-www-form-urlencoded)\b/i.test(contentType);
  if (Object.keys(content).length > 0 || isParsed) return undefined;
  return { field: 'body', problem: 'was not read; expected a JSON object sent as Content-Type: application/json' };
}

function parseContext(body: Record<string, unknown>, problems: FieldProblem[]): HandoverContext {
  const buttonId = optionalText(body.buttonId, 'buttonId', problems);
  const summary = optionalText(body.summary, 'summary', problems);
  const attributes = parseAttributes(body.attributes, problems);
  return { attributes, ...(buttonId !== undefined && { buttonId }), ...(summary !== undefined && { summary }) };
}

function parseAttributes(value: unknown, problems: FieldProblem[]): HandoverContext['attributes'] {
  if (isAbsent(value)) return [];
  if (!isJsonObject(value)) {
    problems.push({ field: 'attributes', problem: `is ${nameOf(value)}; expected a flat object of strings` });
    return [];
  }
  const entries = Object.entries(value);
  if (entries.length > MOST_ATTRIBUTES) {
    problems.push({
      field: 'attributes',
      problem: `has ${entries.length} entries; expected at most ${MOST_ATTRIBUTES}`,
    });
    return [];
  }
  return entries.filter((entry): entry is [string, string] => isAttribute(entry, problems));
}

function isAttribute([name, value]: [string, unknown], problems: FieldProblem[]): boolean {
  const field = `attributes.${shown(name)}`;
  if (name.trim() === '' || name.length > LONGEST.name) {
    problems.push({ field, problem: `has a name of ${name.length} characters; expected 1 to ${LONGEST.name}` });
    return false;
  }
  if (typeof value === 'string' && value.length <= LONGEST.value) return true;
  problems.push({ field, problem: `is ${nameOf(value)}; expected a string of at most ${LONGEST.value} characters` });
  return false;
}

type TextField = 'roomId' | 'targetDepartmentName' | 'buttonId' | 'summary';

function requiredText(value: unknown, field: TextField, problems: FieldProblem[]): string | undefined {
  const expected = `expected a non-empty string of at most ${LONGEST[field]} characters`;
  if (typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST[field]) return value;
  problems.push({ field, problem: `is ${value == null ? 'missing' : nameOf(value)}; ${expected}` });
  return undefined;
}

function optionalText(value: unknown, field: TextField, problems: FieldProblem[]): string | undefined {
  return isAbsent(value) ? undefined : requiredText(value, field, problems);
}

function isAbsent(value: unknown): boolean {
  return value == null || value === '';
}

function unknownFields(body: Record<string, unknown>): string[] {
  const unknown = Object.keys(body).filter((field) => !FIELDS.includes(field));
  if (unknown.length === 0) return [];
  const named = unknown.slice(0, MOST_REPORTED).map(shown).join(', ');
  return [`Ignored, because the request has no such field: ${named}${unknown.length > MOST_REPORTED ? ', ...' : ''}.`];
}

/** A name as the caller sent it, cut to a length that fits a sentence. */
function shown(name: string): string {
  return name.length > LONGEST.name ? `${name.slice(0, LONGEST.name)}...` : name;
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (typeof value === 'string') return value.trim() === '' ? 'blank' : `a string of ${value.length} characters`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
