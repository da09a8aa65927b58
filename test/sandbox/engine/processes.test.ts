/// <reference types="jest" />
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { APP_RUNTIMES } from '../../../sandbox/engine/appRuntime';
import { eventually } from '../../support/eventually';
import { callAccessor, notesOf, PROBE } from '../../support/probe';
import { probeApp } from '../../support/probeApp';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandboxProcess } from '../../support/sandboxProcess';

const REPOSITORY = path.resolve(__dirname, '../../..');
let zip: string;
beforeAll(async () => {
  zip = await probeApp().package();
});

async function startWithApp(): Promise<{ sandbox: SandboxProcess; app: number }> {
  const sandbox = await startSandboxProcess(['--zip', zip]);
  const { pid } = await sandbox.admin.control.process(PROBE);
  return { sandbox, app: Number(pid) };
}

async function gone(pid: number): Promise<void> {
  await eventually(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'));
}

describe('no app process is left behind', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'by a sandbox that gets %s, which exits with 0',
    async (signal) => {
      const { sandbox, app } = await startWithApp();
      sandbox.child.kill(signal);
      expect(await once(sandbox.child, 'exit')).toEqual([0, null]);
      await gone(app);
    },
    60_000,
  );

  it('by a sandbox that is killed', async () => {
    const { sandbox, app } = await startWithApp();
    sandbox.child.kill('SIGKILL');
    await gone(app);
  }, 60_000);

  it('by a sandbox whose standard input ends', async () => {
    const { sandbox, app } = await startWithApp();
    sandbox.child.stdin?.end();
    expect(await once(sandbox.child, 'exit')).toEqual([0, null]);
    await gone(app);
  }, 60_000);

  it('by a sandbox whose app process was just killed and is being started again', async () => {
    const { sandbox, app } = await startWithApp();
    await sandbox.admin.control.kill(PROBE);
    sandbox.child.kill('SIGTERM');
    expect(await once(sandbox.child, 'exit')).toEqual([0, null]);
    await gone(app);
  }, 60_000);

  it('by a sandbox whose parent is killed', async () => {
    const script = `
      const { spawn } = require('node:child_process');
      const args = ['--import', 'tsx', 'sandbox/serve.ts', '--with-parent', '--zip', ${JSON.stringify(zip)}];
      const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
      child.stdout.on('data', (line) => console.log(JSON.stringify({ pid: child.pid, ...JSON.parse(line) })));
    `;
    const parent = spawn(process.execPath, ['-e', script], { cwd: REPOSITORY, stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = await once(createInterface(parent.stdout), 'line');
    const { pid, urls } = JSON.parse(String(line)) as { pid: number; urls: string[] };
    const response = await fetch(`${urls[0]}/sandbox/apps/${PROBE}/process`);
    const app = (await response.json()) as { pid: number };
    parent.kill('SIGKILL');
    await gone(pid);
    await gone(app.pid);
  }, 60_000);
});

describe('a sandbox', () => {
  it('writes one line to standard output, which says where it is', async () => {
    const { sandbox } = await startWithApp();
    let more = '';
    sandbox.child.stdout?.on('data', (chunk) => {
      more += String(chunk);
    });
    await sandbox.admin.apps.request(PROBE, { url: 'echo' });
    expect(sandbox.urls).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/)]);
    await sandbox.stop();
    expect(more).toBe('');
  }, 60_000);

  it('has an app collect its garbage on request, and go on', async () => {
    const { sandbox, app } = await startWithApp();
    const { apps, control } = sandbox.admin;
    await control.collectGarbage(PROBE);
    expect((await apps.request(PROBE, { url: 'echo' })).status).toBe(200);
    expect((await control.process(PROBE)).pid).toBe(app);
    await sandbox.stop();
  }, 60_000);

  it('spares a process that does not know how to collect its garbage on request', async () => {
    const sandbox = await startSandboxProcess(['--zip', zip, '--runtime', 'node']);
    const { apps, control } = sandbox.admin;
    await expect(control.collectGarbage(PROBE)).rejects.toThrow('does not collect garbage on request');
    expect((await apps.request(PROBE, { url: 'echo' })).status).toBe(200);
    expect((await control.process(PROBE)).restarts).toBe(0);
    await sandbox.stop();
  }, 60_000);

  it('moves its clock on request when it was started that way', async () => {
    const sandbox = await startSandboxProcess(['--zip', zip, '--manual-clock']);
    const { admin } = sandbox;
    const when = 'in 10 minutes';
    await callAccessor(admin, 'modify.getScheduler.scheduleOnce', { id: 'tick', when });
    await admin.control.advanceClock(9 * 60_000);
    expect(await notesOf(admin, 'tick')).toEqual([]);
    await admin.control.advanceClock(2 * 60_000);
    await eventually(async () => expect(await notesOf(admin, 'tick')).toHaveLength(1));
    await sandbox.stop();
  }, 60_000);
});

describe.each(APP_RUNTIMES)('under %s', (runtime) => {
  let sandbox: SandboxProcess;
  beforeAll(async () => {
    sandbox = await startSandboxProcess(['--instances', '2', '--runtime', runtime, '--zip', zip]);
  }, 60_000);
  afterAll(() => sandbox.stop());

  /** How far the clock that the app sees on an instance is from the right one. */
  async function aheadBy(instance: number): Promise<number> {
    const before = Date.now();
    const admin = sandbox.admins[instance];
    const answer = await admin?.apps.request<{ nowMs: number; today: string }>(PROBE, { url: 'notes' });
    const { nowMs = 0, today = '' } = answer?.data ?? {};
    expect(new Date(today).getTime() - nowMs).toBeLessThan(1_000);
    return Math.round((nowMs - before) / 10_000) * 10_000;
  }

  it('the clock of one instance is set, for its app and its messages, and stays so when the process dies', async () => {
    await sandbox.admin.control.moveClock(100_000);
    await sandbox.admin.control.moveClock(-40_000);
    await eventually(async () => expect(await aheadBy(0)).toBe(60_000));
    expect(await aheadBy(1)).toBe(0);
    await sandbox.admin.control.restartProcess(PROBE);
    await eventually(async () => expect(await aheadBy(0)).toBe(60_000));
    await sandbox.admin.livechat.createAgent({ username: 'susan' });
    const { token } = await sandbox.admin.livechat.registerVisitor();
    const { _id: rid } = await sandbox.admin.livechat.openRoom(token);
    const { ts } = await sandbox.admin.livechat.sendAsVisitor({ rid, token }, 'what is the time?');
    expect(new Date(ts).getTime()).toBeGreaterThan(Date.now() + 50_000);
  }, 60_000);
});
