/// <reference types="jest" />
import { CLIENT, ForeignClient, INTEGRATION, QUEUE } from './foreignClient';
import { Stage } from './stage';

describe('signing in and being let in', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());
  const health = (client = stage.client) => client.get(`conversations/messaging/integrations/open/${INTEGRATION}`);

  it('gives a client with the right secret a bearer token and says how many seconds it lives', async () => {
    const { status, data } = await stage.client.token();
    expect([status, data]).toEqual([
      200,
      { access_token: expect.stringMatching(/^[\w-]{40,}$/), token_type: 'bearer', expires_in: 86_400 },
    ]);
  });

  it.each([
    ['a wrong secret', CLIENT, 'wrong'],
    ['an unknown client', 'nobody', 'sandbox-client-secret'],
  ])('refuses %s with 401 invalid_client', async (_what, id, secret) => {
    const { status, data } = await stage.client.token(id, secret);
    expect([status, data.error, typeof data.description]).toEqual([401, 'invalid_client', 'string']);
  });

  it('refuses other grants, and bodies that are no form', async () => {
    expect((await stage.client.token(undefined, undefined, 'grant_type=password')).data.error).toBe(
      'unsupported_grant_type',
    );
    expect((await stage.client.token(undefined, undefined, 'scope=x')).status).toBe(400);
    const json = await stage.client.http.post('/oauth/token', { grant_type: 'client_credentials' });
    expect([json.status, json.data.error]).toEqual([400, 'invalid_request']);
  });

  it('keeps older tokens good when it issues another', async () => {
    const first = await new ForeignClient(stage.server.url).login();
    await stage.client.login();
    expect((await health(first)).status).toBe(200);
  });

  it('refuses calls without a token, with an unknown one, and with an expired one', async () => {
    const nobody = new ForeignClient(stage.server.url);
    const missing = await health(nobody);
    nobody.http.defaults.headers.common.Authorization = 'Bearer made-up';
    const unknown = await health(nobody);
    await stage.control.setSwitches({ tokenLifetimeSeconds: 60 });
    await stage.client.login();
    await stage.clock.advance(59_999);
    expect((await health()).status).toBe(200);
    await stage.clock.advance(1);
    const expired = await health();
    expect([missing, unknown, expired].map(({ status, data }) => [status, data.code])).toEqual([
      [401, 'authentication.required'],
      [401, 'bad.credentials'],
      [401, 'credentials.expired'],
    ]);
  });

  it('says every error in the same shape, with the id that the header has', async () => {
    const { data, headers } = await stage.client.get('conversations/nothing');
    expect(data).toEqual({
      message: expect.any(String),
      code: 'not.found',
      status: 404,
      messageParams: {},
      contextId: headers['inin-correlation-id'],
      details: [],
      errors: [],
    });
    expect(data.contextId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('refuses a client whose role lacks the permission, and names it', async () => {
    await stage.control.setClient({ id: 'sender', secret: 's', permissions: ['conversation:message:receive'] });
    await stage.client.login('sender', 's');
    const { data } = await stage.client.message('hello');
    const answers = [
      await health(),
      await stage.client.get(`conversations/messages/${data.conversationId}`),
      await stage.client.patch(`conversations/messages/${data.conversationId}`, { state: 'disconnected' }),
      await stage.client.get(`routing/queues/${QUEUE}/estimatedwaittime`),
    ];
    expect(answers.map(({ status, data: body }) => [status, body.code])).toEqual(
      answers.map(() => [403, 'missing.any.permissions']),
    );
    expect(answers[0]?.data.message).toContain('[messaging:integration:view]');
  });

  it('knows no other path, and says which methods a path has', async () => {
    expect((await stage.client.get('users/me')).status).toBe(404);
    const wrong = await stage.client.delete(`conversations/messages/${INTEGRATION}/inbound/open/message`);
    expect([wrong.status, wrong.headers.allow]).toEqual([405, 'POST']);
  });

  it('refuses bodies that are not JSON', async () => {
    const path = `/api/v2/conversations/messages/${INTEGRATION}/inbound/open/message`;
    const send = (type: string) => stage.client.http.post(path, '{', { headers: { 'Content-Type': type } });
    expect((await send('text/plain')).status).toBe(415);
    expect((await send('application/json')).data.code).toBe('bad.request');
    const large = JSON.stringify({ text: 'x'.repeat(4_000_000) });
    const tooLarge = await stage.client.http.post(path, large, { headers: { 'Content-Type': 'application/json' } });
    expect(tooLarge.status).toBe(400);
  });
});

describe('the rate limit', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.start();
    await stage.control.reset();
  });
  afterEach(() => stage.close());
  const statuses = async (count: number, client = stage.client) => {
    const answers = await Promise.all(Array.from({ length: count }, () => client.get('conversations/nothing')));
    return answers.map(({ status }) => status);
  };

  it('is 300 requests a minute and client', async () => {
    expect(new Set(await statuses(300))).toEqual(new Set([404]));
    await stage.clock.advance(20_000);
    const { status, data, headers } = await stage.client.get('conversations/nothing');
    expect([status, data.code, headers['retry-after']]).toEqual([429, 'too.many.requests.retry.after', '40']);
    await stage.clock.advance(40_000);
    expect(await statuses(1)).toEqual([404]);
  });

  it('counts each client by itself, and all tokens of one client together', async () => {
    await stage.control.setSwitches({ requestsPerMinute: 2 });
    await stage.control.setClient({ id: 'other', secret: 's', permissions: ['conversation:message:view'] });
    const again = await new ForeignClient(stage.server.url).login();
    const other = await new ForeignClient(stage.server.url).login('other', 's');
    expect([...(await statuses(2)), ...(await statuses(1, again)), ...(await statuses(2, other))]).toEqual([
      404, 404, 429, 404, 404,
    ]);
  });

  it('can be switched off', async () => {
    await stage.control.setSwitches({ requestsPerMinute: 0 });
    expect(new Set(await statuses(301))).toEqual(new Set([404]));
  });
});
