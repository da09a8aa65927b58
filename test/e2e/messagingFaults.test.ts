/// <reference types="jest" />
import { generateKeyPairSync } from 'crypto';
import type { FaultRequest } from '../../sandbox/salesforce-messaging/faults';
import { SettingId } from '../../settings/SettingId';
import { eventually } from '../support/eventually';
import { type HandedOver, MessagingScene, NEWS } from '../support/MessagingScene';
import { APP_ID, type Chat } from '../support/Scene';

const RESUME_MS = 15_000;
const FAILED = 'Sorry, the connection to the agent has failed.';
const MESSAGE = 'conversation/message';
const keys = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const KEYSETS = [
  {
    name: 'Rocket',
    issuer: 'rocket',
    keys: [{ kid: 'key-1', ...keys.publicKey.export({ format: 'jwk' }), kty: 'RSA' }],
  },
];
const IDENTITY = {
  [SettingId.identityKey]: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  [SettingId.identityKeyId]: 'key-1',
  [SettingId.identityIssuer]: 'rocket',
};
const NOBODY = { [SettingId.identityKey]: '', [SettingId.identityKeyId]: '', [SettingId.identityIssuer]: '' };

describe.each(NEWS)('Messaging in trouble, heard of %s:', (_name, receiveMode) => {
  let scene: MessagingScene;
  beforeAll(async () => {
    scene = await MessagingScene.open({ receiveMode, keysets: KEYSETS });
  }, 60_000);
  afterAll(() => scene.close());
  afterEach(async () => {
    await scene.salesforce.clearFaults();
    await scene.salesforce.setSwitches({ pingMs: 20_000 });
    await scene.scene.setSettings(NOBODY);
  });

  describe('words of both sides arrive once and in order', () => {
    test.each([
      ['a 500 on a message', { kind: 'status', call: MESSAGE, status: 500, times: 1 }],
      ['a 503 on a message that has arrived', { kind: 'status', call: MESSAGE, status: 503, when: 'after', times: 1 }],
      ['a connection that breaks before a message', { kind: 'drop', call: MESSAGE, times: 1 }],
      ['a connection that breaks after it', { kind: 'drop', call: MESSAGE, when: 'after', times: 1 }],
      ['a 503 on news', { kind: 'status', call: 'conversation/entries', status: 503, times: 1 }],
      ['news that break off', { kind: 'drop', call: 'conversation/entries', when: 'during', times: 1 }],
      ['too many messages', { kind: 'status', call: MESSAGE, status: 429, retryAfterSeconds: 1, times: 3 }],
      ['too many calls of any kind', { kind: 'status', call: 'conversation/*', status: 429, times: 5 }],
    ] satisfies Array<[string, FaultRequest]>)('after %s', async (_fault, fault) => {
      const room = await scene.talking();
      const before = await scene.told(room);
      await scene.salesforce.addFault({ ...fault, conversation: room.chat });
      for (const text of ['one', 'two', 'three']) {
        await scene.say(room, text);
        await scene.salesforce.say(room.chat, `answer ${text}`);
      }
      await scene.untilHeard(room, ['one', 'two', 'three']);
      await scene.until(room, 'answer three');
      expect((await scene.told(room)).slice(before.length)).toEqual(['answer one', 'answer two', 'answer three']);
    });

    test(
      'after the process of the app was killed',
      async () => {
        const room = await scene.talking();
        await scene.say(room, 'before');
        await scene.untilHeard(room, ['before']);
        const told = await scene.told(room);
        const restarts = await scene.client.control.kill(APP_ID);
        await scene.say(room, 'meanwhile');
        await scene.salesforce.say(room.chat, 'still here');
        await scene.client.control.waitForRestart(APP_ID, restarts);
        await scene.untilHeard(room, ['before', 'meanwhile'], RESUME_MS);
        await scene.until(room, 'still here');
        await scene.salesforce.say(room.chat, 'and now?');
        await scene.until(room, 'and now?');
        expect((await scene.told(room)).slice(told.length)).toEqual(['still here', 'and now?']);
      },
      2 * RESUME_MS,
    );
  });

  describe('the visitor is told once that it has failed, and is back with the bot,', () => {
    test('when his token has ended, and he cannot be given another', async () => {
      await scene.salesforce.setSwitches({ pingMs: 200 });
      const room = await scene.talking();
      await scene.salesforce.expireToken(room.chat);
      await expectFailure(room);
    });

    test('when his token has ended, and he writes', async () => {
      const room = await scene.talking();
      await scene.salesforce.expireToken(room.chat);
      await scene.say(room, 'are you there?');
      await expectFailure(room);
    });

    test('when Salesforce does not know the conversation any more', async () => {
      const room = await scene.talking();
      await scene.salesforce.addFault({ kind: 'status', call: '*', status: 404, conversation: room.chat });
      await scene.say(room, 'are you there?');
      await expectFailure(room);
    });

    test('when Salesforce does not create the conversation', async () => {
      await scene.salesforce.addFault({ kind: 'status', call: 'conversation/create', status: 403, times: 1 });
      const room = await scene.visitor();
      await scene.scene.handover({ roomId: room.rid, targetDepartmentName: 'salesforce' });
      await expectFailure(room);
    });

    test('when Salesforce gives no token', async () => {
      await scene.salesforce.addFault({ kind: 'status', call: 'authorization/*', status: 401, times: 1 });
      const room = await scene.visitor();
      await scene.scene.handover({ roomId: room.rid, targetDepartmentName: 'salesforce' });
      await expectFailure(room);
      expect(await scene.chatsOf(room)).toEqual([]);
    });

    test('when the key that visitors are vouched for with is none', async () => {
      const key = `-----BEGIN PRIVATE KEY-----${'c2VjcmV0'.repeat(40)}-----END PRIVATE KEY-----`;
      await scene.scene.setSettings({ ...IDENTITY, [SettingId.identityKey]: key });
      const room = await scene.visitor();
      await scene.scene.handover({ roomId: room.rid, targetDepartmentName: 'salesforce' });
      await expectFailure(room);
    });
  });

  test('a close that does not work at first is repeated until it does', async () => {
    const room = await scene.talking();
    await scene.salesforce.addFault({ kind: 'status', call: 'conversation/close', status: 500, times: 4 });
    await scene.salesforce.end(room.chat);
    await scene.untilBack(room);
    await scene.untilOver(room);
    await scene.untilFree(room);
  });

  test('an agent who ends the conversation at the moment the visitor closes the room leaves nothing behind', async () => {
    const room = await scene.talking();
    await Promise.all([scene.client.livechat.closeAsVisitor(room), scene.salesforce.end(room.chat)]);
    await scene.untilOver(room);
    await scene.untilFree(room);
    expect(await scene.told(room)).not.toContain(FAILED);
  });

  describe('a verified visitor', () => {
    let room: HandedOver;
    beforeEach(async () => {
      await scene.scene.setSettings(IDENTITY);
      room = await scene.talking();
    });

    test('is known at Salesforce by his e-mail address, and back with the bot in the end', async () => {
      const { owner, attributes } = await scene.salesforce.conversation(room.chat);
      expect(owner).toBe(`v2/iamessage/AUTH/Rocket/uid:${attributes._email}`);
      await scene.salesforce.end(room.chat);
      await scene.untilBack(room);
      await scene.untilFree(room);
      expect((await scene.salesforce.conversation(room.chat)).state).toBe('ended');
    });

    test('talks on with a new token when his has ended in the middle of the conversation', async () => {
      await scene.salesforce.expireToken(room.chat);
      await scene.say(room, 'still me');
      await scene.untilHeard(room, ['still me']);
      await scene.salesforce.say(room.chat, 'I know');
      await scene.until(room, 'I know');
      expect(await scene.told(room)).not.toContain(FAILED);
    });

    test('hears on by it when he says nothing', async () => {
      await scene.salesforce.expireToken(room.chat);
      await scene.salesforce.dropStreams();
      await scene.salesforce.say(room.chat, 'are you there?');
      await scene.until(room, 'are you there?');
    });
  });

  test('a visitor whom Salesforce does not believe is an anonymous one, and the log says so', async () => {
    await scene.scene.setSettings({ ...IDENTITY, [SettingId.identityIssuer]: 'somebody else' });
    const room = await scene.talking();
    expect((await scene.salesforce.conversation(room.chat)).owner).toContain('/UNAUTH/');
    await eventually(async () => {
      expect(JSON.stringify(await scene.client.control.logs(APP_ID))).toContain('does not believe who a visitor is');
    });
  });

  async function expectFailure(room: Chat): Promise<void> {
    await scene.untilBack(room);
    await scene.untilFree(room);
    expect((await scene.told(room)).filter((text) => text === FAILED)).toHaveLength(1);
    expect((await scene.told(room)).slice(-1)).toEqual([FAILED]);
  }
});
