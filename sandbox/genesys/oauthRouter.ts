import express, { type Request, type Router } from 'express';
import type { Answer } from '../contactCentre/Answer';
import type { Gate } from './Gate';
import type { OAuthClient, Tokens } from './Tokens';

/** OAuth 2.0, section 5.2, with the platform's own `description` beside the standard's name for it. */
function oauthError(status: number, error: string, description: string): Answer {
  return { status, body: { error, description, error_description: description } };
}

/** The client of an `Authorization: Basic` header with the right secret. */
function authenticate(request: Request, tokens: Tokens): OAuthClient | undefined {
  const encoded = /^Basic +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const client = tokens.clients.get(id);
  return client?.secret === secret.join(':') ? client : undefined;
}

function grant(request: Request, tokens: Tokens): Answer {
  const form = request.is('application/x-www-form-urlencoded') ? new URLSearchParams(request.body) : undefined;
  const type = form?.get('grant_type');
  if (!type) {
    return oauthError(400, 'invalid_request', 'A form with grant_type is required');
  }
  const client = authenticate(request, tokens);
  if (!client) {
    return oauthError(401, 'invalid_client', 'authentication failed');
  }
  if (type !== 'client_credentials') {
    return oauthError(400, 'unsupported_grant_type', `The grant type ${type} is not available to this client`);
  }
  const { token, expiresInSeconds } = tokens.issue(client.id);
  return { status: 200, body: { access_token: token, token_type: 'bearer', expires_in: expiresInSeconds } };
}

/** The login host: Platform API, client credentials grant. */
export function oauthRouter({ gate, tokens }: { gate: Gate; tokens: Tokens }): Router {
  const router = express.Router();
  router.post('/token', express.text({ type: () => true }), (request, response, next) => {
    gate.pass('oauth/token', response, () => grant(request, tokens)).catch(next);
  });
  return router;
}
