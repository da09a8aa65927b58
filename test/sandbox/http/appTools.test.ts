/// <reference types="jest" />
import { SandboxClient } from '../../../sandbox/client';
import { notesOf, PROBE, probeZip } from '../../support/probe';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandboxProcess } from '../../support/sandboxProcess';

let sandbox: SandboxProcess;
let admin: SandboxClient;
/** An agent who serves the room, and one who does not. */
let agent: SandboxClient;
let other: SandboxClient;
let rid: string;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
  admin = sandbox.admin;
  await admin.apps.install(await probeZip());
  const { livechat } = admin;
  const served = await livechat.createAgent({ username: 'served' });
  await livechat.createAgent({ username: 'other' });
  const department = await livechat.createDepartment({ name: 'desk' }, [served._id]);
  const { token } = await livechat.registerVisitor({ department: department._id });
  rid = (await livechat.openRoom(token))._id;
  agent = await SandboxClient.login(admin.rest.url, 'served', 'secret');
  other = await SandboxClient.login(admin.rest.url, 'other', 'secret');
}, 60_000);
afterAll(async () => {
  expect(await admin.control.unimplemented()).toEqual([]);
  await sandbox.stop();
});

function run(client: SandboxClient, data: object) {
  return client.rest.send({ method: 'post', url: '/api/v1/commands.run', data });
}

describe('slash commands', () => {
  it('are listed with the keys of their texts', async () => {
    const { data } = await agent.rest.send({ url: '/api/v1/commands.list' });
    const text = `app-${PROBE}.probe`;
    const command = { appId: PROBE, command: 'probe', params: text, description: text, providesPreview: false };
    expect(data).toEqual({ commands: [command], appsLoaded: true, offset: 0, count: 1, total: 1, success: true });
  });

  it('can be looked up one by one, in any case', async () => {
    expect(await agent.rest.get('/api/v1/commands.get', { command: 'PROBE' })).toMatchObject({
      command: { command: 'probe', providesPreview: false },
    });
    await expect(agent.rest.get('/api/v1/commands.get', { command: 'x' })).rejects.toMatchObject({
      body: { success: false, error: 'There is no command in the system by the name of: x' },
    });
  });

  it('are run by the app, with the words after them', async () => {
    const { status, data } = await run(agent, { command: 'Probe', params: ' one "two words" ', roomId: rid });
    expect([status, data]).toEqual([200, { success: true }]);
    expect((await notesOf(admin, 'command')).map(({ detail }) => detail)).toEqual([['one', 'two words']]);
  });

  it.each([
    ['that is not there', 400, { command: 'unknown' }, 'The command provided does not exist (or is disabled).'],
    ['without a name', 400, { command: undefined }, "must have required property 'command' [invalid-params]"],
    ['with a field too many', 400, { extra: 1 }, 'must NOT have additional properties [invalid-params]'],
    ['in a room that is not there', 403, { roomId: 'none' }, 'User does not have access to this room'],
    ['in a thread of another room', 400, { tmid: 'none' }, 'Invalid thread.'],
  ])('%s are not run', async (_name, status, changes, error) => {
    const answer = await run(agent, { command: 'probe', roomId: rid, ...changes });
    expect([answer.status, answer.data]).toEqual([status, expect.objectContaining({ success: false, error })]);
  });

  it('are not run in a room of somebody else’s, but for those who see all rooms', async () => {
    expect((await run(other, { command: 'probe', roomId: rid })).status).toBe(403);
    expect((await run(admin, { command: 'probe', roomId: rid })).status).toBe(200);
  });
});

describe('buttons', () => {
  it('are listed to anybody, as a bare list', async () => {
    const { data } = await new SandboxClient(admin.rest.url).rest.send({ url: '/api/apps/actionButtons' });
    expect(data).toEqual([{ actionId: 'probe', labelI18n: 'probe', context: 'roomAction', appId: PROBE }]);
  });
});

describe('an interaction', () => {
  it('needs a login', async () => {
    const { status, data } = await new SandboxClient(admin.rest.url).tools.send(PROBE, { type: 'actionButton' });
    expect([status, data]).toEqual([401, { status: 'error', message: 'You must be logged in to do this.' }]);
  });

  it('of an unknown type is refused', async () => {
    const { status, data } = await agent.tools.send(PROBE, { type: 'wave' });
    expect([status, data]).toEqual([400, { error: 'Unknown action' }]);
  });

  it('with an app that is not there is a failure', async () => {
    expect((await agent.tools.send('none', { type: 'actionButton', payload: {} })).status).toBe(500);
  });
});
