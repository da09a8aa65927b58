import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api';
import { HandoverError } from '../../lib/errors';
import type { ProviderDraft } from '../../lib/handoverProviders/createHandoverProvider';
import type { ProviderPatch } from '../../lib/handoverProviders/updateHandoverProvider';
import { invalidRequest } from '../../lib/invalidRequest';
import { isJsonObject } from '../../lib/json';
import type { ObjectSchema } from '../../lib/service';
import { checkSchema } from './checkSchema';
import { changeSchema, creationSchema, SERVER_FIELDS } from './schemas';

/** What a body may hold, and the type of what the schema takes. */
interface Body<T> {
  readonly schema: ObjectSchema;
  is(fields: unknown): fields is T;
}

const bodyOf = <T>(schema: ObjectSchema): Body<T> => ({
  schema,
  is: (fields): fields is T => checkSchema(fields, schema).length === 0,
});

type DraftBody = Omit<ProviderDraft, 'properties'> & Partial<Pick<ProviderDraft, 'properties'>>;

const CREATION = bodyOf<DraftBody>(creationSchema);
const CHANGE = bodyOf<ProviderPatch>(changeSchema);

/** @throws HandoverError `unsupported-media-type`, or `invalid-request` naming every wrong field */
export function readDraft(request: IApiRequest): ProviderDraft {
  const draft = readBody(request, CREATION);
  return { ...draft, name: draft.name.trim(), properties: draft.properties ?? [] };
}

/** @throws HandoverError `unsupported-media-type`, or `invalid-request` naming every wrong field */
export function readPatch(request: IApiRequest): ProviderPatch {
  const patch = readBody(request, CHANGE);
  return { ...patch, ...(patch.name !== undefined && { name: patch.name.trim() }) };
}

/** The fields of a body that are the client's to write. */
function readBody<T>({ content, headers }: IApiRequest, { schema, is }: Body<T>): T {
  // The host parses no other type, and hands over an empty object in its place.
  if (!/^application\/json\s*(;|$)/i.test((headers['content-type'] ?? '').trim())) {
    throw new HandoverError('unsupported-media-type', 'The body must be sent as Content-Type: application/json.');
  }
  const body: unknown = content;
  if (!isJsonObject(body)) throw invalidRequest([{ field: 'body', problem: 'is not a JSON object' }]);
  const fields = Object.fromEntries(Object.entries(body).filter(([name]) => !isServerField(name)));
  if (is(fields)) return fields;
  throw invalidRequest(checkSchema(fields, schema).map(named));
}

function isServerField(name: string): boolean {
  return Object.keys(SERVER_FIELDS).includes(name);
}

function named({ field, problem }: { field: string; problem: string }): { field: string; problem: string } {
  return { field: field === '' ? 'body' : field, problem };
}
