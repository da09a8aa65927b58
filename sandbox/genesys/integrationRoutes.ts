import { type Call, queryCount, type Route } from './call';
import type { Integrations } from './Integrations';

const PATH = '/conversations/messaging/integrations/open';

/** OpenIntegrationEntityListing. */
function list(call: Call, integrations: Integrations): Record<string, unknown> {
  const [pageSize, pageNumber] = [queryCount(call, 'pageSize', 25), queryCount(call, 'pageNumber', 1)];
  const total = integrations.all.size;
  const pageCount = Math.ceil(total / pageSize);
  const first = (pageNumber - 1) * pageSize;
  const entities = [...integrations.all.values()].slice(first, first + pageSize);
  const page = (number: number) => `/api/v2${PATH}?pageSize=${pageSize}&pageNumber=${number}`;
  return {
    entities: entities.map((integration) => integrations.describe(integration)),
    pageSize,
    pageNumber,
    total,
    pageCount,
    firstUri: page(1),
    selfUri: page(pageNumber),
    lastUri: page(Math.max(1, pageCount)),
    ...(pageNumber < pageCount && { nextUri: page(pageNumber + 1) }),
    ...(pageNumber > 1 && { previousUri: page(pageNumber - 1) }),
  };
}

/** Open Messaging integrations: create, list, read, update and delete. */
export function integrationRoutes(integrations: Integrations): Route[] {
  const one = `${PATH}/:integrationId`;
  const id = (call: Call) => call.param('integrationId');
  const read = { method: 'get', permissions: ['messaging:integration:view'] } as const;
  return [
    {
      ...read,
      path: PATH,
      name: 'integrations/list',
      handle: (call) => ({ status: 200, body: list(call, integrations) }),
    },
    {
      ...read,
      path: one,
      name: 'integrations/get',
      handle: (call) => ({ status: 200, body: integrations.describe(integrations.get(id(call))) }),
    },
    {
      method: 'post',
      path: PATH,
      name: 'integrations/create',
      permissions: ['messaging:integration:add'],
      handle: (call) => {
        const integration = integrations.create(call.json(), call.client.id);
        return { status: 200, body: integrations.describe(integration, 'Initiated') };
      },
    },
    {
      method: 'patch',
      path: one,
      name: 'integrations/update',
      permissions: ['messaging:integration:edit'],
      handle: (call) => {
        const integration = integrations.update(id(call), call.json(), call.client.id);
        return { status: 200, body: integrations.describe(integration) };
      },
    },
    {
      method: 'delete',
      path: one,
      name: 'integrations/delete',
      permissions: ['messaging:integration:delete'],
      handle: (call) => {
        integrations.remove(id(call));
        return { status: 204 };
      },
    },
  ];
}
