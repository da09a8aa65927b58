import type { Json } from '../../lib/json';
import { ProviderError } from '../../lib/ProviderError';
import type { OpenRequest } from '../../lib/provider';
import { decodeJwt } from '../../vendor/jose';
import { asRefusal } from '../shared/asRefusal';
import { isSuccess } from '../shared/httpAnswers';
import { numberOf, objectOf, parseJson, textOf } from '../shared/readJson';
import type { Tools } from './Chat';
import { CALL_TIMEOUT_MS, failureOf, type Reply } from './Client';
import { signIdentity } from './identity';

/** What a conversation is opened and carried on with. */
export interface AccessToken {
  readonly accessToken: string;
  readonly expiresAtMs: number | null;
  /** Where the stream of events begins. */
  readonly lastEventId: string;
  /** Who the token was made for, if Salesforce believed it. */
  readonly identity: string | null;
}

const FIRST_EVENT = '0';

/**
 * A token for a new conversation: of a verified visitor where the settings say so, otherwise, and where Salesforce does
 * not believe it, of an anonymous one.
 *
 * @throws ProviderError, never of kind `gone`
 */
export async function newToken(request: OpenRequest, tools: Tools): Promise<AccessToken> {
  try {
    return tools.settings.identity === undefined
      ? await anonymousToken(tools)
      : await verifiedToken(identityOf(request), tools);
  } catch (error) {
    throw asRefusal(error);
  }
}

/** The user that a visitor is verified as: his e-mail address, or the room for one who has none. */
function identityOf({ visitor, roomId }: OpenRequest): string {
  return visitor.email?.trim().toLowerCase() || `rocketchat-room-${roomId}`;
}

/** Enhanced Chat API, Generate an Access Token for an Unauthenticated User: a new, anonymous person with each call. */
export async function anonymousToken(tools: Tools): Promise<AccessToken> {
  return readToken(await request(tools, 'unauthenticated', {}), null);
}

/**
 * Enhanced Chat API, Generate an Access Token for an Authenticated User: the same person for the same identity. It is
 * answered with a token even if the identity is not believed; then the person is an anonymous one.
 *
 * @throws ProviderError
 */
export async function verifiedToken(identity: string, tools: Tools): Promise<AccessToken> {
  const { settings, clock, log } = tools;
  if (settings.identity === undefined) throw new ProviderError('gone', 'Visitors are not verified any more');
  const customerIdentityToken = await signIdentity(identity, settings.identity, clock.nowMs());
  const reply = await request(tools, 'authenticated', { authorizationType: 'JWT', customerIdentityToken });
  const token = readToken(reply, identity);
  if (token.identity === null) {
    log.warn('Salesforce does not believe who a visitor is; check key, key id and issuer. He is anonymous to it', {
      keyId: settings.identity.keyId,
      issuer: settings.identity.issuer,
    });
  }
  return token;
}

async function request(tools: Tools, kind: string, proof: { [key: string]: Json }): Promise<Reply> {
  const { client, settings } = tools;
  const reply = await client.send({
    method: 'POST',
    path: `/iamessage/api/v2/authorization/${kind}/access-token`,
    body: {
      orgId: settings.organisationId,
      esDeveloperName: settings.deployment,
      capabilitiesVersion: '1',
      platform: 'Web',
      context: { appName: 'RocketChat', clientVersion: '1.0' },
      ...proof,
    },
    timeoutMs: CALL_TIMEOUT_MS,
  });
  if (!isSuccess(reply)) throw failureOf(reply);
  return reply;
}

function readToken({ body, what }: Reply, identity: string | null): AccessToken {
  const { accessToken, lastEventId, context } = objectOf(parseJson(body));
  const token = textOf(accessToken);
  if (token === undefined) throw new ProviderError('unreachable', `${what} was not answered with a token`);
  const claims = claimsOf(token);
  const subject = textOf(objectOf(objectOf(context).endUser).subject) ?? textOf(claims.sub) ?? '';
  const exp = numberOf(claims.exp);
  return {
    accessToken: token,
    expiresAtMs: exp === undefined ? null : exp * 1000,
    lastEventId: textOf(lastEventId) ?? numberOf(lastEventId)?.toString() ?? FIRST_EVENT,
    identity: subject.includes('/AUTH/') ? identity : null,
  };
}

/** What a token says of itself; nothing where it cannot be read, which only Salesforce must. */
function claimsOf(token: string): Readonly<Record<string, unknown>> {
  try {
    return decodeJwt(token);
  } catch {
    return {};
  }
}
