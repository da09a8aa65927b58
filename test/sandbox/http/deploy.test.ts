/// <reference types="jest" />
import type { SandboxClient } from '../../../sandbox/client';
import { RestFailure } from '../../../sandbox/clients/Rest';
import { eventually } from '../../support/eventually';
import { callAccessor, notesOf, PROBE } from '../../support/probe';
import { probeApp } from '../../support/probeApp';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandboxProcess } from '../../support/sandboxProcess';

const first = probeApp('0.0.1', 'probe-deploy-first');
const second = probeApp('0.0.2', 'probe-deploy-second');

let sandbox: SandboxProcess;
let admin: SandboxClient;

beforeAll(async () => {
  sandbox = await startSandboxProcess(['--instances', '2']);
  admin = sandbox.admin;
}, 60_000);

afterAll(async () => {
  expect(await admin.control.unimplemented()).toEqual([]);
  await sandbox.stop();
});

const target = () => ['--url', admin.rest.url, '-u', 'admin', '-p', 'admin'];

function versions(): Promise<string[]> {
  return Promise.all(sandbox.admins.map(async (client) => (await client.apps.get(PROBE)).version));
}

describe('rc-apps deploy', () => {
  it('installs an app, which is then enabled on every instance', async () => {
    await first.deploy(target());
    await admin.control.settle();
    for (const client of sandbox.admins) {
      expect(await client.apps.get(PROBE)).toMatchObject({ version: '0.0.1', status: 'manually_enabled' });
      expect((await client.apps.request(PROBE, { url: 'echo' })).status).toBe(200);
    }
    expect(await callAccessor(admin, 'read.getUserReader.getAppUser')).toMatchObject({
      username: 'sandbox-probe.bot',
      type: 'app',
    });
  }, 60_000);

  it('updates an app on every instance and keeps its settings, records and private hash', async () => {
    const secret = async (): Promise<string | undefined> =>
      (await admin.apps.endpoints(PROBE)).find((endpoint) => endpoint.path === 'secret-echo')?.computedPath;
    const before = await secret();
    await admin.apps.changeSettings(PROBE, { greeting: 'kept' });
    await callAccessor(admin, 'persis.create', { kept: true });
    await second.deploy([...target(), '--update']);
    await eventually(async () => expect(await versions()).toEqual(['0.0.2', '0.0.2']));
    expect((await admin.apps.settings(PROBE)).greeting?.value).toBe('kept');
    expect(await admin.control.records(PROBE)).toMatchObject([{ data: { kept: true } }]);
    expect(await secret()).toBe(before);
    await eventually(async () => expect((await admin.apps.request(PROBE, { url: 'echo' })).status).toBe(200));
  }, 60_000);
});

describe('the calls for apps', () => {
  it('refuse a body that is no form', async () => {
    const { status, data } = await admin.rest.send({ method: 'post', url: '/api/apps', data: { app: 'text' } });
    expect([status, data]).toEqual([400, expect.objectContaining({ success: false })]);
  });

  it('are for administrators', async () => {
    const stranger = await admin.rest.send({ url: '/api/apps', headers: { 'X-Auth-Token': 'nobody' } });
    expect([stranger.status, stranger.data]).toEqual([
      401,
      { status: 'error', message: 'You must be logged in to do this.' },
    ]);
  });

  it('do not know an app that is not installed', async () => {
    const failure = await admin.apps.get('unknown').catch((error: unknown) => error as RestFailure);
    expect(failure).toBeInstanceOf(RestFailure);
    expect(failure).toMatchObject({
      status: 404,
      body: { success: false, error: 'No App found by the id of: unknown' },
    });
  });

  it('list what the app logged', async () => {
    const { logs } = await admin.rest.get<{ logs: Array<{ method: string }> }>(`/api/apps/${PROBE}/logs`);
    expect(logs.map(({ method }) => method)).toContain('api:echo:get');
  });

  it('list slash commands and buttons', async () => {
    const { commands, buttons } = await admin.control.registrations(PROBE);
    expect(commands).toMatchObject([{ command: 'probe' }]);
    expect(buttons).toMatchObject([{ actionId: 'probe' }]);
  });

  it('disable and enable an app on every instance', async () => {
    const statuses = (): Promise<string[]> =>
      Promise.all(sandbox.admins.map(async (client) => (await client.apps.get(PROBE)).status));
    await admin.apps.setStatus(PROBE, 'manually_disabled');
    await admin.control.settle();
    expect(await statuses()).toEqual(['manually_disabled', 'manually_disabled']);
    await admin.apps.setStatus(PROBE, 'manually_enabled');
    await admin.control.settle();
    expect(await statuses()).toEqual(['manually_enabled', 'manually_enabled']);
  });

  it('tell the app of a changed setting on every instance', async () => {
    await admin.apps.changeSettings(PROBE, { greeting: 'new' });
    await admin.control.settle();
    for (const client of sandbox.admins) {
      const [last] = (await notesOf(client, 'setting')).reverse();
      expect(last?.detail).toEqual({ id: 'greeting', value: 'new' });
      const value = await callAccessor(client, 'read.getEnvironmentReader.getSettings.getValueById', 'greeting');
      expect(value).toBe('new');
    }
  });

  it('remove an app from every instance, with its user and its records', async () => {
    await admin.apps.remove(PROBE);
    await admin.control.settle();
    for (const client of sandbox.admins) {
      expect(await client.apps.list()).toEqual([]);
      expect((await client.apps.request(PROBE, { url: 'echo' })).status).toBe(404);
    }
    expect(await admin.control.records(PROBE)).toEqual([]);
    await expect(admin.rest.get('/api/v1/users.info', { username: 'sandbox-probe.bot' })).rejects.toThrow('not found');
  });
});
