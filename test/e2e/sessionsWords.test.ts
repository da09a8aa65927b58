/// <reference types="jest" />
import { SandboxClient } from '../../sandbox/client';
import { SettingId } from '../../settings/SettingId';
import { WORDINGS } from '../../settings/wordings/index';
import { LiveAgentScene } from '../support/LiveAgentScene';

const ENDED = 'The agent has ended the conversation.';

let scene: LiveAgentScene;
beforeAll(async () => {
  scene = await LiveAgentScene.open({ settings: { [SettingId.exitWords]: 'bye' } });
});
afterAll(() => scene.close());
afterEach(() => scene.salesforce.clearFaults());

describe('a file of the visitor', () => {
  const file = { name: 'receipt.txt', content: Buffer.from('paid'), type: 'text/plain' };

  test('that the agent has not asked for is told to be undelivered, once, and his words go on', async () => {
    const room = await scene.talking();
    await scene.client.livechat.uploadAsVisitor(room, file);
    await scene.until(room, 'could not be delivered');
    await scene.say(room, 'did you get it?');
    await scene.untilHeard(room, ['did you get it?']);
    expect((await scene.told(room)).filter((text) => text.includes('could not be delivered'))).toHaveLength(1);
    expect((await scene.salesforce.chat(room.chat)).files).toEqual([]);
  });

  test('for a request that the agent took back is told to be undelivered', async () => {
    const room = await scene.talking();
    await scene.salesforce.act(room.chat, 'request-file', {});
    await scene.until(room, 'asks you to send a file');
    await scene.salesforce.act(room.chat, 'cancel-file', {});
    await scene.salesforce.say(room.chat, 'never mind');
    await scene.until(room, 'never mind');
    await scene.client.livechat.uploadAsVisitor(room, file);
    await scene.until(room, 'could not be delivered');
  });
});

describe('an agent who ends the conversation', () => {
  test('while the visitor writes is told once, and no failure with it', async () => {
    const room = await scene.talking();
    const written = Promise.all(['one', 'two', 'three'].map((text) => scene.say(room, text)));
    await scene.salesforce.end(room.chat);
    await written;
    await scene.untilBack(room);
    await scene.untilFree(room);
    expect((await scene.told(room)).slice(-1)).toEqual([ENDED]);
    expect((await scene.told(room)).filter((text) => text === ENDED || text.startsWith('Sorry'))).toHaveLength(1);
  });

  test('at the moment the visitor leaves is told as one end', async () => {
    const room = await scene.talking();
    await Promise.all([scene.say(room, 'bye'), scene.salesforce.end(room.chat)]);
    await scene.untilBack(room);
    await scene.untilFree(room);
    const ends = (await scene.told(room)).filter((text) => text === ENDED || text.startsWith('You have left'));
    expect([ends.length, await scene.scene.transfers(room.rid)]).toEqual([1, 2]);
  });

  test('while the visitor closes the room leaves nothing behind', async () => {
    const room = await scene.talking();
    await Promise.all([scene.client.livechat.closeAsVisitor(room), scene.salesforce.end(room.chat)]);
    await scene.untilFree(room);
    expect((await scene.client.livechat.room(room.rid)).open).not.toBe(true);
    expect(await scene.told(room)).not.toContainEqual(expect.stringContaining('Sorry'));
  });

  test.each([1, 2, 3])(
    'with his last words lets them arrive first, in whatever order they come: seed %d',
    async (seed) => {
      const room = await scene.talking();
      await scene.salesforce.addFault({
        kind: 'delay',
        call: 'System/Messages',
        chat: room.chat,
        delayMs: 300,
        times: 1,
      });
      await scene.salesforce.say(room.chat, 'one moment');
      await scene.until(room, 'one moment');
      await scene.salesforce.addFault({ kind: 'shuffle-batch', chat: room.chat, seed });
      await scene.salesforce.say(room.chat, 'goodbye then');
      await scene.salesforce.end(room.chat);
      await scene.untilBack(room);
      expect((await scene.told(room)).slice(-3)).toEqual(['one moment', 'goodbye then', ENDED]);
    },
  );
});

test('the bot is out of the room, and what is said as the bridge agent is not passed on or taken for an exit word', async () => {
  const room = await scene.talking();
  const [bot, bridge] = await Promise.all(
    ['botty', 'bridge'].map((username) => SandboxClient.login(scene.client.rest.url, username, 'secret')),
  );
  await expect(bot?.livechat.sendAsUser(room.rid, 'I am the bot')).rejects.toThrow('error-not-allowed');
  await bridge?.livechat.sendAsUser(room.rid, 'bye');
  await scene.say(room, 'only this');
  await scene.untilHeard(room, ['only this']);
  await scene.salesforce.say(room.chat, 'still with you');
  await scene.until(room, 'still with you');
});

test('a visitor who answers after he was warned goes on with the conversation', async () => {
  await scene.salesforce.setSwitches({ idleTimeoutSeconds: 4, idleWarningSeconds: 1 });
  const room = await scene.talking();
  await scene.salesforce.setSwitches({ idleTimeoutSeconds: 0, idleWarningSeconds: 0 });
  await scene.salesforce.say(room.chat, 'are you there?');
  await scene.until(room, 'Are you still there?');
  await scene.say(room, 'yes');
  await scene.untilHeard(room, ['yes']);
  await scene.salesforce.say(room.chat, 'good');
  await scene.until(room, 'good');
  expect((await scene.salesforce.chat(room.chat)).state).toBe('connected');
});

describe('a visitor', () => {
  beforeAll(async () => {
    const { control, rest } = scene.client;
    await control.defineCustomField({ _id: 'language', label: 'Language', scope: 'visitor', visibility: 'visible' });
    await rest.post('/api/v1/settings/Language', { value: 'es' });
  });

  test.each([
    ['de-AT', 'de'],
    ['pt', 'pt-BR'],
    ['ja', 'es'],
  ] as const)('whose widget says "%s" is spoken to in %s', async (tag, language) => {
    const room = await scene.visitor();
    await scene.client.livechat.setCustomField(room.token, 'language', tag);
    await scene.accept(await scene.handOver(room));
    const texts = WORDINGS[language];
    const told = await scene.told(room);
    expect([told.at(0), told.at(-1)]).toEqual([
      texts['finding-agent'],
      texts['agent-joined'].replace('{agent}', 'Ana'),
    ]);
  });
});
