import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api';
import { HandoverError } from '../../lib/errors';
import type { ProviderDraft } from '../../lib/handoverProviders/createHandoverProvider';
import type { ProviderPatch } from '../../lib/handoverProviders/updateHandoverProvider';
import { invalidRequest } from '../../lib/invalidRequest';
import { isJsonObject } from '../../lib/json';
import type { ObjectSchema } from '../../lib/service';
import { checkSchema } from './checkSchema';
import { changeSchema, creationSchema, SERVER_FIELDS } from './schemas';

/** @throws HandoverError `unsupported-media-type`, or `invalid-request` naming every wrong field */
export function readDraft(request: IApiRequest): ProviderDraft {
  const body = readBody(request, creationSchema) as unknown as Omit<ProviderDraft, 'properties'>;
  const properties = (body as Partial<ProviderDraft>).properties ?? [];
  return { ...body, name: body.name.trim(), properties };
}

/** @throws HandoverError `unsupported-media-type`, or `invalid-request` naming every wrong field */
export function readPatch(request: IApiRequest): ProviderPatch {
  const patch = readBody(request, changeSchema) as ProviderPatch;
  return { ...patch, ...(patch.name !== undefined && { name: patch.name.trim() }) };
}

/** The fields of a body that are the client's to write. */
function readBody({ content, headers }: IApiRequest, schema: ObjectSchema): Record<string, unknown> {
  // The host parses no other type, and hands over an empty object in its place.
  if (!/^application\/json\s*(;|$)/i.test((headers['content-type'] ?? '').trim())) {
    throw new HandoverError('unsupported-media-type', 'The body must be sent as Content-Type: application/json.');
  }
  const body: unknown = content;
  if (!isJsonObject(body)) throw invalidRequest([{ field: 'body', problem: 'is not a JSON object' }]);
  const fields = Object.fromEntries(Object.entries(body).filter(([name]) => !isServerField(name)));
  const problems = checkSchema(fields, schema);
  if (problems.length > 0) throw invalidRequest(problems.map(named));
  return fields;
}

function isServerField(name: string): boolean {
  return Object.keys(SERVER_FIELDS).includes(name);
}

function named({ field, problem }: { field: string; problem: string }): { field: string; problem: string } {
  return { field: field === '' ? 'body' : field, problem };
}
