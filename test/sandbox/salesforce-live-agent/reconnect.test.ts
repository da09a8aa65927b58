/// <reference types="jest" />
import type { ForeignClient } from './foreignClient';
import { Stage } from './stage';

describe('ReconnectSession', () => {
  let stage: Stage;
  let client: ForeignClient;
  const move = (reconnectStatus?: number) => stage.control.act(client.keys.id, 'move', { reconnectStatus });
  beforeEach(async () => {
    stage = await Stage.start();
    client = await stage.connected();
  });
  afterEach(() => stage.close());

  it('answers 405 when no 503 was met', async () => {
    expect((await client.reconnect()).status).toBe(405);
  });

  it('is called for by a 503 on the open poll and on every other call', async () => {
    const { answer } = await stage.hold(client);
    await move();
    const polled = await answer;
    expect([polled.status, polled.data]).toEqual([503, 'Invalid Affinity Token']);
    expect((await client.post('Chasitor/ChatMessage', { text: 'x' })).status).toBe(503);
    expect((await client.poll()).status).toBe(503);
  });

  it('gives a new affinity token and starts both sequences anew', async () => {
    await move();
    const { status, data } = await client.reconnect();
    expect(status).toBe(200);
    expect(data).toEqual({
      messages: [
        { type: 'ReconnectSession', message: { resetSequence: true, affinityToken: expect.stringMatching(/^.{8}$/) } },
      ],
    });
    client.resume(data.messages[0].message.affinityToken);
    expect((await client.poll()).data.sequence).toBe(1);
    expect((await client.post('Chasitor/ChatMessage', { text: 'again' })).status).toBe(200);
  });

  it('is followed by the state of the chat, then by what was missed', async () => {
    await stage.control.say(client.keys.id, 'read');
    await client.poll();
    await client.post('Chasitor/ChatMessage', { text: 'mine' });
    await stage.control.say(client.keys.id, 'missed');
    await client.http.get(`System/Messages?ack=${client.ack}`, { headers: client.headers() });
    await move();
    await stage.control.say(client.keys.id, 'said meanwhile');
    client.resume((await client.reconnect()).data.messages[0].message.affinityToken);
    const [state, ...missed] = await client.messages();
    expect(state).toEqual({
      type: 'ChasitorSessionData',
      message: {
        queuePosition: 0,
        geoLocation: expect.any(Object),
        url: '',
        oref: '',
        postChatUrl: '',
        sneakPeekEnabled: false,
        chasitorIdleTimeout: { isEnabled: false },
        chatMessages: ['read', 'mine', 'missed', 'said meanwhile'].map((content, index) => ({
          type: content === 'mine' ? 'Chasitor' : 'Agent',
          name: content === 'mine' ? 'Vera' : 'Ana',
          content,
          timestamp: stage.clock.now(),
          sequence: index + 1,
        })),
      },
    });
    expect(missed.map(({ message }) => message.text)).toEqual(['missed', 'said meanwhile']);
  });

  it('brings the state as it was then, however often and late it is delivered', async () => {
    await stage.control.say(client.keys.id, 'before');
    await move();
    client.resume((await client.reconnect()).data.messages[0].message.affinityToken);
    await client.http.get(`System/Messages?ack=${client.ack}`, { headers: client.headers() });
    await stage.control.say(client.keys.id, 'after');
    const [state] = await client.messages();
    expect(state?.message.chatMessages).toEqual([expect.objectContaining({ content: 'before' })]);
  });

  it('brings no delivered message again where the switch says that the state must do', async () => {
    await stage.control.setSwitches({ afterReconnect: 'session-data-only' });
    await stage.control.say(client.keys.id, 'missed');
    await client.http.get(`System/Messages?ack=${client.ack}`, { headers: client.headers() });
    await move();
    client.resume((await client.reconnect()).data.messages[0].message.affinityToken);
    expect(await client.types()).toEqual(['ChasitorSessionData']);
  });

  it('keeps both sequences and says nothing of them where the switch says so', async () => {
    await stage.control.setSwitches({ resetSequenceOnReconnect: false });
    const { sequence, ack } = client;
    await move();
    const [{ message }] = (await client.reconnect()).data.messages;
    expect(Object.keys(message)).toEqual(['affinityToken']);
    client.resume(message.affinityToken);
    Object.assign(client, { sequence, ack });
    expect((await client.poll()).data.sequence).toBe(ack + 1);
    expect((await client.post('Chasitor/ChatMessage', { text: 'x' })).status).toBe(200);
  });

  it('takes only the text null for an affinity, and a number for an offset', async () => {
    await move();
    const path = `System/ReconnectSession?ReconnectSession.offset=${client.offset}`;
    expect((await client.http.get(path, { headers: client.headers() })).status).toBe(503);
    expect((await client.reconnect('?ReconnectSession.offset=undefined')).status).toBe(400);
    expect((await client.reconnect()).status).toBe(200);
  });

  it('answers 403 to an unknown key', async () => {
    await move();
    client.keys = { ...client.keys, key: 'unknown' };
    expect((await client.reconnect()).status).toBe(403);
  });

  it('fails for good when the session cannot be moved', async () => {
    await move(403);
    expect((await client.reconnect()).status).toBe(403);
    expect((await client.poll()).status).toBe(503);
  });

  it('is completed by ChasitorResyncState, which carries no sequence', async () => {
    await move();
    client.resume((await client.reconnect()).data.messages[0].message.affinityToken);
    const post = (body: object) =>
      client.http.post('Chasitor/ChasitorResyncState', body, { headers: client.jsonHeaders() });
    expect((await post({})).status).toBe(400);
    const { status, data } = await post({ organizationId: '00DSANDBOX00001' });
    expect([status, data]).toEqual([200, 'OK']);
    expect((await stage.control.chat(client.keys.id)).resynced).toBe(true);
  });

  it('is called ResyncSession in old versions, and exists under one name only', async () => {
    client = await stage.connected({}, '36');
    const resync = (sessionId: string) => {
      const headers = { ...client.headers(), 'X-LIVEAGENT-AFFINITY': 'null' };
      return client.http.get(`System/ResyncSession?SessionId=${sessionId}`, { headers });
    };
    expect((await resync(client.keys.id)).status).toBe(405);
    await move();
    expect((await client.reconnect()).status).toBe(404);
    expect((await resync('another')).status).toBe(400);
    const { data } = await resync(client.keys.id);
    expect(data).toEqual({ isValid: true, key: client.keys.key, affinityToken: expect.any(String) });
    client.resume(data.affinityToken);
    expect((await client.types())[0]).toBe('ChasitorSessionData');
    await stage.control.setSwitches({ wrapResyncSession: true });
    await move();
    expect((await resync(client.keys.id)).data.messages[0].type).toBe('ResyncSession');
  });
});
