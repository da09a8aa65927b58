/// <reference types="jest" />
import { HealthEndpoint } from '../../endpoints/HealthEndpoint';
import type { ProblemSources } from '../../lib/findProblems';
import { testHandoverProvider } from '../../lib/handoverProviders/testHandoverProvider';
import { aSession } from '../support/aDesk';
import { A_PROVIDER_ID, aHandoverProvider } from '../support/aHandoverProvider';
import { aProviderDesk, phoneService, type TestProviderDesk } from '../support/aProviderDesk';
import { anApp, aRequest, call } from '../support/endpoints';

const served = (servedDepartment: string) => ({
  settingsProvider: { serviceId: phoneService.id, servedDepartment },
});

let desk: TestProviderDesk;
beforeEach(() => {
  desk = aProviderDesk();
});

type Parts = Partial<Pick<ProblemSources, 'bridgeProblems' | 'lackingSettings' | 'isSomeoneOnline'>>;

function get(
  request: { headers?: object; query?: object } = { query: { api_key: 'key' } },
  parts: Parts = {},
  apiKey: string | undefined = 'key',
) {
  const nothing = async () => [];
  const online = async () => true;
  const sources = { bridgeProblems: nothing, lackingSettings: nothing, isSomeoneOnline: online };
  const healthDesk = { ...desk, ...sources, ...parts };
  const outside = { desk: () => healthDesk, apiKey: async () => apiKey || undefined };
  const endpoint = new HealthEndpoint(anApp(desk.base.log), outside);
  return call(endpoint, 'get', aRequest({ headers: { ...request.headers }, query: { ...request.query } }));
}

const health = async (parts: Parts = {}) => (await get(undefined, parts)).content;

test.each([
  ['X-API-Key', { headers: { 'x-api-key': 'key' } }],
  ['api_key', { query: { api_key: 'key' } }],
  ['Authorization: Bearer', { headers: { authorization: 'Bearer key' } }],
])('health lets a caller in by %s', async (_name, request) => {
  expect(await get(request)).toMatchObject({ status: 200, content: { version: '1.2.3' } });
});

test.each([
  ['nothing', {}],
  ['a wrong key', { headers: { 'x-api-key': 'kex' } }],
  ['a list of keys', { query: { api_key: ['key', 'key'] } }],
])('health keeps a caller with %s out', async (_name, request) => {
  expect(await get(request)).toMatchObject({ status: 401, content: { error: 'unauthorized' } });
});

test('health lets nobody in while no key is set', async () => {
  const answer = await get({ headers: { 'x-api-key': '' } }, {}, '');
  expect(answer).toMatchObject({ status: 401, content: { result: expect.stringContaining('No API key is set') } });
});

test('health counts the sessions in each state', async () => {
  await desk.sessions.create(aSession());
  await desk.sessions.create(aSession({ id: '2', roomId: '2', state: 'queued' }));
  await desk.sessions.create(aSession({ id: '3', roomId: '3', state: 'queued' }));
  expect((await health()).sessions).toEqual({ starting: 0, queued: 2, active: 1, transferring: 0, ending: 0 });
});

describe('the problems that health tells', () => {
  test.each([
    ['names no department', 'nowhere', /nowhere.*does not exist/],
    ['names a disabled department', 'old', /old.*disabled/],
  ])('are that the handover department %s', async (_name, department, problem) => {
    desk = aProviderDesk(served(department));
    desk.base.omnichannel.addDepartment({ id: 'old', isEnabled: false });
    expect((await health()).problems).toEqual([expect.stringMatching(problem)]);
  });

  test('are none when no department is to be served', async () => {
    const parts = { bridgeProblems: async () => [{ id: 'x', sentence: 'nobody is named' }] };
    expect((await health(parts)).problems).toEqual([]);
  });

  test('are none when the handover department can be used', async () => {
    desk = aProviderDesk(served('salesforce'));
    expect((await health()).problems).toEqual([]);
  });

  test('are what the settings of the provider lack when it is to serve a department', async () => {
    desk = aProviderDesk(served('salesforce'));
    const { problems } = await health({ lackingSettings: async () => ['endpointUrl is missing'] });
    expect(problems).toEqual(['The provider of the settings: endpointUrl is missing.']);
  });

  test.each([
    ['the provider of the settings', () => undefined, served('salesforce')],
    ['a stored provider', () => desk.providers.create(aHandoverProvider()), {}],
  ])('are what keeps the bridge agent from serving the department of %s', async (_name, prepare, changes) => {
    desk = aProviderDesk(changes);
    await prepare();
    const { problems } = await health({ bridgeProblems: async () => [{ id: 'x', sentence: 'nobody is named' }] });
    expect(problems).toEqual(['nobody is named']);
  });

  test('are that nobody is online in a department that is served', async () => {
    desk = aProviderDesk(served('salesforce'));
    await desk.providers.create(aHandoverProvider());
    const asked: string[] = [];
    const isSomeoneOnline = async (id: string) => asked.push(id) === 1;
    expect((await health({ isSomeoneOnline })).problems).toEqual([
      expect.stringMatching(/^Nobody is online in the department support,.*bridge agent is offline/),
    ]);
    expect(asked).toEqual(['salesforce', 'support-id']);
  });

  test('are told once of a department that two claim', async () => {
    desk = aProviderDesk(served('support'));
    desk.base.omnichannel.addDepartment({ id: 'support-id', name: 'support' });
    await desk.providers.create(
      aHandoverProvider({ departments: [{ given: 'support', id: 'support', name: 'support', attributes: [] }] }),
    );
    expect((await health({ isSomeoneOnline: async () => false })).problems).toEqual([
      expect.stringMatching(/claim the department support/),
      expect.stringMatching(/^Nobody is online in the department support/),
    ]);
  });

  test('are also what a missing bridge agent means where the department is missing, too', async () => {
    desk = aProviderDesk(served('nowhere'));
    const bridgeProblems = async () => [{ id: 'x', sentence: 'nobody is named' }];
    expect((await health({ bridgeProblems })).problems).toEqual([expect.stringMatching(/nowhere/), 'nobody is named']);
  });

  test('are what a missing bridge agent means, and not also that nobody is online', async () => {
    desk = aProviderDesk(served('salesforce'));
    const bridgeProblems = async () => [{ id: 'x', sentence: 'nobody is named' }];
    expect((await health({ bridgeProblems, isSomeoneOnline: async () => false })).problems).toEqual([
      'nobody is named',
    ]);
  });

  test('are that a contact centre refused the credentials, until a test shows better', async () => {
    await desk.providers.create(aHandoverProvider());
    const steps = [{ name: 'login', outcome: 'failed' as const, sentence: 'Logging in failed.' }];
    const test = { providerId: A_PROVIDER_ID, revision: 1, atMs: 1, outcome: 'failed' as const, steps };
    await desk.lastTests.keep({ ...test, refusesCredentials: true });
    await desk.providers.replace(aHandoverProvider({ revision: 2 }), () => false);
    expect((await health()).problems).toEqual([
      `The contact centre does not take the credentials of the handover provider "Support" (${A_PROVIDER_ID}). Logging in failed.`,
    ]);
    await desk.lastTests.keep({ ...test, refusesCredentials: false });
    expect((await health()).problems).toEqual([]);
  });

  test.each(['support', 'support-id'])('are that two claim the department %s', async (department) => {
    desk = aProviderDesk(served(department));
    desk.base.omnichannel.addDepartment({ id: 'support-id' });
    await desk.providers.create(aHandoverProvider());
    expect((await health()).problems).toEqual([
      `Both the handover provider "Support" (${A_PROVIDER_ID}) and the setting handover_department_name claim the department support; its rooms go to "Support". Take it from one of them.`,
    ]);
  });
});

describe('the providers that health shows', () => {
  const silent = async () => Promise.reject(new Error('no conversation'));
  const tried = (outcome: 'ok' | 'failed') => ({
    provider: {
      ...{ open: silent, send: silent, close: silent },
      test: async () => ({ steps: [{ name: 'line', outcome, sentence: 'The line was tried.' }] }),
    },
  });

  /** Answers when that was. */
  async function tryOut(provider: { id: string; revision: number }, outcome: 'ok' | 'failed'): Promise<string> {
    await testHandoverProvider(provider, tried(outcome), { ...desk, log: desk.base.log });
    return new Date(desk.clock.nowMs()).toISOString();
  }

  test('are none where nobody set one up', async () => {
    expect((await health()).providers).toEqual([]);
  });

  test('are that of the settings and the stored ones, with names, departments and services', async () => {
    desk = aProviderDesk(served('salesforce'));
    await desk.providers.create(aHandoverProvider({ serviceId: phoneService.id }));
    expect((await health()).providers).toEqual([
      {
        id: '000000000000000000000001',
        name: 'Settings of the app',
        service: 'Phone',
        departments: ['salesforce'],
        lastTest: null,
      },
      { id: A_PROVIDER_ID, name: 'Support', service: 'Phone', departments: ['support'], lastTest: null },
    ]);
  });

  test('come with their last tests, each step in words', async () => {
    desk = aProviderDesk(served('salesforce'));
    await desk.providers.create(aHandoverProvider());
    await tryOut(aHandoverProvider(), 'ok');
    const failedAt = await tryOut(aHandoverProvider(), 'failed');
    const at = await tryOut({ id: '000000000000000000000001', revision: 0 }, 'ok');
    expect((await health()).providers).toMatchObject([
      { name: 'Settings of the app', lastTest: { at, outcome: 'ok' } },
      {
        name: 'Support',
        lastTest: {
          at: failedAt,
          outcome: 'failed',
          steps: [
            { name: 'settings', outcome: 'ok' },
            { name: 'line', outcome: 'failed', sentence: 'The line was tried.' },
          ],
        },
      },
    ]);
  });

  test('have no last test once they were changed after it', async () => {
    await desk.providers.create(aHandoverProvider());
    await tryOut(aHandoverProvider(), 'failed');
    await desk.providers.replace(aHandoverProvider({ revision: 2 }), () => false);
    expect((await health()).providers).toMatchObject([{ lastTest: null }]);
  });

  test('show no secret of theirs', async () => {
    desk = aProviderDesk({ ...served('salesforce'), settingsOfApp: { pin: 'canary-1' } });
    await desk.providers.create(aHandoverProvider({ settings: { pin: 'canary-2' }, properties: [{ a: 'canary-3' }] }));
    await tryOut(aHandoverProvider(), 'failed');
    expect(JSON.stringify(await health())).not.toContain('canary');
  });
});
