/// <reference types="jest" />
import type { ForeignClient } from './foreignClient';
import { Stage, until } from './stage';

describe('System/Messages', () => {
  let stage: Stage;
  let client: ForeignClient;
  const pollWith = (query: string) => client.http.get(`System/Messages${query}`, { headers: client.headers() });
  const texts = (response: { data: { messages: { message: { text?: string } }[] } }) =>
    response.data.messages.map(({ message }) => message.text);
  beforeEach(async () => {
    stage = await Stage.start();
    client = await stage.connected();
  });
  afterEach(() => stage.close());

  it('answers 204 without a body when nothing happens for 30 seconds', async () => {
    const { answer } = await stage.hold(client);
    await stage.clock.advance(29_999);
    expect((await stage.control.chat(client.keys.id)).polling).toBe(true);
    await stage.clock.advance(1);
    const response = await answer;
    expect([response.status, response.data]).toEqual([204, '']);
  });

  it('answers a held poll as soon as something happens', async () => {
    const { answer } = await stage.hold(client);
    await stage.control.say(client.keys.id, 'hello');
    const response = await answer;
    expect(response.status).toBe(200);
    expect(texts(response)).toEqual(['hello']);
  });

  it('brings everything that waited in one batch, in order, under the next sequence', async () => {
    for (const text of ['one', 'two', 'three']) {
      await stage.control.say(client.keys.id, text);
    }
    const before = client.ack;
    const response = await client.poll();
    expect(texts(response)).toEqual(['one', 'two', 'three']);
    expect(response.data.sequence).toBe(before + 1);
  });

  it('brings the same batch again until it is acknowledged, and what is new only after it', async () => {
    const before = client.ack;
    await stage.control.say(client.keys.id, 'first');
    const first = await pollWith(`?ack=${before}`);
    await stage.control.say(client.keys.id, 'second');
    const again = await pollWith(`?ack=${before}`);
    expect(again.data).toEqual(first.data);
    const next = await pollWith(`?ack=${first.data.sequence}`);
    expect(texts(next)).toEqual(['second']);
    const [delivered] = (await stage.control.chat(client.keys.id)).toVisitor.filter(
      ({ message }) => message.text === 'first',
    );
    expect(delivered?.deliveries).toHaveLength(2);
    expect(delivered?.acknowledgedAt).toBeDefined();
  });

  it('takes a poll without ack as one that acknowledges all', async () => {
    await stage.control.say(client.keys.id, 'first');
    expect(texts(await pollWith(''))).toEqual(['first']);
    await stage.control.say(client.keys.id, 'second');
    expect(texts(await pollWith('?pc=7'))).toEqual(['second']);
  });

  it('has offsets that grow', async () => {
    const offsets: number[] = [];
    for (const text of ['one', 'two', 'three']) {
      await stage.control.say(client.keys.id, text);
      offsets.push((await client.poll()).data.offset);
    }
    expect([...offsets].sort((a, b) => a - b)).toEqual(offsets);
    expect(new Set(offsets).size).toBe(3);
  });

  it('answers 400 to an ack that is no number', async () => {
    expect((await pollWith('?ack=last')).status).toBe(400);
  });

  it('answers 409 to a second poll and keeps the first', async () => {
    const { answer } = await stage.hold(client);
    expect((await client.poll()).status).toBe(409);
    await stage.control.say(client.keys.id, 'still here');
    expect(texts(await answer)).toEqual(['still here']);
  });

  it('ends the chat on a second poll where the switch says what the documentation says', async () => {
    await stage.control.setSwitches({ duplicatePoll: 'end-chat' });
    const { answer } = await stage.hold(client);
    expect((await client.poll()).status).toBe(409);
    expect((await answer).status).toBe(409);
    expect((await client.poll()).status).toBe(403);
    expect(await stage.control.chat(client.keys.id)).toMatchObject({ state: 'ended', endReason: 'duplicatePoll' });
  });

  it('gives way to the newer poll where the switch says so', async () => {
    await stage.control.setSwitches({ duplicatePoll: 'refuse-older' });
    const older = await stage.hold(client);
    const newer = client.poll();
    expect((await older.answer).status).toBe(409);
    await stage.control.say(client.keys.id, 'to the newer');
    expect(texts(await newer)).toEqual(['to the newer']);
  });

  it('forgets a poll whose client hung up, and loses nothing', async () => {
    const hangUp = new AbortController();
    const { signal } = hangUp;
    const aborted = client.http.get('System/Messages', { headers: client.headers(), signal }).catch(() => 'gone');
    await until(async () => (await stage.control.chat(client.keys.id)).polling);
    hangUp.abort();
    expect(await aborted).toBe('gone');
    await until(async () => !(await stage.control.chat(client.keys.id)).polling);
    await stage.control.say(client.keys.id, 'kept');
    expect(texts(await client.poll())).toEqual(['kept']);
  });

  it('delivers the end of a chat until it is acknowledged, and answers 403 then', async () => {
    await stage.control.end(client.keys.id);
    const end = [{ type: 'ChatEnded', message: { reason: 'agent', attachedRecords: [] } }];
    const { data } = await pollWith(`?ack=${client.ack}`);
    expect(data.messages).toEqual(end);
    expect((await pollWith(`?ack=${client.ack}`)).data.messages).toEqual(end);
    expect((await pollWith(`?ack=${data.sequence}`)).status).toBe(403);
    expect((await client.destroy()).status).toBe(200);
  });

  it('answers 204 to an ended chat within its time of grace', async () => {
    await stage.control.setSwitches({ endedGraceMs: 5_000 });
    await stage.control.end(client.keys.id);
    await client.poll();
    const { answer } = await stage.hold(client);
    await stage.clock.advance(5_000);
    expect((await answer).status).toBe(204);
    expect((await client.poll()).status).toBe(403);
  });

  it('answers 403 to the open poll of a session that is deleted', async () => {
    const { answer } = await stage.hold(client);
    await client.destroy();
    expect((await answer).status).toBe(403);
  });
});
