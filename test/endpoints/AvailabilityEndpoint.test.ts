/// <reference types="jest" />
import { AvailabilityEndpoint } from '../../endpoints/AvailabilityEndpoint';
import type { Outside } from '../../endpoints/Outside';
import { Routing } from '../../lib/Routing';
import { aDesk } from '../support/aDesk';
import { anApp, aProviderWith, aRequest, call, outsideOf } from '../support/endpoints';

const somebody = aProviderWith(async (targets) =>
  (targets.length === 0 ? ['default'] : targets).map((target) => ({ target, state: 'available', waitSeconds: 7 })),
);

function get(
  query: Record<string, unknown>,
  parts: Partial<Outside> = { provider: async () => ({ provider: somebody }) },
) {
  const desk = aDesk();
  const endpoint = new AvailabilityEndpoint(anApp(desk.log), outsideOf(desk, {}, parts));
  return call(endpoint, 'get', aRequest({ query: query as Record<string, string> }));
}

test('availability tells about each id, in the shape of the predecessor', async () => {
  const result = ['a', 'b'].map((id) => ({ id, isAvailable: true, estimatedWaitTime: 7, state: 'available' }));
  expect(await get({ button_ids: 'a, b' })).toMatchObject({ status: 200, content: { result } });
});

describe('availability of a department', () => {
  const served = { given: 'support', id: 'support', name: 'support', target: 'vip', attributes: [] };
  const routes: unknown[] = [];
  const parts: Partial<Outside> = {
    routing: async () => new Routing([{ id: 'p-1', revision: 2, departments: [served] }], 'salesforce'),
    provider: async (_call, route) => {
      routes.push(route);
      return { provider: somebody };
    },
  };
  beforeEach(() => {
    routes.length = 0;
  });

  test('is asked of the provider that serves it, for its own target', async () => {
    expect((await get({ department: 'support' }, parts)).content.result).toMatchObject([{ id: 'vip' }]);
    expect(routes).toEqual([{ providerId: 'p-1', providerRevision: 2, target: 'vip' }]);
  });

  test('is asked for the ids that are named with it', async () => {
    expect((await get({ department: 'support', button_ids: 'a' }, parts)).content.result).toMatchObject([{ id: 'a' }]);
  });

  test('is asked of the provider of the settings where they name it', async () => {
    await get({ department: 'salesforce' }, parts);
    expect(routes).toEqual([{ providerId: 'settings' }]);
  });

  test.each(['bots', 'nowhere'])('is 404 for %s, which nobody serves', async (department) => {
    expect(await get({ department }, parts)).toMatchObject({ status: 404, content: { error: 'department-not-found' } });
  });

  test('refuses what can be none', async () => {
    const department = ['a', 'b'] as unknown as string;
    expect(await get({ department }, parts)).toMatchObject({ status: 400, content: { error: 'invalid-request' } });
  });
});

test('availability tells about the target of the settings when none is named', async () => {
  expect((await get({})).content.result).toMatchObject([{ id: 'default' }]);
});

test.each(['unavailable', 'unknown'] as const)(
  'availability says that nobody is there when it is %s',
  async (state) => {
    const provider = aProviderWith(async () => [{ target: 'a', state }]);
    const { content } = await get({ button_ids: 'a' }, { provider: async () => ({ provider }) });
    expect(content.result).toEqual([{ id: 'a', isAvailable: false, state }]);
  },
);

test('availability is unknown when the provider fails', async () => {
  const provider = aProviderWith(async () => Promise.reject(new Error('down')));
  const { content } = await get({ button_ids: 'a' }, { provider: async () => ({ provider }) });
  expect(content.result).toEqual([{ id: 'a', isAvailable: false, state: 'unknown' }]);
});

test('availability is unknown when the provider takes longer than 3 s', async () => {
  const provider = aProviderWith(() => new Promise(() => undefined));
  const { content } = await get({ button_ids: 'a' }, { provider: async () => ({ provider }) });
  expect(content.result).toMatchObject([{ state: 'unknown' }]);
});

test.each([
  ['a list', ['a', 'b']],
  ['an empty id', 'a,,b'],
  ['an id of 201 characters', 'x'.repeat(201)],
  ['21 ids', Array.from({ length: 21 }, (_, i) => `id${i}`).join(',')],
])('availability refuses %s', async (_name, ids) => {
  expect(await get({ button_ids: ids })).toMatchObject({
    status: 400,
    content: { details: [{ field: 'button_ids' }] },
  });
});

test('availability says what the settings of the provider lack', async () => {
  expect(await get({}, {})).toMatchObject({ status: 409, content: { error: 'provider-incomplete' } });
});
