/// <reference types="jest" />
import { BUTTON, DEPLOYMENT, ORG, Stage } from './stage';

const INVALID = 'Session required but was invalid or not found';

describe('a session', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());

  it('has a key of id, time and signature, and an affinity token', async () => {
    const { keys } = await stage.client().open();
    expect(keys.key).toMatch(/^[0-9a-f-]{36}!\d{13}![A-Za-z0-9+/]{27}=$/);
    expect(keys.key.split('!')[0]).toBe(keys.id);
    expect(keys.affinityToken).toMatch(/^[0-9a-f]{8}$/);
    expect(keys.clientPollTimeout).toBe(40);
  });

  it('is also created under the documented path with a slash at its end', async () => {
    const client = stage.client();
    const headers = { 'X-LIVEAGENT-API-VERSION': '49', 'X-LIVEAGENT-AFFINITY': 'null' };
    expect((await client.http.get('System/SessionId/', { headers })).status).toBe(200);
  });

  it('is refused without a version, without an affinity header, and with somebody else’s affinity', async () => {
    const { http } = stage.client();
    const get = (headers: Record<string, string>) => http.get('System/SessionId', { headers });
    expect((await get({ 'X-LIVEAGENT-AFFINITY': 'null' })).status).toBe(400);
    expect((await get({ 'X-LIVEAGENT-AFFINITY': 'null', 'X-LIVEAGENT-API-VERSION': 'new' })).status).toBe(400);
    expect((await get({ 'X-LIVEAGENT-API-VERSION': '49' })).status).toBe(400);
    expect((await get({ 'X-LIVEAGENT-API-VERSION': '49', 'X-LIVEAGENT-AFFINITY': '98c41fa0' })).status).toBe(503);
  });

  it('answers 403 with the known text to a key that is missing or unknown', async () => {
    const client = await stage.client().open();
    const { 'X-LIVEAGENT-SESSION-KEY': _key, ...withoutKey } = client.headers();
    const unknown = { ...client.headers(), 'X-LIVEAGENT-SESSION-KEY': 'x!1!y' };
    for (const headers of [withoutKey, unknown]) {
      const response = await client.http.get('System/Messages', { headers });
      expect([response.status, response.data]).toEqual([403, INVALID]);
      expect((await client.http.post('Chasitor/ChatMessage', { text: 'x' }, { headers })).status).toBe(403);
    }
  });

  it('answers 503 to a wrong affinity and 400 to a missing one', async () => {
    const client = await stage.client().open();
    const wrong = { ...client.headers(), 'X-LIVEAGENT-AFFINITY': '00000000' };
    expect((await client.http.get('System/Messages', { headers: wrong })).status).toBe(503);
    const { 'X-LIVEAGENT-AFFINITY': _affinity, ...missing } = client.headers();
    expect((await client.http.get('System/Messages', { headers: missing })).status).toBe(400);
  });

  it('answers 404 to unknown resources and 405 to a method that the resource does not take', async () => {
    const client = await stage.client().open();
    const headers = client.headers();
    for (const path of ['System/Nothing', 'Chasitor/Nothing', 'system/sessionid', 'System/Messages/', '']) {
      expect((await client.http.get(path, { headers })).status).toBe(404);
    }
    expect((await client.http.get('Chasitor/ChatMessage', { headers })).status).toBe(405);
    expect((await client.http.post('System/Messages', {}, { headers })).status).toBe(405);
    expect((await client.http.delete('System/SessionId', { headers })).status).toBe(405);
    expect((await client.http.get(`System/SessionId/${client.keys.key}`, { headers })).status).toBe(405);
    expect((await client.http.post('Visitor/Availability', {}, { headers })).status).toBe(405);
  });

  it('answers 404 to a resource that the spoken version does not have', async () => {
    const old = await stage.client('34').open();
    const post = await old.post('Chasitor/ChasitorIdleTimeoutWarningEvent', { idleTimeoutWarningEvent: 'cleared' });
    expect(post.status).toBe(404);
    expect((await old.reconnect()).status).toBe(404);
    const young = await stage.client('37').open();
    const headers = { ...young.headers(), 'X-LIVEAGENT-AFFINITY': 'null' };
    expect((await young.http.get('System/ResyncSession?SessionId=x', { headers })).status).toBe(404);
  });

  it('is deleted by its key, whose signature may hold slashes, and is gone then', async () => {
    const clients = await Promise.all(Array.from({ length: 12 }, () => stage.client().open()));
    expect(clients.some(({ keys }) => keys.key.includes('/'))).toBe(true);
    for (const client of clients) {
      expect((await client.destroy()).status).toBe(200);
      expect((await client.poll()).status).toBe(403);
      expect((await client.destroy()).status).toBe(403);
    }
  });

  it('is deleted under an encoded key as well, but not with a wrong affinity', async () => {
    const client = await stage.client().open();
    const path = `System/SessionId/${encodeURIComponent(client.keys.key)}`;
    const wrong = { ...client.headers(), 'X-LIVEAGENT-AFFINITY': '00000000' };
    expect((await client.http.delete(path, { headers: wrong })).status).toBe(503);
    expect((await client.http.delete(path, { headers: client.headers() })).status).toBe(200);
  });

  it('dies when it is neither used nor polled for the connection time-out', async () => {
    const client = await stage.client().open();
    await stage.clock.advance(149_999);
    expect((await stage.control.sessions()).map(({ id }) => id)).toEqual([client.keys.id]);
    await stage.clock.advance(1);
    expect(await stage.control.sessions()).toEqual([]);
    expect((await client.poll()).status).toBe(403);
  });

  it('lives as long as it is polled, and ends the chat for the agent when it is not', async () => {
    const client = await stage.connected();
    for (let round = 0; round < 8; round++) {
      const { answer } = await stage.hold(client);
      await stage.clock.advance(30_000);
      expect((await answer).status).toBe(204);
    }
    await stage.clock.advance(150_000);
    const chat = await stage.control.chat(client.keys.id);
    expect([chat.state, chat.endReason, chat.open]).toEqual(['ended', 'connectionTimeout', false]);
    expect(chat.agentView.at(-1)).toMatchObject({ kind: 'ended', detail: { reason: 'connectionTimeout' } });
  });

  it('leaves no room for another key’s visitor calls: these need a version only', async () => {
    const { http } = stage.client();
    const path = `Visitor/Availability?org_id=${ORG}&deployment_id=${DEPLOYMENT}&Availability.ids=${BUTTON}`;
    expect((await http.get(path)).status).toBe(400);
    expect((await http.get(path, { headers: { 'X-LIVEAGENT-API-VERSION': '49' } })).status).toBe(200);
  });
});
