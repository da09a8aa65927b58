/// <reference types="jest" />
import type { SandboxClient } from '../../../sandbox/client';
import { eventually } from '../../support/eventually';
import { createDesk } from '../../support/handoverDesk';
import { callAccessor, notesOf, PROBE, probeZip } from '../../support/probe';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandboxProcess } from '../../support/sandboxProcess';

const DEPARTMENT = 'read.getLivechatReader.getLivechatDepartmentByIdOrName';
const FIND = 'LivechatBridge.findDepartmentByIdOrName';

let zip: Buffer;
beforeAll(async () => {
  zip = await probeZip();
});
let sandbox: SandboxProcess;
let admin: SandboxClient;

beforeAll(async () => {
  sandbox = await startSandboxProcess();
  admin = sandbox.admin;
  await admin.apps.install(zip);
  await admin.livechat.createDepartment({ name: 'there' });
}, 60_000);

afterEach(() => admin.control.clear());

afterAll(() => sandbox.stop());

describe('a fault', () => {
  it('lets a call fail as often as it says', async () => {
    await admin.control.setFault(FIND, { fail: 'the database is away', times: 1 });
    await expect(callAccessor(admin, DEPARTMENT, 'there')).rejects.toThrow('the database is away');
    expect(await callAccessor(admin, DEPARTMENT, 'there')).toMatchObject({ name: 'there' });
  });

  it('lets a call answer nothing', async () => {
    await admin.control.setFault(FIND, { returnNull: true });
    expect(await callAccessor(admin, DEPARTMENT, 'there')).toBeNull();
    await admin.control.clearFaults();
    expect(await callAccessor(admin, DEPARTMENT, 'there')).not.toBeNull();
  });

  it('delays a call', async () => {
    await admin.control.setFault(FIND, { latencyMs: 150 });
    const start = performance.now();
    await callAccessor(admin, DEPARTMENT, 'there');
    expect(performance.now() - start).toBeGreaterThan(145);
  });

  it('delays every call', async () => {
    await admin.control.setLatency(100);
    const start = performance.now();
    await callAccessor(admin, 'read.getUserReader.getAppUser');
    expect(performance.now() - start).toBeGreaterThan(95);
  });

  it('lets a call hang, and the app lives on', async () => {
    await admin.control.setFault(FIND, { hang: true, times: 1 });
    const hanging = callAccessor(admin, DEPARTMENT, 'there');
    hanging.catch(() => undefined);
    expect(await callAccessor(admin, DEPARTMENT, 'there')).toMatchObject({ name: 'there' });
    const first = await Promise.race([hanging.then(() => 'answered'), callAccessor(admin, DEPARTMENT, 'there')]);
    expect(first).not.toBe('answered');
  });

  it('may strike after the work is done', async () => {
    const { room, humans } = await createDesk(admin, 'after');
    await admin.control.setFault('LivechatBridge.transferVisitor', { fail: 'lost on the way', phase: 'after' });
    const data = { roomId: room._id, departmentId: humans._id };
    const answer = await admin.apps.request(PROBE, { method: 'post', url: 'transfer', data });
    expect(answer.data).toEqual({ error: 'lost on the way' });
    expect((await admin.livechat.room(room._id)).departmentId).toBe(humans._id);
  });

  it('may strike instead of the work', async () => {
    const { room, humans, bots } = await createDesk(admin, 'before');
    await admin.control.setFault('LivechatBridge.transferVisitor', { fail: 'never sent' });
    const data = { roomId: room._id, departmentId: humans._id };
    await admin.apps.request(PROBE, { method: 'post', url: 'transfer', data });
    expect((await admin.livechat.room(room._id)).departmentId).toBe(bots._id);
  });
});

describe('an event', () => {
  it('may be lost as often as is wanted', async () => {
    const { room, visitor } = await createDesk(admin, 'lost');
    await admin.control.loseEvents('IPostMessageSent', 1);
    await admin.livechat.sendAsVisitor({ token: visitor.token, rid: room._id }, 'nobody hears this');
    await admin.livechat.sendAsVisitor({ token: visitor.token, rid: room._id }, 'somebody hears this');
    await eventually(async () => expect(await textsHeard(room._id)).toEqual(['somebody hears this']));
    const given = (await admin.control.events()).filter(({ roomId }) => roomId === room._id);
    expect(given.filter(({ event }) => event === 'IPostMessageSent')).toHaveLength(1);
  });

  it('may come late, and tells what was so when it happened', async () => {
    const { room, visitor, humans } = await createDesk(admin, 'late');
    await admin.control.delayEvents('IPostMessageSent', 300, 1);
    await admin.livechat.sendAsVisitor({ token: visitor.token, rid: room._id }, 'first');
    await admin.livechat.sendAsVisitor({ token: visitor.token, rid: room._id }, 'second');
    await admin.livechat.forward(room._id, { departmentId: humans._id });
    await eventually(async () => expect(await textsHeard(room._id)).toEqual(['second', 'first']));
    const [, late] = await messagesHeard(room._id);
    expect(late).toMatchObject({ room: { servedBy: { username: 'bot-late' } } });
  });

  async function messagesHeard(roomId: string): Promise<Array<Record<string, unknown>>> {
    const notes = (await notesOf(admin, 'message')).map(({ detail }) => detail);
    return notes.filter(({ room }) => (room as { id: string }).id === roomId);
  }

  async function textsHeard(roomId: string): Promise<unknown[]> {
    return (await messagesHeard(roomId)).map(({ text }) => text);
  }
});

describe('the trace', () => {
  it('is empty until it is switched on', async () => {
    await callAccessor(admin, DEPARTMENT, 'there');
    expect(await admin.control.trace()).toEqual([]);
  });

  it('shows the calls between host and app, and which belong together', async () => {
    await admin.control.setTrace(true);
    await callAccessor(admin, DEPARTMENT, 'there');
    const trace = await admin.control.trace();
    const [request, rpc, bridge] = ['request', 'rpc', 'bridge'].map((kind) =>
      trace.find((entry) => entry.kind === kind),
    );
    expect(request).toMatchObject({ method: 'api:call:post', instance: 'instance-1' });
    expect(rpc).toMatchObject({
      method: 'accessor:getReader:getLivechatReader:getLivechatDepartmentByIdOrName',
      parent: request?.id,
    });
    expect(bridge).toMatchObject({ method: FIND, parent: rpc?.id });
    expect(Number(bridge?.endMs)).toBeLessThanOrEqual(Number(rpc?.endMs));
    expect(Number(rpc?.endMs)).toBeLessThanOrEqual(Number(request?.endMs));
    await admin.rest.delete('/sandbox/trace');
    expect(await admin.control.trace()).toEqual([]);
    await admin.control.setTrace(false);
  });
});

describe('a method that the sandbox does not have', () => {
  it('fails and is remembered', async () => {
    expect(await admin.control.unimplemented()).toEqual([]);
    await expect(callAccessor(admin, 'read.getRoomReader.getModerators', 'room')).rejects.toThrow(
      'not part of the sandbox',
    );
    expect(await admin.control.unimplemented()).toEqual(['RoomBridge.getModerators']);
  });
});
