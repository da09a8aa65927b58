import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api';
import { createHash } from 'crypto';
import { HandoverError } from '../../lib/errors';
import { presentedSecret, requireSecret } from '../authenticate';

const WAYS =
  'send the API key as X-API-Key, api_key or Authorization: Bearer, or the login of an admin as X-User-Id and X-Auth-Token';

/**
 * Lets in whoever has the API key, or is logged in as an admin. Answers who it is: 24 lower-case hexadecimal digits,
 * always the same for the same user, and one for all who come with the key.
 *
 * @throws HandoverError `unauthorized`, or `not-allowed` for a user who is no admin
 */
export function authenticateCaller(request: IApiRequest, apiKey: string | undefined): string {
  const { user } = request;
  const presented = presentedSecret(request, 'x-api-key') ?? request.query?.api_key;
  if (user?.roles?.includes('admin')) return callerId(`user:${user.id}`);
  if (user && presented === undefined) {
    throw new HandoverError('not-allowed', 'Handover providers are the business of admins.');
  }
  if (apiKey === undefined) {
    throw new HandoverError('unauthorized', `No API key is set in the settings of the app; ${WAYS}.`);
  }
  requireSecret(apiKey, presented, `The API key is missing or wrong; ${WAYS}.`);
  return callerId('api-key');
}

function callerId(caller: string): string {
  return createHash('sha256').update(caller).digest('hex').slice(0, 24);
}
