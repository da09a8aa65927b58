/// <reference types="jest" />
import type { ForeignClient } from './foreignClient';
import { Stage } from './stage';

describe('X-LIVEAGENT-SEQUENCE', () => {
  let stage: Stage;
  let client: ForeignClient;
  const say = (text: string, sequence?: number) =>
    client.http.post('Chasitor/ChatMessage', { text }, { headers: client.jsonHeaders(sequence) });
  const heard = async () => {
    const { agentView } = await stage.control.chat(client.keys.id);
    return agentView.filter(({ kind }) => kind === 'ChatMessage').map(({ text }) => text);
  };
  beforeEach(async () => {
    stage = await Stage.start();
    client = await stage.connected();
  });
  afterEach(() => stage.close());

  it('starts at 1 and goes up by one', async () => {
    expect((await say('second', 2)).status).toBe(200);
    expect((await say('third', 3)).status).toBe(200);
    expect(await heard()).toEqual(['second', 'third']);
  });

  it('gets 409 out of order, with what was sent and what was last accepted', async () => {
    const response = await say('early', 498);
    expect([response.status, response.data]).toEqual([409, 'Out of sync Ack. Expected 498. Actual 1']);
    expect((await say('late', 0)).data).toBe('Out of sync Ack. Expected 0. Actual 1');
    expect((await say('in order', 2)).status).toBe(200);
    expect(await heard()).toEqual(['in order']);
  });

  it('makes a repeated POST harmless', async () => {
    await say('once', 2);
    expect((await say('once', 2)).status).toBe(200);
    expect(await heard()).toEqual(['once']);
  });

  it('may be left out by clients that do not count', async () => {
    expect((await say('uncounted')).status).toBe(200);
    expect((await say('counted', 2)).status).toBe(200);
    expect(await heard()).toEqual(['uncounted', 'counted']);
  });

  it('gets 400 when it is no number', async () => {
    const headers = { ...client.jsonHeaders(), 'X-LIVEAGENT-SEQUENCE': 'two' };
    expect((await client.http.post('Chasitor/ChatMessage', { text: 'x' }, { headers })).status).toBe(400);
  });

  it('is not used up by a POST that failed', async () => {
    const failed = await client.http.post('Chasitor/ChatMessage', {}, { headers: client.jsonHeaders(2) });
    expect(failed.status).toBe(400);
    expect((await say('again', 2)).status).toBe(200);
  });

  it('gets 409 for the first POST when it does not start at 1', async () => {
    const other = await stage.client().open();
    const headers = other.jsonHeaders(2);
    const response = await other.http.post('Chasitor/ChasitorInit', other.initBody(), { headers });
    expect([response.status, response.data]).toEqual([409, 'Out of sync Ack. Expected 2. Actual 0']);
  });

  it('counts a MultiNoun once', async () => {
    const nouns = ['a', 'b'].map((text) => ({ prefix: 'Chasitor', noun: 'ChatMessage', object: { text } }));
    expect((await client.post('System/MultiNoun', { nouns })).status).toBe(200);
    expect((await say('c', 3)).status).toBe(200);
    expect(await heard()).toEqual(['a', 'b', 'c']);
  });
});
