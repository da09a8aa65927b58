/// <reference types="jest" />
import { aProvider, INTEGRATION, QUEUE } from './support/aProvider';
import { type Answer, ScriptedHttp } from './support/ScriptedHttp';

const OTHER = '5a0d6c1e-0000-4000-8000-0000000000ff';
const result = (queueId: string, ...counts: number[]) => ({
  group: { queueId },
  data: counts.map((count) => ({ metric: 'oOnQueueUsers', qualifier: 'IDLE', stats: { count } })),
});

function asking(answer: Answer) {
  const http = new ScriptedHttp().on('POST query', answer);
  http.on('GET estimatedwaittime', { body: { results: [{ estimatedWaitTimeSeconds: 30 }] } });
  const { provider } = aProvider({ http });
  return { http, provider };
}

test('a queue that agents are on is available, with the wait that is expected; another is not', async () => {
  const { provider, http } = asking({ body: { results: [result(QUEUE, 1, 2)] } });
  expect(await provider.availability([QUEUE, OTHER])).toEqual([
    { target: QUEUE, state: 'available', waitSeconds: 30 },
    { target: OTHER, state: 'unavailable' },
  ]);
  expect(http.sent('POST query')).toHaveLength(1);
});

test('no target means the queue of the settings', async () => {
  const { provider } = asking({ body: { results: [result(QUEUE, 1)] } });
  expect(await provider.availability([])).toMatchObject([{ target: QUEUE, state: 'available' }]);
});

test('what can be no queue is unknown, and is not asked for', async () => {
  const { provider, http } = asking({ body: { results: [] } });
  expect(await provider.availability(['../x'])).toEqual([{ target: '../x', state: 'unknown' }]);
  expect(http.requests).toEqual([]);
});

test.each([[403], [500], ['cut']] as const)('everything is unknown when Genesys answers %p', async (answer) => {
  const { provider } = asking(answer);
  expect(await provider.availability([QUEUE])).toEqual([{ target: QUEUE, state: 'unknown' }]);
});

describe('a test', () => {
  const integration = { createStatus: 'Completed', status: 'Active' };
  const outcomes = async (answer: Answer, settings: object = {}, login?: Answer) => {
    const http = new ScriptedHttp().on(`GET ${INTEGRATION}`, answer).on('POST query', { body: { results: [] } });
    if (login !== undefined) http.on('POST token', login);
    const { steps, refusesCredentials = false } = await aProvider({ http, settings }).provider.test();
    return { http, said: steps.map(({ name, outcome }) => `${name} ${outcome}`), steps, refusesCredentials };
  };

  test('logs in, looks at the integration and at the queue, and changes nothing', async () => {
    const { said, http } = await outcomes({ body: integration });
    expect(said).toEqual(['login ok', 'integration ok', 'queue ok']);
    expect(http.requests.filter(({ method }) => method === 'PATCH')).toEqual([]);
  });

  test.each<[string, Answer]>([
    ['is not there', 404],
    ['must not be seen', 403],
    ['could not be set up', { body: { createStatus: 'Error', createError: { code: 'x' } } }],
    ['is still being set up', { body: { createStatus: 'Initiated' } }],
    ['is switched off', { body: { ...integration, status: 'Inactive' } }],
  ])('fails when the integration %s', async (_what, answer) => {
    expect((await outcomes(answer)).said.slice(0, 2)).toEqual(['login ok', 'integration failed']);
  });

  test('skips what it did not get to, and shows no secret', async () => {
    const { said, steps } = await outcomes({ body: integration }, {}, 401);
    expect(said).toEqual(['login failed', 'integration skipped', 'queue skipped']);
    expect(JSON.stringify(steps)).not.toContain('sandbox-client-secret');
  });

  test.each<[string, Answer | undefined, boolean]>([
    ['are refused', 401, true],
    ['could not be looked at', 503, false],
    ['are taken', undefined, false],
  ])('tells whether the credentials %s', async (_what, login, isRefused) => {
    expect((await outcomes({ body: integration }, {}, login)).refusesCredentials).toBe(isRefused);
  });
});
