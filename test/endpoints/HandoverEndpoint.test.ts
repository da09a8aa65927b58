/// <reference types="jest" />
import { METHODS } from 'http';
import { HandoverEndpoint } from '../../endpoints/HandoverEndpoint';
import type { Outside } from '../../endpoints/Outside';
import { Routing } from '../../lib/Routing';
import type { Switchboard } from '../../lib/Switchboard';
import type { Config } from '../../settings/readConfig';
import { aDesk, aSession, type TestDesk } from '../support/aDesk';
import { anApp, aProviderWith, aRequest, call, outsideOf } from '../support/endpoints';

let desk: TestDesk;
beforeEach(() => {
  desk = aDesk();
});

const complete = { roomId: 'room', targetDepartmentName: 'support' };

function endpoint(config: Partial<Config> = {}, parts: Partial<Outside> = {}): HandoverEndpoint {
  return new HandoverEndpoint(anApp(desk.log), outsideOf(desk, config, parts));
}

function post(content: unknown, { headers = {}, config = {} }: { headers?: object; config?: Partial<Config> } = {}) {
  const request = aRequest({ content, headers: { 'content-type': 'application/json', ...headers } });
  return call(endpoint(config), 'post', request);
}

describe('POST handover', () => {
  test('answers 200 with the documented body', async () => {
    const { status, content } = await post(complete);
    expect([status, JSON.stringify(content)]).toEqual([200, '{"result":"Handover request completed successfully"}']);
  });

  test('answers 406 with the documented body while a session is active', async () => {
    await desk.sessions.create(aSession());
    const { status, content } = await post(complete);
    const body = '{"result":"Cannot perform handover amidst an active Liveagent session."}';
    expect([status, JSON.stringify(content)]).toEqual([406, body]);
  });

  test('answers JSON that nobody caches', async () => {
    const { headers } = await post(complete);
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' });
  });

  test('accepts null and empty for what is optional', async () => {
    const { content } = await post({ ...complete, buttonId: null, attributes: null, summary: '' });
    expect(content).toEqual({ result: 'Handover request completed successfully' });
  });

  test('warns of a field it does not know, which may be a typing error', async () => {
    const { status, content } = await post({ ...complete, buttonID: 'x' });
    expect([status, content.warnings]).toEqual([200, ['Ignored, because the request has no such field: buttonID.']]);
  });

  test('hands what the bot said on to the handover', async () => {
    const said = { buttonId: 'b', attributes: { caseId: '7', 'a.$b': '' }, summary: 'refund' };
    await post({ ...complete, ...said }, { config: { servedDepartment: 'support' } });
    const context = {
      buttonId: 'b',
      attributes: [
        ['caseId', '7'],
        ['a.$b', ''],
      ],
      summary: 'refund',
    };
    expect(await desk.claims.ofRoom('room')).toMatchObject([{ context }]);
  });
});

describe('POST handover with an invalid request', () => {
  const rows: Array<[string, unknown, Array<[string, RegExp]>]> = [
    [
      'names both required fields at once',
      {},
      [
        ['roomId', /missing/],
        ['targetDepartmentName', /missing/],
      ],
    ],
    ['refuses a blank', { roomId: ' ', targetDepartmentName: 'x' }, [['roomId', /blank/]]],
    ['refuses null where a value is required', { ...complete, roomId: null }, [['roomId', /missing/]]],
    ['refuses a number', { ...complete, roomId: 7 }, [['roomId', /a number/]]],
    ['refuses a list', { ...complete, targetDepartmentName: ['a'] }, [['targetDepartmentName', /a list/]]],
    ['refuses an object', { ...complete, roomId: { $ne: null } }, [['roomId', /an object/]]],
    ['refuses a roomId of 201 characters', { ...complete, roomId: 'x'.repeat(201) }, [['roomId', /201 characters/]]],
    ['refuses a buttonId that is no string', { ...complete, buttonId: false }, [['buttonId', /a boolean/]]],
    ['refuses a summary of 10,001 characters', { ...complete, summary: 'x'.repeat(10_001) }, [['summary', /10001/]]],
    ['refuses attributes in a list', { ...complete, attributes: [] }, [['attributes', /a list/]]],
    ['refuses attributes in a string', { ...complete, attributes: 'a=b' }, [['attributes', /a string/]]],
    [
      'names each wrong attribute',
      { ...complete, attributes: { a: 1, b: 'ok', c: { d: 'e' } } },
      [
        ['attributes.a', /a number/],
        ['attributes.c', /an object/],
      ],
    ],
    ['refuses an attribute without a name', { ...complete, attributes: { '': 'x' } }, [['attributes.', /name/]]],
    ['refuses 51 attributes', { ...complete, attributes: manyAttributes(51) }, [['attributes', /51 entries/]]],
    [
      'reports the wrong fields of all kinds together',
      { buttonId: 1, attributes: 2, summary: 3 },
      [
        ['roomId', /missing/],
        ['targetDepartmentName', /missing/],
        ['buttonId', /a number/],
        ['summary', /a number/],
        ['attributes', /a number/],
      ],
    ],
    ['refuses a list as the body', [complete], [['body', /a list/]]],
    ['refuses an empty body', null, [['body', /empty/]]],
  ];
  test.each(rows)('%s', async (_name, content, problems) => {
    const answer = await post(content);
    expect(answer).toMatchObject({ status: 400, content: { error: 'invalid-request' } });
    expect(answer.content.details.map(({ field }: { field: string }) => field)).toEqual(
      problems.map(([field]) => field),
    );
    for (const [index, [field, problem]] of problems.entries()) {
      expect(answer.content.details[index].problem).toMatch(problem);
      expect(answer.content.result).toContain(field);
    }
    expect(desk.omnichannel.transfers).toEqual([]);
  });

  test('says how a body must be sent when the host could not read it', async () => {
    const { status, content } = await post({}, { headers: { 'content-type': 'text/plain' } });
    expect([status, content.result]).toEqual([400, expect.stringContaining('Content-Type: application/json')]);
  });

  test('reports no more than twenty problems of a hostile request', async () => {
    const attributes = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`name${i}`, i]));
    const { content } = await post({ ...complete, attributes });
    expect(content.details).toHaveLength(20);
    expect(content.result).toContain('and 30 more');
  });

  test('does not give a hostile name back in full', async () => {
    const { content } = await post({ ...complete, attributes: { ['x'.repeat(5_000)]: 1 } });
    expect(JSON.stringify(content).length).toBeLessThan(1_000);
  });
});

function manyAttributes(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`name${i}`, 'value']));
}

describe('the handover token', () => {
  const config = { handoverToken: 's3cret' };

  test.each([
    ['X-Handover-Token', { 'x-handover-token': 's3cret' }],
    ['Authorization: Bearer', { authorization: 'Bearer s3cret' }],
  ])('lets a caller in by %s', async (_name, headers) => {
    expect(await post(complete, { headers, config })).toMatchObject({ status: 200 });
  });

  test.each([
    ['nothing', {}],
    ['another secret', { 'x-handover-token': 's3cres' }],
    ['the start of the secret', { 'x-handover-token': 's3c' }],
    ['another scheme', { authorization: 'Basic s3cret' }],
  ])('keeps a caller with %s out', async (_name, headers) => {
    const answer = await post(complete, { headers, config });
    expect(answer).toMatchObject({ status: 401, content: { error: 'unauthorized' } });
    expect(desk.omnichannel.transfers).toEqual([]);
  });

  test('is asked for before anything about the request is said', async () => {
    expect(await post({}, { config })).toMatchObject({ status: 401 });
    expect(await call(endpoint(config), 'get', aRequest())).toMatchObject({ status: 401 });
  });

  test('is not asked for when none is set', async () => {
    expect(await post(complete, { headers: { authorization: 'Bearer x' } })).toMatchObject({ status: 200 });
  });
});

describe('GET handover', () => {
  function get(query: Record<string, unknown>) {
    return call(endpoint(), 'get', aRequest({ query: query as Record<string, string> }));
  }

  test('says that no handover is under way', async () => {
    const content = {
      result: 'No handover is under way in this room.',
      state: 'none',
      departmentId: 'bots',
      since: null,
    };
    expect(await get({ roomId: 'room' })).toMatchObject({ status: 200, content });
  });

  test('tells the state of a session and since when it runs', async () => {
    await desk.sessions.create(aSession({ state: 'queued' }));
    const { content } = await get({ roomId: 'room' });
    expect(content).toMatchObject({ state: 'queued', since: '2026-01-05T00:00:00.000Z' });
  });

  test('tells that a session is to come', async () => {
    await post({ ...complete, buttonId: 'b' }, { config: { servedDepartment: 'support' } });
    expect((await get({ roomId: 'room' })).content).toMatchObject({ state: 'requested', departmentId: 'support' });
  });

  test('says nothing of what the bot or a provider stored', async () => {
    await desk.sessions.create(aSession({ resume: { key: 'canary' } }));
    await post({ ...complete, summary: 'canary' }, { config: { servedDepartment: 'support' } });
    expect(JSON.stringify(await get({ roomId: 'room' }))).not.toContain('canary');
  });

  test('answers 404 for a room that does not exist', async () => {
    expect(await get({ roomId: 'nowhere' })).toMatchObject({ status: 404, content: { error: 'room-not-found' } });
  });

  test.each([[{}], [{ roomId: ['a', 'b'] }], [{ roomId: '' }]])('answers 400 for the query %j', async (query) => {
    expect(await get(query)).toMatchObject({ status: 400, content: { details: [{ field: 'roomId' }] } });
  });
});

describe('POST handover to a department that a provider serves', () => {
  const config = { servedDepartment: 'support', checksAvailability: true };
  const parts = (state: 'available' | 'unavailable' | 'unknown'): Partial<Outside> => ({
    provider: async () => ({ provider: aProviderWith(async (targets) => [{ target: targets[0] ?? '', state }]) }),
  });
  const hand = (outside: Partial<Outside>, changes: object = {}) =>
    call(endpoint({ ...config, ...changes }, outside), 'post', aRequest({ content: complete }));

  test.each(['available', 'unknown'] as const)('goes on when agents there are %s', async (state) => {
    expect(await hand(parts(state))).toMatchObject({ status: 200 });
  });

  test('moves nothing and answers 409 when nobody is there', async () => {
    expect(await hand(parts('unavailable'))).toMatchObject({ status: 409, content: { error: 'nobody-available' } });
    expect(desk.omnichannel.transfers).toEqual([]);
  });

  test('does not ask when the admin does not want that', async () => {
    expect(await hand(parts('unavailable'), { checksAvailability: false })).toMatchObject({ status: 200 });
  });

  test('asks for the target that the bot names', async () => {
    const asked: string[][] = [];
    const provider = aProviderWith(async (targets) => {
      asked.push([...targets]);
      return [{ target: '', state: 'available' }];
    });
    const outside = { provider: async () => ({ provider }) };
    await call(endpoint(config, outside), 'post', aRequest({ content: { ...complete, buttonId: '573x' } }));
    expect(asked).toEqual([['573x']]);
  });

  test('asks the provider of the department, for its target', async () => {
    const asked: unknown[] = [];
    const provider = aProviderWith(async (targets) => {
      asked.push(targets);
      return [{ target: '', state: 'unavailable' }];
    });
    const served = { given: 'support', id: 'support', name: 'support', target: 'vip', attributes: [] };
    const outside: Partial<Outside> = {
      routing: async () => new Routing([{ id: 'p-1', revision: 2, departments: [served] }], undefined),
      provider: async (_call, route) => {
        asked.push(route);
        return { provider };
      },
    };
    expect(await hand(outside, { servedDepartment: undefined })).toMatchObject({ status: 409 });
    expect(asked).toEqual([{ providerId: 'p-1', providerRevision: 2, target: 'vip' }, ['vip']]);
  });

  test('moves nothing and says what keeps the bridge agent from serving', async () => {
    const answer = await hand({ ...parts('available'), bridgeProblems: async () => ['nobody is named'] });
    const details = [{ reason: 'nobody is named' }];
    expect(answer).toMatchObject({ status: 409, content: { error: 'provider-incomplete', details } });
    expect(desk.omnichannel.transfers).toEqual([]);
  });

  test('says what the settings of the provider lack', async () => {
    const answer = await hand({});
    const details = [{ reason: 'endpointUrl is missing' }];
    expect(answer).toMatchObject({ status: 409, content: { error: 'provider-incomplete', details } });
  });
});

describe('DELETE handover', () => {
  const config = { handoverToken: 's3cret' };
  const remove = (
    isRunning: boolean,
    {
      headers = { 'x-handover-token': 's3cret' },
      settings = config,
    }: { headers?: Record<string, string>; settings?: Partial<Config> } = {},
  ) => {
    const switchboard = { endByRequest: async () => isRunning } as unknown as Switchboard;
    return call(
      endpoint(settings, { switchboard: () => switchboard }),
      'delete',
      aRequest({ headers, query: { roomId: 'room' } }),
    );
  };

  test('answers 202 when the session is being ended', async () => {
    expect(await remove(true)).toMatchObject({ status: 202 });
  });

  test('answers 404 when there is no session', async () => {
    expect(await remove(false)).toMatchObject({ status: 404, content: { error: 'session-not-found' } });
  });

  test('lets nobody in without the token, nor while none is set', async () => {
    expect(await remove(true, { headers: {} })).toMatchObject({ status: 401 });
    expect(await remove(true, { settings: {} })).toMatchObject({ status: 401 });
  });
});

describe('a method that is not offered', () => {
  const others = METHODS.map((method) => method.toLowerCase()).filter(
    (method) => !['get', 'post', 'delete', 'connect'].includes(method),
  );

  test.each([...others, 'query'])('%s gets 405 and the list of those that are', async (method) => {
    const answer = await call(endpoint(), method, aRequest());
    expect(answer).toMatchObject({
      status: 405,
      headers: { allow: 'GET, POST, DELETE' },
      content: { error: 'method-not-allowed' },
    });
  });
});

describe('an unexpected failure', () => {
  test('is answered with a reference that the log explains, and nothing of its cause', async () => {
    desk.rooms.find = async () => Promise.reject(new Error('canary: password of the database'));
    const { status, content } = await post(complete);
    expect(status).toBe(500);
    expect(content).toMatchObject({ error: 'internal-error', reference: expect.stringMatching(/^[0-9a-f]{8}$/) });
    expect(JSON.stringify(content)).not.toContain('canary');
    expect(desk.log.lines.join()).toContain(content.reference);
    expect(desk.log.lines.join()).toContain('canary');
  });
});
