/// <reference types="jest" />
import { SettingId } from '../../settings/SettingId';
import { eventually } from '../support/eventually';
import { LiveAgentScene } from '../support/LiveAgentScene';
import { APP_ID, type Chat } from '../support/Scene';

const API_KEY = 'key';
/** A call that is given up, and a session that is overdue by then. */
const PATIENCE_MS = 20_000;

let scene: LiveAgentScene;
beforeAll(async () => {
  scene = await LiveAgentScene.open({ settings: { [SettingId.apiKey]: API_KEY } });
});
afterAll(() => scene.close());
afterEach(async () => {
  await scene.scene.setSettings(scene.connection);
  await scene.client.livechat.setAgentStatus(bridge(), 'available');
  await scene.client.control.setTrace(false);
  await scene.client.control.clearFaults();
  await scene.salesforce.clearFaults();
});

describe('a bridge agent', () => {
  test('who takes no chats lets the handover be refused, and nobody at Salesforce is called', async () => {
    await scene.client.livechat.setAgentStatus(bridge(), 'not-available');
    const visitor = await scene.visitor();
    expect(await handOver(visitor)).toMatchObject({ status: 409, data: { error: 'nobody-available' } });
    expect([await servedBy(visitor), await scene.chatsOf(visitor)]).toEqual(['botty', []]);
  });

  test('who takes no more chats in the middle of a conversation goes on with it, and gives it back', async () => {
    const room = await scene.talking();
    await scene.client.livechat.setAgentStatus(bridge(), 'not-available');
    await scene.say(room, 'still here');
    await scene.untilHeard(room, ['still here']);
    await scene.salesforce.end(room.chat);
    await scene.untilBack(room);
  });

  test.each([
    ['that nobody has named', ''],
    ['that does not exist', 'nobody'],
  ])('%s lets the handover be refused, and health says so', async (_name, username) => {
    await scene.scene.setSettings({ [SettingId.bridgeAgent]: username });
    const visitor = await scene.visitor();
    expect(await handOver(visitor)).toMatchObject({ status: 409, data: { error: 'provider-incomplete' } });
    expect(await servedBy(visitor)).toBe('botty');
    expect(await problems()).toEqual([expect.stringContaining('bridge agent')]);
  });
});

describe('what one room needs', () => {
  test('from a slow Salesforce keeps no other room waiting', async () => {
    const [slow, quick] = [await scene.talking(), await scene.talking()];
    await scene.salesforce.addFault({ kind: 'delay', call: 'Chasitor/ChatMessage', delayMs: 3_000, chat: slow.chat });
    await scene.say(slow, 'slowly');
    await scene.say(quick, 'quickly');
    await scene.untilHeard(quick, ['quickly']);
    expect(await scene.heard(slow)).toEqual([]);
    await scene.untilHeard(slow, ['slowly']);
  });

  test('keeps no event, job or call of the host waiting for Salesforce', async () => {
    await scene.client.control.setTrace(true);
    const room = await scene.queued();
    await scene.salesforce.addFault({ kind: 'delay', call: 'Chasitor/ChatMessage', delayMs: 2_000, chat: room.chat });
    await scene.accept(room);
    await scene.say(room, 'slowly');
    await eventually(async () => expect(await requestsUnderWay()).toEqual([]));
    expect(await scene.heard(room)).toEqual([]);
    expect((await scene.salesforce.chat(room.chat)).polling).toBe(true);
    await scene.untilHeard(room, ['slowly']);
  });

  test('is written on no room, visitor or department, where other apps keep what is theirs', async () => {
    await scene.client.control.setTrace(true);
    const room = await scene.talking({ summary: 'refund', attributes: { caseId: '7' } });
    await scene.say(room, 'hello');
    await scene.untilHeard(room, ['hello']);
    await scene.salesforce.end(room.chat);
    await scene.untilBack(room);
    const calls = (await scene.client.control.trace()).filter(({ kind }) => kind === 'bridge');
    const writes = calls
      .map(({ method }) => method)
      .filter((method) => /\.(set|update|create|add|remove)/.test(method));
    const isOwn = (method: string) => method.startsWith('PersistenceBridge.') || method === 'MessageBridge.create';
    expect([writes.filter(isOwn).length > 0, writes.filter((method) => !isOwn(method))]).toEqual([true, []]);
  });
});

test('a setting that the host never hands out makes a room wait for a few seconds, and no longer', async () => {
  const visitor = await scene.visitor();
  await scene.client.control.setFault('ServerSettingBridge.getOneById', { hang: true, times: 2 });
  expect((await handOver(visitor)).status).toBe(200);
  await eventually(async () => expect(await scene.chatsOf(visitor)).toHaveLength(1), PATIENCE_MS);
});

test('what another app wrote on the room meanwhile is still there when the room comes back', async () => {
  const room = await scene.talking();
  const roomData = { _id: room.rid, livechatData: {}, topic: 'of another app' };
  await scene.client.rest.post('/api/v1/livechat/room.saveInfo', { roomData, guestData: {} });
  await scene.salesforce.end(room.chat);
  await scene.untilBack(room);
  expect(await scene.client.livechat.room(room.rid)).toMatchObject({ topic: 'of another app' });
});

function bridge(): string {
  return String(scene.scene.agents.bridge);
}

function handOver({ rid }: Chat) {
  return scene.scene.handover({ roomId: rid, targetDepartmentName: 'salesforce' });
}

async function servedBy({ rid }: Chat): Promise<string | undefined> {
  return (await scene.client.livechat.room(rid)).servedBy?.username;
}

async function problems(): Promise<string[]> {
  const request = { url: 'health', headers: { 'x-api-key': API_KEY } };
  return (await scene.client.apps.request<{ problems: string[] }>(APP_ID, request)).data.problems;
}

/** What the host still waits for. */
async function requestsUnderWay(): Promise<string[]> {
  const entries = await scene.client.control.trace();
  return entries.filter(({ kind, endMs }) => kind === 'request' && endMs === undefined).map(({ method }) => method);
}
