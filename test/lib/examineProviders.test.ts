/// <reference types="jest" />
import { examineProviders } from '../../lib/examineProviders';
import type { Provider, TestResult } from '../../lib/provider';
import type { Route } from '../../lib/Routing';
import { A_PROVIDER_ID, aHandoverProvider } from '../support/aHandoverProvider';
import { aProviderDesk, phoneService, type TestProviderDesk } from '../support/aProviderDesk';

const REFUSED: TestResult = {
  steps: [{ name: 'login', outcome: 'failed', sentence: 'Nobody is let in.' }],
  refusesCredentials: true,
};
const unused = async () => Promise.reject(new Error('no conversation'));

let desk: TestProviderDesk;
let tried: Route[];
let result: TestResult;
beforeEach(() => {
  desk = aProviderDesk({ settingsProvider: { serviceId: phoneService.id, servedDepartment: 'salesforce' } });
  tried = [];
  result = REFUSED;
});

async function examine(...suspects: string[]): Promise<void> {
  await examineProviders(new Set(suspects), {
    ...desk,
    log: desk.base.log,
    connect: async (route) => {
      tried.push(route);
      return { provider: { open: unused, send: unused, close: unused, test: async () => result } as Provider };
    },
  });
}

const current: Route = { providerId: A_PROVIDER_ID, providerRevision: 1 };

test('nobody is tried out while nobody is suspected', async () => {
  await desk.providers.create(aHandoverProvider());
  await examine();
  expect(tried).toEqual([]);
});

test('a stored provider whose credentials a session had refused is tried out as it is now', async () => {
  await desk.providers.create(aHandoverProvider({ revision: 3 }));
  await examine(A_PROVIDER_ID);
  expect(tried).toEqual([{ providerId: A_PROVIDER_ID, providerRevision: 3 }]);
  expect(await desk.lastTests.list()).toMatchObject([{ providerId: A_PROVIDER_ID, revision: 3, outcome: 'failed' }]);
});

test('the provider of the settings is tried out by the name that sessions know it by', async () => {
  await examine('settings');
  expect(tried).toEqual([{ providerId: 'settings' }]);
  expect(await desk.lastTests.list()).toMatchObject([{ providerId: '000000000000000000000001', revision: 0 }]);
});

test('a provider that is gone is not tried out', async () => {
  await examine(A_PROVIDER_ID);
  expect(tried).toEqual([]);
});

describe('a provider whose test said that the credentials are refused', () => {
  beforeEach(async () => {
    await desk.providers.create(aHandoverProvider());
    await examine(A_PROVIDER_ID);
    tried = [];
  });

  test('is left alone for 5 minutes, and then tried out again', async () => {
    desk.base.clock.advance(299_000);
    await examine();
    expect(tried).toEqual([]);
    desk.base.clock.advance(1_000);
    await examine();
    expect(tried).toEqual([current]);
  });

  test('is left alone though sessions are refused all the while', async () => {
    for (let session = 0; session < 5; session++) await examine(A_PROVIDER_ID);
    expect(tried).toEqual([]);
  });

  test('is tried out at once when it was changed', async () => {
    await desk.providers.replace(aHandoverProvider({ revision: 2 }), () => false);
    await examine();
    expect(tried).toEqual([{ ...current, providerRevision: 2 }]);
  });

  test('is tried out no more once a test has shown better', async () => {
    result = { steps: [] };
    desk.base.clock.advance(300_000);
    await examine();
    desk.base.clock.advance(300_000);
    await examine();
    expect(tried).toEqual([current]);
  });
});
