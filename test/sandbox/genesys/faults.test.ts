/// <reference types="jest" />
import { Stage, until } from './stage';

describe('a fault', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());
  const say = (text: string) => stage.client.message(text);
  const heard = async () => {
    const [conversation] = await stage.control.conversations();
    const view = conversation && (await stage.control.conversation(conversation.id));
    return view?.fromVisitor.map(({ text }) => text) ?? [];
  };

  it.each([400, 401, 403, 404, 409, 429, 500, 502, 503])('gives any call a status of %d', async (status) => {
    await stage.control.addFault({ kind: 'status', call: 'inbound/message', status, times: 1 });
    const answer = await say('lost');
    expect([answer.status, answer.data.status, answer.data.code]).toEqual([status, status, 'injected']);
    expect((await say('kept')).status).toBe(202);
    expect(await heard()).toEqual(['kept']);
  });

  it('answers with a body that is no JSON', async () => {
    await stage.control.addFault({ kind: 'status', call: 'inbound/*', status: 200, body: '<html>', times: 1 });
    expect((await say('x')).data).toBe('<html>');
  });

  it('gives a wrong status after the work was done', async () => {
    await stage.control.addFault({ kind: 'status', when: 'after', call: 'inbound/*', status: 500, times: 1 });
    expect((await say('x')).status).toBe(500);
    expect(await heard()).toEqual(['x']);
  });

  it.each([
    ['before', []],
    ['after', ['x']],
    ['during', ['x']],
  ] as const)('drops the connection %s the work or the answer', async (when, known) => {
    await stage.control.addFault({ kind: 'drop', when, call: 'inbound/message', times: 1 });
    await expect(say('x')).rejects.toMatchObject({ code: expect.any(String) });
    expect(await heard()).toEqual(known);
  });

  it.each([
    ['before', []],
    ['after', ['x']],
  ] as const)('delays a call %s its work', async (when, known) => {
    await stage.control.addFault({ kind: 'delay', when, delayMs: 5_000, call: 'inbound/message', times: 1 });
    const answer = say('x');
    await until(async () => (await stage.control.faults())[0]?.fired === 1);
    expect(await heard()).toEqual(known);
    await stage.clock.advance(5_000);
    expect((await answer).status).toBe(202);
    expect(await heard()).toEqual(['x']);
  });

  it('makes tokens expire, until the client signs in again', async () => {
    await stage.control.addFault({ kind: 'expire-token', call: 'inbound/message', times: 1 });
    expect((await say('x')).data.code).toBe('credentials.expired');
    expect((await say('x')).status).toBe(401);
    await stage.client.login();
    expect((await say('x')).status).toBe(202);
    await stage.control.expireTokens();
    expect((await say('x')).data.code).toBe('credentials.expired');
  });

  it('limits the rate, with the time to wait', async () => {
    await stage.control.addFault({ kind: 'rate-limit', retryAfterSeconds: 7, call: 'inbound/message', times: 1 });
    const { status, headers, data } = await say('x');
    expect([status, headers['retry-after'], data.code]).toEqual([429, '7', 'too.many.requests.retry.after']);
    expect(await heard()).toEqual([]);
  });

  it('befalls signing in, too', async () => {
    await stage.control.addFault({ kind: 'status', call: 'oauth/token', status: 503, times: 1 });
    expect((await stage.client.token()).status).toBe(503);
    expect((await stage.client.token()).status).toBe(200);
  });

  it('befalls a named call, every call below a prefix, or all calls', async () => {
    const strikes = async (call: string) => {
      await stage.control.clearFaults();
      await stage.control.addFault({ kind: 'status', status: 418, call });
      const list = await stage.client.get('conversations/messaging/integrations/open');
      return [(await say('x')).status, list.status];
    };
    expect(await strikes('inbound/message')).toEqual([418, 200]);
    expect(await strikes('integrations/*')).toEqual([202, 418]);
    expect(await strikes('*')).toEqual([418, 418]);
  });

  it('lets some calls pass first, is used up, counts, and is cleared', async () => {
    const { id } = await stage.control.addFault({ kind: 'status', status: 500, skip: 1, times: 1 });
    const statuses = [(await say('a')).status, (await say('b')).status, (await say('c')).status];
    expect(statuses).toEqual([202, 500, 202]);
    expect(await stage.control.faults()).toMatchObject([{ id, fired: 1 }]);
    await stage.control.clearFaults(id);
    expect(await stage.control.faults()).toEqual([]);
    await expect(stage.control.clearFaults(id)).rejects.toMatchObject({ response: { status: 404 } });
  });

  it.each([
    {},
    { kind: 'status' },
    { kind: 'status', status: 99 },
    { kind: 'delay' },
    { kind: 'delay-webhook' },
    { kind: 'meteor' },
    { kind: 'drop', when: 'later' },
    { kind: 'drop', unknown: 1 },
    { kind: 'drop', probability: 2 },
  ])('is refused as %j', async (fault) => {
    await expect(stage.control.addFault(fault as never)).rejects.toMatchObject({ response: { status: 400 } });
    expect(await stage.control.faults()).toEqual([]);
  });
});
