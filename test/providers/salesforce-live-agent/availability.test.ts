/// <reference types="jest" />
import { aProvider, BUTTON } from './support/aProvider';
import { type Answer, ScriptedHttp } from './support/ScriptedHttp';

const OTHER = '573OTHER0000001';
const results = (...list: object[]): Answer => ({
  body: { messages: [{ type: 'Availability', message: { results: list } }] },
});

async function ask(targets: string[], ...answers: Answer[]) {
  const http = new ScriptedHttp().on('GET Visitor/Availability', ...answers);
  return { http, found: await aProvider({ http }).provider.availability(targets) };
}

describe('availability', () => {
  test('is asked for with the ids of org, deployment and buttons', async () => {
    const { http } = await ask([BUTTON, OTHER], results());
    expect(http.requests).toMatchObject([
      { method: 'GET', timeoutMs: 3_000, headers: { 'X-LIVEAGENT-API-VERSION': '49' } },
    ]);
    const { pathname, searchParams } = new URL(http.requests[0]?.url ?? '');
    expect(pathname).toBe('/chat/rest/Visitor/Availability');
    expect([...searchParams]).toEqual([
      ['org_id', '00DSANDBOX00001'],
      ['deployment_id', '572SANDBOX00001'],
      ['Availability.ids', `${BUTTON},${OTHER}`],
      ['Availability.needEstimatedWaitTime', '1'],
    ]);
  });

  test('is told for each target, in their order', async () => {
    const answer = results({ id: OTHER }, { id: BUTTON, isAvailable: true, estimatedWaitTime: 9 });
    const { found } = await ask([BUTTON, OTHER], answer);
    expect(found).toEqual([
      { target: BUTTON, state: 'available', waitSeconds: 9 },
      { target: OTHER, state: 'unavailable' },
    ]);
  });

  test('is that of the settings’ button when no target is named', async () => {
    const { found } = await ask([], results({ id: BUTTON, isAvailable: true, estimatedWaitTime: -1 }));
    expect(found).toEqual([{ target: BUTTON, state: 'available' }]);
  });

  test('is told for ids of 18 characters as well', async () => {
    const { found, http } = await ask([`${BUTTON}AAA`], results({ id: BUTTON, isAvailable: true }));
    expect(found).toEqual([{ target: `${BUTTON}AAA`, state: 'available' }]);
    expect(http.requests[0]?.url).toContain(`ids=${BUTTON}&`);
  });

  test('is unavailable where it is left out, and unknown where nothing is said of the target', async () => {
    const { found } = await ask([BUTTON, OTHER], results({ id: BUTTON }));
    expect(found.map(({ state }) => state)).toEqual(['unavailable', 'unknown']);
  });

  test.each(['', 'x', '573000000000001&org_id=1', '../../x', '573000000000001/', '573-00000000001'])(
    'of %p is unknown, and it never gets into the URL',
    async (target) => {
      const { found, http } = await ask([target, BUTTON], results({ id: BUTTON, isAvailable: true }));
      expect(found.map(({ state }) => state)).toEqual(['unknown', 'available']);
      expect(new URL(http.requests[0]?.url ?? '').searchParams.get('Availability.ids')).toBe(BUTTON);
    },
  );

  test('is not asked for at all when no target can be one', async () => {
    const { found, http } = await ask(['x'], results());
    expect(found).toEqual([{ target: 'x', state: 'unknown' }]);
    expect(http.requests).toEqual([]);
  });

  test.each<Answer>(['cut', 500, 403, 204, { body: '<html>' }, { body: { messages: [] } }])(
    'is unknown when the answer is %j',
    async (answer) => {
      expect((await ask([BUTTON], answer)).found).toEqual([{ target: BUTTON, state: 'unknown' }]);
    },
  );

  test('is asked for on the server that the org has moved to', async () => {
    const moved = { body: { messages: [{ type: 'SwitchServer', message: { newUrl: 'https://b.example/chat' } }] } };
    const { found, http } = await ask([BUTTON], moved, results({ id: BUTTON, isAvailable: true }));
    expect(found[0]?.state).toBe('available');
    expect(new URL(http.requests[1]?.url ?? '').origin).toBe('https://b.example');
  });

  test('is unknown when one server sends to the other and back', async () => {
    const circle = { body: { messages: [{ type: 'SwitchServer', message: { newUrl: 'https://b.example/chat' } }] } };
    const { found, http } = await ask([BUTTON], circle, circle, circle, circle, circle);
    expect(found[0]?.state).toBe('unknown');
    expect(http.requests).toHaveLength(4);
  });
});
