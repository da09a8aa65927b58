/// <reference types="jest" />
import type { ForeignClient } from './foreignClient';
import { ANA, BUTTON, DEPLOYMENT, ORG, Stage, until } from './stage';

describe('a fault', () => {
  let stage: Stage;
  let client: ForeignClient;
  const say = (text: string) => client.post('Chasitor/ChatMessage', { text });
  const heard = async () => {
    const { transcript } = await stage.control.chat(client.keys.id);
    return transcript.filter(({ type }) => type === 'Chasitor').map(({ content }) => content);
  };
  const read = async () => (await client.messages()).map(({ message }) => message.text);
  const broken = (request: Promise<unknown>) => expect(request).rejects.toMatchObject({ code: expect.any(String) });
  beforeEach(async () => {
    stage = await Stage.start();
    client = await stage.connected();
  });
  afterEach(() => stage.close());

  it.each([400, 403, 404, 409, 429, 500, 502, 503, 504])('gives any call a status of %d', async (status) => {
    await stage.control.addFault({ kind: 'status', call: 'Chasitor/ChatMessage', status, body: 'sorry', times: 1 });
    const response = await say('x');
    expect([response.status, response.data]).toEqual([status, 'sorry']);
    expect((await say('x')).status).toBe(200);
    expect(await heard()).toEqual(['x']);
  });

  it('answers with success and a body that is no JSON', async () => {
    await stage.control.addFault({ kind: 'status', call: 'System/Messages', status: 200, body: '<html>', times: 1 });
    expect((await client.poll()).data).toBe('<html>');
  });

  it('gives a wrong status after the work was done, which a retry does not do again', async () => {
    await stage.control.addFault({ kind: 'status', when: 'after', call: 'Chasitor/*', status: 500, times: 1 });
    expect((await say('once')).status).toBe(500);
    expect((await say('once')).status).toBe(200);
    expect(await heard()).toEqual(['once']);
  });

  it('with a status of 503 allows a reconnect though the affinity stays good', async () => {
    await stage.control.addFault({ kind: 'status', call: 'Chasitor/ChatMessage', status: 503, times: 1 });
    expect((await say('x')).status).toBe(503);
    expect((await say('x')).status).toBe(200);
    expect((await client.reconnect()).status).toBe(200);
  });

  it('drops the connection before the work is done', async () => {
    await stage.control.addFault({ kind: 'drop', call: 'Chasitor/ChatMessage', times: 1 });
    await broken(say('x'));
    expect(await heard()).toEqual([]);
  });

  it('drops the connection after the work is done', async () => {
    await stage.control.addFault({ kind: 'drop', when: 'after', call: 'Chasitor/ChatMessage', times: 1 });
    await broken(say('x'));
    expect(await heard()).toEqual(['x']);
  });

  it('drops the connection after a batch was taken out, which comes again for the same ack', async () => {
    await stage.control.addFault({ kind: 'drop', when: 'after', call: 'System/Messages', times: 1 });
    await stage.control.say(client.keys.id, 'kept');
    await broken(client.poll());
    expect(await read()).toEqual(['kept']);
  });

  it('cuts an answer in the middle', async () => {
    await stage.control.addFault({ kind: 'drop', when: 'during', call: 'System/Messages', times: 1 });
    await stage.control.say(client.keys.id, 'kept');
    await broken(client.poll());
    expect(await read()).toEqual(['kept']);
  });

  it.each(['before', 'after'] as const)('delays a call %s its work', async (when) => {
    await stage.control.addFault({ kind: 'delay', when, delayMs: 5_000, call: 'Chasitor/ChatMessage', times: 1 });
    const answer = say('late');
    await until(async () => (await stage.control.faults())[0]?.fired === 1);
    expect(await heard()).toEqual(when === 'before' ? [] : ['late']);
    await stage.clock.advance(5_000);
    expect((await answer).status).toBe(200);
    expect(await heard()).toEqual(['late']);
  });

  it('moves the session to another server, with a reconnect', async () => {
    await stage.control.addFault({ kind: 'move', call: 'Chasitor/ChatMessage', times: 1 });
    expect((await say('x')).status).toBe(503);
    expect((await client.poll()).status).toBe(503);
    client.resume((await client.reconnect()).data.messages[0].message.affinityToken);
    expect(await client.types()).toEqual(['ChasitorSessionData']);
    expect((await say('x')).status).toBe(200);
  });

  it('moves the session without a way to reconnect', async () => {
    await stage.control.addFault({ kind: 'move', call: 'System/Messages', reconnectStatus: 403, times: 1 });
    expect((await client.poll()).status).toBe(503);
    expect((await client.reconnect()).status).toBe(403);
  });

  it('makes the session expire', async () => {
    await stage.control.addFault({ kind: 'expire', call: 'Chasitor/ChatMessage', times: 1 });
    const { status, data } = await say('x');
    expect([status, data]).toEqual([403, 'Session required but was invalid or not found']);
    expect((await client.poll()).status).toBe(403);
    expect(await stage.control.chat(client.keys.id)).toMatchObject({ state: 'ended', endReason: 'expired' });
  });

  it('claims that a good sequence is out of order', async () => {
    await stage.control.addFault({ kind: 'sequence-conflict', times: 1 });
    const { status, data } = await say('x');
    expect([status, data]).toEqual([409, 'Out of sync Ack. Expected 2. Actual 1']);
    expect((await say('x')).status).toBe(200);
  });

  it('claims that a single poll is the second one', async () => {
    await stage.control.addFault({ kind: 'poll-conflict', times: 1 });
    expect((await client.poll()).status).toBe(409);
    await stage.control.say(client.keys.id, 'still here');
    expect(await read()).toEqual(['still here']);
  });

  it('delivers a batch again though it was acknowledged', async () => {
    await stage.control.addFault({ kind: 'repeat-batch', times: 1 });
    await stage.control.say(client.keys.id, 'one');
    const first = await client.poll();
    expect((await client.poll()).data).toEqual(first.data);
    await stage.control.say(client.keys.id, 'two');
    expect(await read()).toEqual(['two']);
  });

  it('delivers the messages of a batch in another order', async () => {
    await stage.control.addFault({ kind: 'shuffle-batch', times: 1 });
    for (const text of ['1', '2', '3', '4', '5']) {
      await stage.control.say(client.keys.id, text);
    }
    const texts = await read();
    expect(texts).not.toEqual(['1', '2', '3', '4', '5']);
    expect(texts.sort()).toEqual(['1', '2', '3', '4', '5']);
  });

  it('delivers a later batch before an earlier one', async () => {
    await stage.control.addFault({ kind: 'hold-back-batch', times: 1 });
    const { answer } = await stage.hold(client);
    await stage.control.say(client.keys.id, 'earlier');
    await until(async () => (await stage.control.faults())[0]?.fired === 1);
    await stage.control.say(client.keys.id, 'later');
    const { data } = await answer;
    expect(data.messages[0].message.text).toBe('later');
    client.ack = data.sequence;
    expect(await read()).toEqual(['earlier']);
  });

  it('delivers what it held back to the next poll when nothing later comes', async () => {
    await stage.control.addFault({ kind: 'hold-back-batch', times: 1 });
    await stage.control.setSwitches({ holdMs: 100 });
    const { answer } = await stage.hold(client);
    await stage.control.say(client.keys.id, 'earlier');
    await stage.clock.advance(100);
    expect((await answer).status).toBe(204);
    expect(await read()).toEqual(['earlier']);
  });

  it('switches the server for visitor resources', async () => {
    const newUrl = 'https://pod.example.com/chat';
    await stage.control.addFault({ kind: 'switch-server', newUrl });
    const headers = { 'X-LIVEAGENT-API-VERSION': '49' };
    const path = `Visitor/Availability?org_id=${ORG}&deployment_id=${DEPLOYMENT}&Availability.ids=${BUTTON}`;
    const { status, data } = await client.http.get(path, { headers });
    expect([status, data]).toEqual([200, { messages: [{ type: 'SwitchServer', message: { newUrl } }] }]);
    expect((await say('x')).status).toBe(200);
  });

  it('leaves isAvailable out', async () => {
    await stage.control.addFault({ kind: 'missing-availability', times: 1 });
    const path = `Visitor/Availability?org_id=${ORG}&deployment_id=${DEPLOYMENT}&Availability.ids=${BUTTON}`;
    const { data } = await client.http.get(path, { headers: { 'X-LIVEAGENT-API-VERSION': '49' } });
    expect(data.messages[0].message.results).toEqual([{ id: BUTTON }]);
  });

  it('loses texts that follow each other too fast, with a 200', async () => {
    await stage.control.addFault({ kind: 'lose-rapid-messages', gapMs: 300 });
    await say('first');
    await stage.clock.advance(299);
    expect((await say('lost')).status).toBe(200);
    await stage.clock.advance(300);
    await say('second');
    expect(await heard()).toEqual(['first', 'second']);
    const { fromVisitor } = await stage.control.chat(client.keys.id);
    expect(fromVisitor.map(({ reachedAgent }) => reachedAgent)).toEqual([true, true, false, true]);
  });

  it('says that the agent types after it said that the agent does not', async () => {
    await stage.control.addFault({ kind: 'typing-after-not-typing', times: 1 });
    await stage.control.act(client.keys.id, 'typing', {});
    await stage.control.act(client.keys.id, 'not-typing', {});
    expect(await client.types()).toEqual(['AgentTyping', 'AgentNotTyping', 'AgentTyping']);
  });

  it('makes an agent slow', async () => {
    await stage.control.addFault({ kind: 'slow-agent', delayMs: 60_000, times: 1 });
    client = await stage.queued();
    await stage.control.accept(client.keys.id, ANA);
    expect((await stage.control.chat(client.keys.id)).state).toBe('queued');
    await stage.clock.advance(60_000);
    expect(await client.types()).toContain('ChatEstablished');
  });

  it('fails a chat after it was queued', async () => {
    await stage.control.addFault({ kind: 'fail-after-queue', delayMs: 2_000, reason: 'Blocked', times: 1 });
    client = await stage.queued();
    await stage.clock.advance(2_000);
    expect(await client.messages()).toMatchObject([{ type: 'ChatRequestFail', message: { reason: 'Blocked' } }]);
  });

  it('befalls one chat only when it names one', async () => {
    const other = await stage.connected();
    await stage.control.addFault({ kind: 'status', status: 500, chat: other.keys.id });
    expect((await say('x')).status).toBe(200);
    expect((await other.post('Chasitor/ChatMessage', { text: 'x' })).status).toBe(500);
    expect((await other.destroy()).status).toBe(500);
  });

  it('befalls a named call, every call below a prefix, or all calls', async () => {
    const strikes = async (call: string) => {
      await stage.control.clearFaults();
      await stage.control.addFault({ kind: 'status', status: 418, call });
      const typing = await client.post('Chasitor/ChasitorTyping');
      const session = await stage.client().http.get('System/SessionId', {
        headers: { 'X-LIVEAGENT-API-VERSION': '49', 'X-LIVEAGENT-AFFINITY': 'null' },
      });
      return [typing.status, session.status];
    };
    expect(await strikes('Chasitor/ChasitorTyping')).toEqual([418, 200]);
    expect(await strikes('Chasitor/*')).toEqual([418, 200]);
    expect(await strikes('System/SessionId')).toEqual([200, 418]);
    expect(await strikes('*')).toEqual([418, 418]);
  });

  it('lets some calls pass first, is used up, and counts', async () => {
    await stage.control.addFault({ kind: 'status', status: 500, call: 'Chasitor/ChatMessage', skip: 1, times: 2 });
    const statuses: number[] = [];
    for (const text of ['a', 'b', 'c', 'd']) {
      statuses.push((await say(text)).status);
    }
    expect(statuses).toEqual([200, 500, 500, 200]);
    expect(await stage.control.faults()).toMatchObject([{ id: 'fault-1', fired: 2 }]);
  });

  it('is cleared by its id or with all others', async () => {
    const { id } = await stage.control.addFault({ kind: 'status', status: 500 });
    await stage.control.addFault({ kind: 'status', status: 502 });
    expect((await say('x')).status).toBe(500);
    await stage.control.clearFaults(id);
    expect((await say('x')).status).toBe(502);
    await stage.control.clearFaults();
    expect((await say('x')).status).toBe(200);
    await expect(stage.control.clearFaults(id)).rejects.toMatchObject({ response: { status: 404 } });
  });

  it('strikes by chance in the same places for the same seed', async () => {
    const pattern = async (seed: number) => {
      await stage.control.clearFaults();
      await stage.control.addFault({ kind: 'status', status: 500, probability: 0.5, seed });
      const statuses: number[] = [];
      for (let call = 0; call < 20; call++) {
        statuses.push((await client.post('Chasitor/ChasitorTyping')).status);
      }
      return statuses;
    };
    const first = await pattern(7);
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await pattern(7)).toEqual(first);
    expect(await pattern(8)).not.toEqual(first);
  });

  it.each([
    {},
    { kind: 'status' },
    { kind: 'status', status: 99 },
    { kind: 'delay' },
    { kind: 'meteor' },
    { kind: 'drop', when: 'later' },
    { kind: 'status', status: 500, when: 'during' },
  ])('is refused as %j', async (fault) => {
    await expect(stage.control.addFault(fault as never)).rejects.toMatchObject({ response: { status: 400 } });
    expect(await stage.control.faults()).toEqual([]);
  });
});
