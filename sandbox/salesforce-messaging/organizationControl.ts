import { type Request, Router } from 'express';
import type { BodyReader } from '../contactCentre/BodyReader';
import { json, Missing, param, readBody, remove } from '../contactCentre/controlHandlers';
import type { ControlParts } from './ControlParts';
import { type BusinessHours, createDeployment, type Deployment, type Keyset } from './Organization';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function readQueueByValue(body: BodyReader): Record<string, string> | undefined {
  const table = body.optionalRecord('queueByValue');
  if (table && !Object.values(table).every((queueId) => typeof queueId === 'string')) {
    body.reject('queueByValue', 'must be an object of strings');
  }
  return table as Record<string, string> | undefined;
}

/** `open` and `closed` for now, `always` for a deployment without hours, or hours of the caller's own. */
function readHours(body: BodyReader, now: number): BusinessHours | null {
  const state = body.optionalOneOf('state', ['open', 'closed', 'always', 'custom'] as const) ?? 'custom';
  const name = body.optionalText('name') ?? 'Business Hours';
  const isActive = body.optionalFlag('isActive') ?? true;
  const ready = {
    always: () => null,
    open: () => [{ startTime: now - HOUR_MS, endTime: now + 8 * HOUR_MS }],
    closed: () => [{ startTime: now + DAY_MS / 2, endTime: now + DAY_MS }],
    custom: () =>
      body.each('businessHours', body.list('businessHours')).map((interval) => ({
        startTime: interval.integer('startTime'),
        endTime: interval.integer('endTime'),
      })),
  };
  const businessHours = ready[state]();
  return businessHours && { name, isActive, businessHours };
}

function readDeployment(body: BodyReader, before: Deployment): Deployment {
  return {
    ...before,
    type: body.optionalOneOf('type', ['API', 'Web', 'Mobile'] as const) ?? before.type,
    isPublished: body.optionalFlag('isPublished') ?? before.isPublished,
    authMode: body.optionalOneOf('authMode', ['UnAuth', 'Auth'] as const) ?? before.authMode,
    queueId: body.optionalText('queueId') ?? before.queueId,
    routingAttribute: body.optionalText('routingAttribute') ?? before.routingAttribute,
    queueByValue: readQueueByValue(body) ?? before.queueByValue,
    isSessionBased: body.optionalFlag('isSessionBased') ?? before.isSessionBased,
    hasSessionPrechat: body.optionalFlag('hasSessionPrechat') ?? before.hasSessionPrechat,
    isTranscriptEnabled: body.optionalFlag('isTranscriptEnabled') ?? before.isTranscriptEnabled,
    requiresCaptcha: body.optionalFlag('requiresCaptcha') ?? before.requiresCaptcha,
    forms: body.optionalList('forms') ?? before.forms,
    choiceListConfig: body.optionalRecord('choiceListConfig') ?? before.choiceListConfig,
  };
}

function readKeyset(body: BodyReader, name: string): Keyset {
  const keys = body.list('keys') as Keyset['keys'];
  for (const key of body.each('keys', [...keys])) {
    key.text('kid');
    key.text('kty');
  }
  return { name, issuer: body.text('issuer'), keys };
}

function deploymentRoutes(router: Router, { context }: ControlParts): void {
  const { organization, random, clock } = context;
  const named = (request: Request): Deployment => {
    const deployment = organization.deployments.get(param(request, 'name'));
    if (!deployment) {
      throw new Missing(`There is no ${param(request, 'name')}`);
    }
    return deployment;
  };
  const store = (deployment: Deployment) => {
    organization.deployments.set(deployment.name, deployment);
    return deployment;
  };
  router.get(
    '/deployments',
    json(() => [...organization.deployments.values()]),
  );
  router.put(
    '/deployments/:name',
    json((request) => {
      const name = param(request, 'name');
      const before = organization.deployments.get(name) ?? createDeployment(name, {}, random);
      return store(readBody(request, (body) => readDeployment(body, before)));
    }),
  );
  router.put(
    '/deployments/:name/business-hours',
    json((request) => {
      const deployment = named(request);
      return store({ ...deployment, businessHours: readBody(request, (body) => readHours(body, clock.now())) });
    }),
  );
  router.delete(
    '/deployments/:name',
    json((request) => remove(request, organization.deployments, 'name')),
  );
}

/** `/control/deployments`, `/keysets` and `/organization`. */
export function organizationControl(parts: ControlParts): Router {
  const { organization } = parts.context;
  const router = Router();
  deploymentRoutes(router, parts);
  router.get(
    '/organization',
    json(() => ({ id: organization.id, keysets: [...organization.keysets.keys()] })),
  );
  router.put(
    '/organization',
    json((request) => {
      organization.id = readBody(request, (body) => body.text('id'));
      return { id: organization.id, keysets: [...organization.keysets.keys()] };
    }),
  );
  router.put(
    '/keysets/:name',
    json((request) => {
      const keyset = readBody(request, (body) => readKeyset(body, param(request, 'name')));
      organization.keysets.set(keyset.name, keyset);
    }),
  );
  router.delete(
    '/keysets/:name',
    json((request) => remove(request, organization.keysets, 'name')),
  );
  return router;
}
