/// <reference types="jest" />
import { SettingId } from '../../settings/SettingId';
import { eventually } from '../support/eventually';
import { LiveAgentScene } from '../support/LiveAgentScene';
import { APP_ID } from '../support/Scene';

const RESUME_MS = 15_000;

let scene: LiveAgentScene;
beforeAll(async () => {
  scene = await LiveAgentScene.open({ settings: { [SettingId.queueTimeout]: 0 } });
});
afterAll(() => scene.close());
afterEach(async () => {
  await scene.salesforce.clearFaults();
  await scene.client.control.clearFaults();
  await scene.scene.setSettings({ [SettingId.queueTimeout]: 0, [SettingId.returnDepartment]: 'bots' });
});

describe('words of both sides arrive once and in order', () => {
  test.each([
    ['a 503 on a poll', { kind: 'move', call: 'System/Messages', times: 1 }],
    ['a 503 on a message', { kind: 'move', call: 'Chasitor/ChatMessage', times: 1 }],
    ['a 409 on a poll', { kind: 'poll-conflict', call: 'System/Messages', times: 1 }],
    ['a 409 for the number of a message', { kind: 'sequence-conflict', call: 'Chasitor/ChatMessage', times: 1 }],
    ['a 500 on a message', { kind: 'status', call: 'Chasitor/ChatMessage', status: 500, times: 1 }],
    ['a connection that breaks before a message', { kind: 'drop', call: 'Chasitor/ChatMessage', times: 1 }],
    ['a connection that breaks after it', { kind: 'drop', call: 'Chasitor/ChatMessage', when: 'after', times: 1 }],
    ['a connection that breaks in a batch', { kind: 'drop', call: 'System/Messages', when: 'during', times: 1 }],
  ] as const)('after %s', async (_name, fault) => {
    const room = await scene.talking();
    await scene.salesforce.addFault({ ...fault, chat: room.chat });
    for (const text of ['one', 'two', 'three']) {
      await scene.say(room, text);
      await scene.salesforce.say(room.chat, `answer ${text}`);
    }
    await scene.untilHeard(room, ['one', 'two', 'three']);
    await scene.until(room, 'answer three');
    const answers = (await scene.told(room)).filter((text) => text.startsWith('answer'));
    expect(answers).toEqual(['answer one', 'answer two', 'answer three']);
  });

  test(
    'after the process of the app was killed',
    async () => {
      const room = await scene.talking();
      await scene.say(room, 'before');
      await scene.untilHeard(room, ['before']);
      const restarts = await scene.client.control.kill(APP_ID);
      await scene.say(room, 'meanwhile');
      await scene.salesforce.say(room.chat, 'still here');
      await scene.client.control.waitForRestart(APP_ID, restarts);
      await eventually(async () => expect(await scene.heard(room)).toEqual(['before', 'meanwhile']), RESUME_MS);
      await scene.until(room, 'still here');
      expect((await scene.told(room)).filter((text) => text === 'still here')).toHaveLength(1);
    },
    2 * RESUME_MS,
  );
});

test('a chat that Salesforce has forgotten is told once, and the room comes back', async () => {
  const room = await scene.talking();
  await scene.salesforce.act(room.chat, 'expire', {});
  await scene.untilBack(room);
  expect((await scene.told(room)).filter((text) => text.startsWith('Sorry'))).toHaveLength(1);
});

test('nobody joining in time is told, and no chat is left at Salesforce', async () => {
  await scene.scene.setSettings({ [SettingId.queueTimeout]: 1 });
  const room = await scene.queued();
  await scene.untilBack(room);
  expect(await scene.told(room)).toContain('No agent could take your conversation in time.');
  await scene.untilOver(room);
});

test('a return department that does not exist closes the room', async () => {
  await scene.scene.setSettings({ [SettingId.returnDepartment]: 'nowhere' });
  const room = await scene.talking();
  await scene.salesforce.end(room.chat);
  await eventually(async () => expect((await scene.client.livechat.room(room.rid)).open).not.toBe(true));
});

test('a silent visitor is warned, and then the conversation ends on both sides', async () => {
  await scene.salesforce.setSwitches({ idleTimeoutSeconds: 3, idleWarningSeconds: 1 });
  const room = await scene.talking();
  await scene.salesforce.setSwitches({ idleTimeoutSeconds: 0, idleWarningSeconds: 0 });
  await scene.salesforce.say(room.chat, 'are you there?');
  await scene.until(room, 'Are you still there?');
  await scene.untilBack(room);
  expect([await scene.untilOver(room), (await scene.told(room)).length]).toEqual(['clientIdleTimeout', 7]);
});

test('an edit and a deletion reach the agent as a note', async () => {
  const room = await scene.talking();
  const message = (await scene.say(room, 'tomorow')) as { _id: string };
  await scene.untilHeard(room, ['tomorow']);
  const change = { roomId: room.rid, msgId: message._id, text: 'tomorrow' };
  await scene.client.rest.post('/api/v1/chat.update', change);
  await scene.untilHeard(room, ['tomorow', '[edited] tomorrow']);
  await scene.client.rest.post('/api/v1/chat.delete', change);
  await scene.untilHeard(room, ['tomorow', '[edited] tomorrow', '[deleted] tomorrow']);
});
