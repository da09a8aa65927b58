/// <reference types="jest" />
import { generateKeyPairSync } from 'crypto';
import { exportJWK, SignJWT } from 'jose';
import { textOf } from './foreignClient';
import { eventOf, ORG, Stage, until } from './stage';

describe('a stream', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());

  it('opens with a ping, which keeps coming and has no id', async () => {
    const stream = await (await stage.visitor()).stream();
    await until(() => stream.frames.length === 1);
    await stage.clock.advance(19_999);
    expect(stream.frames).toHaveLength(1);
    await stage.clock.advance(20_001);
    await until(() => stream.frames.length === 3);
    expect(stream.frames.map(({ event, text, id }) => [event, text, id])).toEqual([
      ['ping', '0', undefined],
      ['ping', '1', undefined],
      ['ping', '2', undefined],
    ]);
  });

  it.each([
    ['no X-Org-Id', { 'X-Org-Id': undefined }, 400, 'OrgId is required'],
    ['the org id in 18 characters', { 'X-Org-Id': `${ORG}EAQ` }, 400, 'OrgId in the header and token must match'],
    ['another org id', { 'X-Org-Id': '00DOTHER0000001' }, 400, 'OrgId in the header and token must match'],
    ['a Last-Event-Id that is no number', { 'Last-Event-Id': 'last' }, 400, 'Last-Event-Id'],
    ['another media type', { Accept: 'application/json' }, 406, 'text/event-stream'],
  ])('gets an error for %s', async (_what, changes, status, text) => {
    const answer = await (await stage.visitor()).askStream(changes);
    expect(answer.status).toBe(status);
    expect(JSON.parse(await textOf(answer)).message).toContain(text);
  });

  it('gets 401 in the event router’s own form without a good token', async () => {
    const client = await stage.waiting();
    await stage.control.expireToken(client.conversationId);
    for (const changes of [{}, { Authorization: undefined }, { Authorization: 'Bearer x' }]) {
      const answer = await client.askStream(changes);
      const body = JSON.parse(await textOf(answer));
      expect([answer.status, body]).toEqual([
        401,
        expect.objectContaining({ status: 401, error: 'Unauthorized', path: '/eventrouter/v1/sse' }),
      ]);
    }
  });

  it('needs Last-Event-Id where the org demands it', async () => {
    const client = await stage.visitor();
    (await client.stream({ 'Last-Event-Id': undefined })).close();
    await stage.control.setSwitches({ requireLastEventId: true });
    expect((await client.askStream({ 'Last-Event-Id': undefined })).status).toBe(400);
    expect((await client.askStream({ 'Last-Event-Id': '0' })).status).toBe(200);
  });

  it('may carry a query that breaks caches', async () => {
    const client = await stage.visitor();
    const { status, data } = await client.http.get('/eventrouter/v1/sse?_ts=5', {
      headers: { ...client.headers, 'X-Org-Id': ORG },
      responseType: 'stream',
    });
    data.destroy();
    expect(status).toBe(200);
  });

  it('carries all conversations of its visitor, and nobody else’s', async () => {
    const client = await stage.visitor();
    const stream = await client.stream();
    const second = stage.client();
    second.token = client.token;
    await client.create();
    await stage.waiting();
    await second.create();
    await eventOf(stream, 'ROUTING_RESULT', 2);
    const conversations = stream.events.map(({ data }) => data.conversationId);
    expect(new Set(conversations)).toEqual(new Set([client.conversationId, second.conversationId]));
  });

  it('numbers its events upwards', async () => {
    const { client, stream } = await stage.streaming();
    for (const text of ['a', 'b', 'c']) {
      await stage.control.say(client.conversationId, text);
    }
    await eventOf(stream, 'MESSAGE', 3);
    const ids = stream.events.map(({ id }) => Number(id));
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect(new Set(ids).size).toBe(3);
  });

  it('starts where the token says, so that nothing before it is missed', async () => {
    const client = await stage.waiting();
    await stage.control.accept(client.conversationId);
    const stream = await client.stream();
    await eventOf(stream, 'PARTICIPANT_CHANGED');
    expect(stream.names[0]).toBe('ROUTING_RESULT');
  });

  it('brings what came after the last event id, and goes on from there', async () => {
    const { client, stream } = await stage.streaming();
    await stage.control.say(client.conversationId, 'one');
    const { id } = await eventOf(stream, 'MESSAGE');
    stream.close();
    await stage.control.say(client.conversationId, 'two');
    const again = await client.stream({ 'Last-Event-Id': id });
    await stage.control.say(client.conversationId, 'three');
    await eventOf(again, 'MESSAGE', 2);
    const texts = again.events.map(({ payload }) => JSON.stringify(payload.abstractMessage));
    expect([texts.length, texts[0]?.includes('two'), texts[1]?.includes('three')]).toEqual([2, true, true]);
  });

  it('brings nothing from before where there is no replay', async () => {
    await stage.control.setSwitches({ replay: 'none' });
    const client = await stage.connected();
    const stream = await client.stream({ 'Last-Event-Id': '0' });
    await stage.control.say(client.conversationId, 'now');
    await eventOf(stream, 'MESSAGE');
    expect(stream.names).toEqual(['MESSAGE']);
  });

  it('brings no more than the org keeps', async () => {
    await stage.control.setSwitches({ replayEvents: 2 });
    const client = await stage.connected();
    const stream = await client.stream({ 'Last-Event-Id': '0' });
    await eventOf(stream, 'PARTICIPANT_CHANGED');
    expect(stream.names).toEqual(['SESSION_STATUS_CHANGED', 'PARTICIPANT_CHANGED']);
  });

  it('may be told where to start by a number instead of a text', async () => {
    await stage.control.setSwitches({ lastEventIdKind: 'number' });
    expect((await stage.client().askToken()).data.lastEventId).toEqual(expect.any(Number));
  });

  it('ends with its token', async () => {
    const stream = await (await stage.visitor()).stream();
    await stage.clock.advance(21_600_000);
    await until(() => stream.isOver);
  });

  it('has payloads that are strings, or objects where the switch says so', async () => {
    await stage.control.setSwitches({ streamPayload: 'object' });
    const { client, stream } = await stage.streaming();
    await stage.control.say(client.conversationId, 'hi');
    const { data } = await eventOf(stream, 'MESSAGE');
    expect(data.conversationEntry.entryPayload).toMatchObject({ entryType: 'Message' });
  });

  it('comes to every client of a verified visitor', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const keys = [{ ...(await exportJWK(publicKey)), kid: 'k' }];
    await stage.control.setKeyset('Users', { issuer: 'us', keys });
    const signed = new SignJWT({ sub: 'ana', iss: 'us', exp: stage.clock.now() / 1_000 + 60 });
    const customerIdentityToken = await signed.setProtectedHeader({ alg: 'RS256', kid: 'k' }).sign(privateKey);
    const authorize = () =>
      stage.client().authorize({ authorizationType: 'JWT', customerIdentityToken }, 'authenticated');
    const [desk, phone] = [await authorize(), await authorize()];
    const streams = [await desk.stream(), await phone.stream()];
    await desk.create();
    for (const stream of streams) {
      expect((await eventOf(stream, 'ROUTING_RESULT')).data.conversationId).toBe(desk.conversationId);
    }
  });
});
