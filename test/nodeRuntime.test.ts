/// <reference types="jest" />

import { execFileSync } from 'child_process';
import { generateKeyPairSync } from 'crypto';
import { exportJWK } from 'jose';
import { ControlClient } from '../sandbox/salesforce-messaging/ControlClient';
import { type Messaging, startMessaging } from '../sandbox/salesforce-messaging/Simulator';
import { SettingId } from '../settings/SettingId';
import { eventually } from './support/eventually';
import { LiveAgentScene, ORG } from './support/LiveAgentScene';
import { APP_ID } from './support/Scene';

const ALONE_MS = 120_000;
/** A new process takes over what the dead one has left within 15 s. */
const TAKEOVER_MS = 30_000;

let scene: LiveAgentScene;
beforeAll(async () => {
  scene = await LiveAgentScene.open({ runtime: 'node' });
}, ALONE_MS);
afterAll(async () => {
  expect(await scene.client.control.unimplemented()).toEqual([]);
  await scene.close();
});

/** The command lines of the processes that the workspace has started. */
function commands(): string[] {
  const host = String(scene.scene.sandbox.child.pid);
  return execFileSync('ps', ['-ww', '-o', 'args=', '--ppid', host], { encoding: 'utf8' }).split('\n');
}

const health = (headers = {}) => scene.client.apps.request(APP_ID, { url: 'health', headers });

test('the app has a Node process with the permission model, and there is no Deno', () => {
  const [app = '', ...others] = commands().filter((command) => command.includes(APP_ID));
  expect(app).toMatch(/^\S*node --(experimental-)?permission .*--allow-fs-read=/);
  expect(app).not.toContain('--allow-fs-write');
  expect([...others, ...commands().filter((command) => /\bdeno\b/.test(command))]).toEqual([]);
});

test('a call with a bad body is told all that is wrong with it', async () => {
  const { status, data } = await scene.scene.handover({ roomId: 7 });
  expect([status, data.error]).toEqual([400, 'invalid-request']);
  expect(data.details.map(({ field }: { field: string }) => field)).toEqual(['roomId', 'targetDepartmentName']);
});

test('health is for whoever has the API key', async () => {
  await scene.scene.setSettings({ [SettingId.apiKey]: 'key of this test' });
  expect((await health()).status).toBe(401);
  expect((await health({ 'x-api-key': 'key of this test' })).status).toBe(200);
});

test('a bot hands a room over to a department', async () => {
  const room = await scene.visitor();
  const { status } = await scene.scene.handover({ roomId: room.rid, targetDepartmentName: 'support' });
  expect([status, await scene.scene.departmentOf(room.rid)]).toEqual([200, 'support']);
});

test('a conversation goes through long polls from its beginning to its end', async () => {
  const room = await scene.talking();
  await scene.say(room, 'hello agent');
  await scene.untilHeard(room, ['hello agent']);
  await scene.salesforce.say(room.chat, 'hello visitor');
  await scene.until(room, 'hello visitor');
  await scene.salesforce.end(room.chat);
  await scene.untilBack(room);
});

test('a killed process is started again, and its conversations go on', async () => {
  const room = await scene.talking();
  await scene.client.control.kill(APP_ID);
  await scene.say(room, 'still there?');
  await eventually(async () => expect(await scene.heard(room)).toEqual(['still there?']), TAKEOVER_MS);
  await scene.salesforce.end(room.chat);
  await scene.untilBack(room);
}, 60_000);

describe('with Enhanced Chat', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const issuer = 'https://rocket.example';
  let simulator: Messaging;
  let salesforce: ControlClient;

  beforeAll(async () => {
    const key = { ...(await exportJWK(publicKey)), kid: 'key-1' };
    simulator = await startMessaging({ keysets: [{ name: 'Visitors', issuer, keys: [key] }] });
    salesforce = new ControlClient(simulator.controlUrl);
    await scene.scene.setSettings({
      [SettingId.product]: 'messaging',
      [SettingId.messagingUrl]: simulator.url,
      [SettingId.messagingDeployment]: 'Rocket_Chat',
      [SettingId.identityKey]: privateKey.export({ type: 'pkcs8', format: 'pem' }),
      [SettingId.identityKeyId]: 'key-1',
      [SettingId.identityIssuer]: issuer,
    });
  });
  afterAll(() => simulator.close());

  test('a conversation of a visitor with a signed identity goes through an event stream', async () => {
    const room = await scene.visitor();
    await scene.scene.handover({ roomId: room.rid, targetDepartmentName: 'salesforce' });
    const { id, owner } = await eventually(async () => {
      const [newest] = await salesforce.conversations();
      if (newest?.offeredTo === undefined || newest.streams === 0) throw new Error('nothing is offered to an agent');
      return newest;
    });
    expect(owner).toContain('/AUTH/Visitors/');
    await salesforce.accept(id, ORG.ana);
    await scene.until(room, 'Ana');
    await salesforce.say(id, 'hello visitor');
    await scene.until(room, 'hello visitor');
    await scene.say(room, 'hello agent');
    await eventually(async () => {
      expect(JSON.stringify((await salesforce.conversation(id)).agentView)).toContain('hello agent');
    });
    await salesforce.end(id);
    await scene.untilBack(room);
  });
});
