/// <reference types="jest" />
import type { SandboxClient } from '../../../sandbox/client';
import { SandboxClient as Client } from '../../../sandbox/client';
import { eventually } from '../../support/eventually';
import type { Desk } from '../../support/handoverDesk';
import { createDesk } from '../../support/handoverDesk';
import { callAccessor, notesOf, PROBE, probeZip } from '../../support/probe';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandboxProcess } from '../../support/sandboxProcess';

let zip: Buffer;
beforeAll(async () => {
  zip = await probeZip();
});
let sandbox: SandboxProcess;
let one: SandboxClient;
let two: SandboxClient;

beforeAll(async () => {
  sandbox = await startSandboxProcess(['--instances', '2']);
  [one, two] = sandbox.admins as [SandboxClient, SandboxClient];
  await one.apps.install(zip);
  await one.control.settle();
}, 60_000);

afterAll(async () => {
  expect(await one.control.unimplemented()).toEqual([]);
  await sandbox.stop();
});

function namesAbout(notes: Array<{ name: string; detail: object }>, roomId: string): string[] {
  return notes.filter(({ detail }) => JSON.stringify(detail ?? '').includes(roomId)).map(({ name }) => name);
}

describe('two instances', () => {
  it('have an app process each', async () => {
    const [first, second] = [await one.control.process(PROBE), await two.control.process(PROBE)];
    expect(first.pid).toBeGreaterThan(0);
    expect(second.pid).not.toBe(first.pid);
    expect(first).toMatchObject({ state: 'ready', restarts: 0 });
    expect(first.rssBytes).toBeGreaterThan(10_000_000);
  });

  it('share users, rooms and records', async () => {
    const { room } = await createDesk(two, 'shared');
    expect((await one.livechat.room(room._id))._id).toBe(room._id);
    await callAccessor(one, 'persis.createWithAssociation', { shared: true }, { model: 'misc', id: 'shared' });
    const read = 'read.getPersistenceReader.readByAssociation';
    expect(await callAccessor(two, read, { model: 'misc', id: 'shared' })).toEqual([{ shared: true }]);
  });

  it('share logins', async () => {
    const { rest } = new Client(two.rest.url);
    const headers = await one.rest
      .send<{ username: string }>({ url: '/api/v1/me' })
      .then(({ config }) => config.headers);
    const { data } = await rest.send<{ username: string }>({
      url: '/api/v1/me',
      headers: { 'X-User-Id': headers['X-User-Id'], 'X-Auth-Token': headers['X-Auth-Token'] },
    });
    expect(data.username).toBe('admin');
  });
});

describe('an event', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await createDesk(two, 'events');
  });

  it('is told to the app on the instance where it happened, and nowhere else', async () => {
    const room = { token: desk.visitor.token, rid: desk.room._id };
    await two.livechat.sendAsVisitor(room, 'on the second instance');
    await eventually(async () => expect(namesAbout(await notesOf(two, 'message'), desk.room._id)).toHaveLength(1));
    expect(namesAbout(await notesOf(one), desk.room._id)).toEqual([]);
    const delivered = (await one.control.events()).filter(({ roomId }) => roomId === desk.room._id);
    expect(new Set(delivered.map(({ instance }) => instance))).toEqual(new Set(['instance-2']));
  });

  it('tells of the start, the agent, and system messages', async () => {
    const names = namesAbout(await notesOf(two), desk.room._id);
    expect(names).toEqual(expect.arrayContaining(['started', 'assigned', 'system message']));
    const [assigned] = (await notesOf(two, 'assigned')).filter(({ detail }) =>
      JSON.stringify(detail).includes(desk.room._id),
    );
    expect(assigned?.detail).toMatchObject({ agent: { username: 'bot-events' }, room: { id: desk.room._id } });
  });

  it('tells of a message with its room and its visitor', async () => {
    const [message] = (await notesOf(two, 'message')).filter(({ detail }) =>
      JSON.stringify(detail).includes(desk.room._id),
    );
    expect(message?.detail).toMatchObject({
      text: 'on the second instance',
      token: desk.visitor.token,
      room: { id: desk.room._id, servedBy: { username: 'bot-events' } },
      sender: { id: desk.visitor._id },
    });
  });

  it('tells of changes and removals of messages', async () => {
    const sent = await one.livechat.sendAsVisitor({ token: desk.visitor.token, rid: desk.room._id }, 'to be changed');
    await one.rest.post('/api/v1/chat.update', { roomId: desk.room._id, msgId: sent._id, text: 'changed' });
    await one.rest.post('/api/v1/chat.delete', { roomId: desk.room._id, msgId: sent._id });
    await eventually(async () =>
      expect(await notesOf(one, 'message updated')).toMatchObject([{ detail: { id: sent._id, text: 'changed' } }]),
    );
    await eventually(async () =>
      expect(await notesOf(one, 'message deleted')).toMatchObject([
        { detail: { message: { id: sent._id }, context: { user: { username: 'admin' } } } },
      ]),
    );
  });

  it('tells of a transfer and of the end', async () => {
    await one.livechat.forward(desk.room._id, { departmentId: desk.humans._id });
    await eventually(async () =>
      expect(await notesOf(one, 'transferred')).toMatchObject([
        {
          detail: {
            type: 'department',
            room: { id: desk.room._id, department: { id: desk.humans._id } },
            from: { id: desk.bots._id },
            to: { id: desk.humans._id },
          },
        },
      ]),
    );
    await one.livechat.close(desk.room._id);
    await eventually(async () =>
      expect(await notesOf(one, 'closed')).toMatchObject([
        { detail: { id: desk.room._id, closer: 'user', closedBy: { username: 'admin' } } },
      ]),
    );
  });
});

describe('an app process that is killed', () => {
  it('is started again, has forgotten everything, and keeps its records', async () => {
    const before = await one.control.process(PROBE);
    await callAccessor(one, 'persis.createWithAssociation', { kept: true }, { model: 'misc', id: 'kept' });
    await one.control.restartProcess(PROBE);
    const after = await one.control.process(PROBE);
    expect(after).toMatchObject({ state: 'ready', restarts: before.restarts + 1 });
    expect(after.pid).not.toBe(before.pid);
    expect((await notesOf(one)).map(({ name }) => name)).toEqual(['enabled']);
    const read = 'read.getPersistenceReader.readByAssociation';
    expect(await callAccessor(one, read, { model: 'misc', id: 'kept' })).toEqual([{ kept: true }]);
    expect((await two.control.process(PROBE)).restarts).toBe(0);
  });

  it('leaves the server up under traffic', async () => {
    const { room, visitor } = await createDesk(one, 'traffic');
    const chat = { token: visitor.token, rid: room._id };
    const restarts = await one.control.kill(PROBE);
    const sends = Array.from({ length: 20 }, (_, index) => one.livechat.sendAsVisitor(chat, `message ${index}`));
    expect(await Promise.all(sends)).toHaveLength(20);
    await one.control.waitForRestart(PROBE, restarts);
    expect((await one.apps.request(PROBE, { url: 'echo' })).status).toBe(200);
  });
});

describe('an instance that vanishes', () => {
  it('takes its port and its process along, and leaves the other alone', async () => {
    const { pid } = await two.control.process(PROBE);
    await two.control.vanish();
    await eventually(() => expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH'));
    await eventually(() => expect(two.rest.get('/api/info')).rejects.toThrow('ECONNREFUSED'));
    expect((await one.apps.request(PROBE, { url: 'echo' })).status).toBe(200);
    await one.apps.changeSettings(PROBE, { greeting: 'alone' });
    await one.control.settle();
    expect((await one.apps.settings(PROBE)).greeting?.value).toBe('alone');
  });
});
