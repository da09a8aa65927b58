import type { Answer } from '../contactCentre/Answer';
import { type Route, requireNoBody } from './Call';
import type { Context } from './context';
import type { EventRouter } from './EventRouter';
import { verifyIdentity } from './identity';
import type { Deployment } from './Organization';
import { badRequest, forbidden, notCustomClient } from './refusals';
import { checkBody, type TokenBody } from './schemas';
import type { Token, Tokens } from './Tokens';

interface Parts {
  readonly context: Context;
  readonly tokens: Tokens;
  readonly router: EventRouter;
}

const BASE = '/iamessage/api/v2/authorization';

/** The deployment that a token is asked for; throws a refusal of 400. */
function deploymentOf({ orgId, esDeveloperName, captchaToken }: TokenBody, { organization }: Context): Deployment {
  const deployment = organization.deployments.get(esDeveloperName);
  if (!organization.isIt(orgId)) {
    throw badRequest('The orgId is not valid');
  }
  if (!deployment) {
    throw badRequest('The esDeveloperName is not valid');
  }
  if (deployment.type !== 'API') {
    throw notCustomClient();
  }
  if (deployment.requiresCaptcha && captchaToken === undefined) {
    throw badRequest('captchaToken is required');
  }
  return deployment;
}

/** Enhanced Chat API, access token. */
function tokenAnswer(token: Token, router: EventRouter): Answer {
  const { channelAddressIdentifier, authMode, name, type, forms, choiceListConfig } = token.deployment;
  const embeddedServiceConfig = {
    name,
    deploymentType: type,
    embeddedServiceMessagingChannel: { channelAddressIdentifier, authMode },
    forms,
    choiceListConfig,
  };
  const context = {
    deviceId: token.deviceId,
    endUser: { subject: token.subject },
    configuration: { embeddedServiceConfig },
  };
  return { status: 200, body: { accessToken: token.value, lastEventId: router.lastEventId(), context } };
}

function unauthenticated({ context, tokens, router }: Parts): Route {
  return {
    method: 'post',
    path: `${BASE}/unauthenticated/access-token`,
    name: 'authorization/unauthenticated',
    takes: 'json',
    handle: async (call) => {
      const body = checkBody('unauthenticated', call.body, context.switches.strictSchemas);
      return tokenAnswer(await tokens.mintAnonymous(deploymentOf(body, context), body.deviceId), router);
    },
  };
}

/** Enhanced Chat API, verified users: answers 200 although the identity did not verify, for an unverified subject. */
function authenticated({ context, tokens, router }: Parts): Route {
  return {
    method: 'post',
    path: `${BASE}/authenticated/access-token`,
    name: 'authorization/authenticated',
    takes: 'json',
    handle: async (call) => {
      const { switches, clock, organization } = context;
      const body = checkBody('authenticated', call.body, switches.strictSchemas);
      const deployment = deploymentOf(body, context);
      const identity = await verifyIdentity(body.customerIdentityToken, {
        keysets: organization.keysets.values(),
        now: new Date(clock.now()),
        requireX5c: switches.requireX5c,
      });
      const token = identity
        ? tokens.mintVerified(deployment, identity, body.deviceId)
        : tokens.mintAnonymous(deployment, body.deviceId);
      return tokenAnswer(await token, router);
    },
  };
}

function revocation({ tokens }: Parts): Route {
  return {
    method: 'delete',
    path: `${BASE}/authenticated/access-token`,
    name: 'authorization/revoke',
    handle: (call) => {
      const token = tokens.authenticate(call.headers.authorization);
      requireNoBody(call);
      if (!token.isVerified) {
        throw forbidden('Only the token of a verified user can be revoked');
      }
      tokens.revoke(token);
      return { status: 204 };
    },
  };
}

function continuation({ tokens, router }: Parts): Route {
  return {
    method: 'get',
    path: `${BASE}/continuation-access-token`,
    name: 'authorization/continuation',
    handle: async ({ headers }) => {
      const token = await tokens.continue(tokens.authenticate(headers.authorization));
      return { status: 200, body: { accessToken: token.value, lastEventId: router.lastEventId() } };
    },
  };
}

/** Enhanced Chat API, authorization. */
export function authorizationRoutes(parts: Parts): Route[] {
  return [unauthenticated(parts), authenticated(parts), revocation(parts), continuation(parts)];
}
