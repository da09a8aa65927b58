/// <reference types="jest" />
import type { AxiosResponse } from 'axios';
import type { SandboxClient } from '../../../sandbox/client';
import { SandboxClient as Client } from '../../../sandbox/client';
import type { Desk } from '../../support/handoverDesk';
import { createDesk } from '../../support/handoverDesk';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandboxProcess } from '../../support/sandboxProcess';

let sandbox: SandboxProcess;
let admin: SandboxClient;

beforeAll(async () => {
  sandbox = await startSandboxProcess();
  admin = sandbox.admin;
}, 60_000);

afterAll(() => sandbox.stop());

async function answerOf(promise: Promise<AxiosResponse<unknown>>): Promise<[number, unknown]> {
  const { status, data } = await promise;
  return [status, data];
}

describe('logging in', () => {
  it('gives a token and the user', async () => {
    const data = { username: 'admin', password: 'admin' };
    const body = await admin.rest.post<object>('/api/v1/login', data);
    expect(body).toMatchObject({
      status: 'success',
      data: { authToken: expect.any(String), me: { username: 'admin' } },
    });
    expect(await admin.rest.get('/api/v1/me')).toMatchObject({
      success: true,
      username: 'admin',
      roles: ['admin', 'user'],
    });
  });

  it('with the wrong password is refused', async () => {
    const data = { user: 'admin', password: 'wrong' };
    expect(await answerOf(admin.rest.send({ method: 'post', url: '/api/v1/login', data }))).toEqual([
      401,
      { status: 'error', error: 'Unauthorized', message: 'Unauthorized' },
    ]);
  });

  it('is needed for most calls', async () => {
    const { rest } = new Client(admin.rest.url);
    expect(await answerOf(rest.send({ url: '/api/v1/me' }))).toEqual([
      401,
      { status: 'error', message: 'You must be logged in to do this.' },
    ]);
    expect(await rest.get('/api/info')).toEqual({ success: true, version: '8.4.0' });
  });

  it('out ends the token', async () => {
    const client = await Client.login(admin.rest.url);
    await client.rest.post('/api/v1/logout');
    expect((await client.rest.send({ url: '/api/v1/me' })).status).toBe(401);
  });
});

describe('what only administrators may do', () => {
  it('is refused to agents', async () => {
    await admin.livechat.createAgent({ username: 'agent' });
    const agent = await Client.login(admin.rest.url, 'agent', 'secret');
    expect(await answerOf(agent.rest.send({ url: '/api/v1/settings/Site_Url' }))).toEqual([
      403,
      { success: false, error: 'User does not have the permissions required for this action [error-unauthorized]' },
    ]);
  });

  it('includes settings', async () => {
    await admin.changeSetting('Livechat_waiting_queue', true);
    expect(await admin.setting('Livechat_waiting_queue')).toBe(true);
    await admin.changeSetting('Livechat_waiting_queue', false);
    await expect(admin.setting('Unknown')).rejects.toMatchObject({ status: 400 });
  });
});

describe('departments', () => {
  it('are created, changed, archived and removed', async () => {
    const { user } = await admin.rest.get<{ user: { _id: string } }>('/api/v1/users.info', { username: 'agent' });
    const { _id } = await admin.livechat.createDepartment({ name: 'desk' }, [user._id]);
    const url = `/api/v1/livechat/department/${_id}`;
    expect(await admin.rest.get(url)).toMatchObject({
      department: { name: 'desk', numAgents: 1 },
      agents: [{ username: 'agent' }],
    });
    await admin.livechat.changeDepartment(_id, { enabled: false });
    await admin.rest.post(`${url}/agents`, { remove: [{ agentId: user._id }], upsert: [] });
    expect(await admin.rest.get(url)).toMatchObject({ department: { enabled: false, numAgents: 0 }, agents: [] });
    await admin.rest.post(`${url}/archive`);
    expect(await admin.rest.get(url)).toMatchObject({ department: { archived: true } });
    await admin.rest.post(`${url}/unarchive`);
    await admin.rest.delete(url);
    await expect(admin.rest.get(url)).rejects.toMatchObject({ status: 400, body: { success: false } });
  });

  it('need a name', async () => {
    const failure = admin.rest.post('/api/v1/livechat/department', { department: { enabled: true } });
    await expect(failure).rejects.toMatchObject({ status: 400, body: { success: false, errorType: 'invalid-params' } });
  });
});

describe('a visitor', () => {
  let desk: Desk;
  let chat: { token: string; rid: string };

  beforeAll(async () => {
    desk = await createDesk(admin, 'visitor');
    chat = { token: desk.visitor.token, rid: desk.room._id };
  });

  it('opens a room once', async () => {
    expect((await admin.livechat.openRoom(chat.token))._id).toBe(chat.rid);
    expect(desk.room).toMatchObject({
      t: 'l',
      open: true,
      v: { token: chat.token },
      servedBy: { username: 'bot-visitor' },
    });
  });

  it('writes, reads and changes messages', async () => {
    const sent = await admin.livechat.sendAsVisitor(chat, 'hello');
    const [newest] = await admin.livechat.history(chat);
    expect(newest).toMatchObject({ _id: sent._id, msg: 'hello', token: chat.token });
    const url = `/api/v1/livechat/message/${sent._id}`;
    await admin.rest.put(url, { ...chat, msg: 'changed' });
    expect((await admin.livechat.history(chat))[0]).toMatchObject({ _id: sent._id, msg: 'changed' });
  });

  it('sends a file, which those in the room can fetch', async () => {
    const content = Buffer.from('a picture');
    const message = await admin.livechat.uploadAsVisitor(chat, { name: 'a.png', type: 'image/png', content });
    const url = `/file-upload/${message.file?._id}/a.png`;
    const { data, headers } = await admin.rest.send({ url, responseType: 'text' });
    expect([data, headers['content-type']]).toEqual(['a picture', 'image/png']);
    const { rest } = new Client(admin.rest.url);
    expect((await rest.send({ url })).status).toBe(403);
    expect((await rest.send({ url: `${url}?rc_token=${chat.token}` })).status).toBe(200);
  });

  it('gives a custom field a value, where the field is defined', async () => {
    const set = (token: string, key: string) => admin.livechat.setCustomField(token, key, 'de');
    await admin.control.defineCustomField({ _id: 'tongue', label: 'Tongue', scope: 'visitor', visibility: 'visible' });
    await set(chat.token, 'tongue');
    const url = `/api/v1/livechat/visitor/${chat.token}`;
    expect(await admin.rest.get(url)).toMatchObject({ visitor: { livechatData: { tongue: 'de' } } });
    await expect(set(chat.token, 'unheard-of')).rejects.toMatchObject({ body: { error: 'invalid-custom-field' } });
    await expect(set('unknown', 'tongue')).rejects.toMatchObject({ body: { error: 'invalid-token' } });
    const body = { token: chat.token, key: 'tongue', value: 7, overwrite: true };
    await expect(admin.rest.post('/api/v1/livechat/custom.field', body)).rejects.toMatchObject({ status: 400 });
  });

  it('is told who is online', async () => {
    const { config } = await admin.rest.get<{ config: object }>('/api/v1/livechat/config', { token: chat.token });
    expect(config).toMatchObject({
      enabled: true,
      online: true,
      room: { _id: chat.rid },
      guest: { token: chat.token },
    });
  });

  it('is refused with an unknown token, and in the room of another', async () => {
    const other = await admin.livechat.registerVisitor();
    const write = (token: string): Promise<unknown> => admin.livechat.sendAsVisitor({ ...chat, token }, 'hello');
    await expect(write('unknown')).rejects.toMatchObject({ body: { success: false, error: 'invalid-token' } });
    await expect(write(other.token)).rejects.toMatchObject({ body: { success: false, error: 'invalid-room' } });
  });

  it('asks for another department and closes the room', async () => {
    await admin.rest.post('/api/v1/livechat/room.transfer', { ...chat, department: desk.humans._id });
    expect(await admin.livechat.room(chat.rid)).toMatchObject({ departmentId: desk.humans._id });
    await admin.livechat.closeAsVisitor(chat);
    expect(await admin.livechat.room(chat.rid)).toMatchObject({ closer: 'visitor' });
    await expect(admin.livechat.closeAsVisitor(chat)).rejects.toMatchObject({ body: { error: 'room-closed' } });
  });
});

describe('an agent', () => {
  let desk: Desk;
  let human: SandboxClient;

  beforeAll(async () => {
    desk = await createDesk(admin, 'agent');
    human = await Client.login(admin.rest.url, 'human-agent', 'secret');
  });

  it('gets a forwarded room, writes into it, and reads it', async () => {
    await admin.livechat.forward(desk.room._id, { userId: desk.human._id });
    const sent = await human.livechat.sendAsUser(desk.room._id, 'how can I help?');
    expect((await human.livechat.messages(desk.room._id)).map(({ _id }) => _id)).toContain(sent._id);
    const rooms = await human.livechat.rooms({ open: true });
    expect(rooms.map(({ _id }) => _id)).toContain(desk.room._id);
  });

  it('gives a room back to the queue and takes it again', async () => {
    await admin.changeSetting('Livechat_Routing_Method', 'Manual_Selection');
    await human.livechat.returnToQueue(desk.room._id);
    expect((await human.livechat.room(desk.room._id)).servedBy).toBeUndefined();
    const [inquiry] = (await human.livechat.inquiries()).filter(({ rid }) => rid === desk.room._id);
    await human.livechat.take(String(inquiry?._id));
    expect((await human.livechat.room(desk.room._id)).servedBy?.username).toBe('human-agent');
    await admin.changeSetting('Livechat_Routing_Method', 'Auto_Selection');
  });

  it('places a room on hold', async () => {
    await human.livechat.placeOnHold(desk.room._id);
    expect((await human.livechat.room(desk.room._id)).onHold).toBe(true);
    await human.rest.post('/api/v1/livechat/room.resumeOnHold', { roomId: desk.room._id });
    expect((await human.livechat.room(desk.room._id)).onHold ?? false).toBe(false);
  });

  it('is not available when he says so', async () => {
    await human.livechat.setAgentStatus(desk.human._id, 'not-available');
    const { config } = await admin.rest.get<{ config: object }>('/api/v1/livechat/config', {
      department: desk.humans._id,
    });
    expect(config).toMatchObject({ online: false });
    await human.livechat.setAgentStatus(desk.human._id, 'available');
  });

  it('closes a room, once', async () => {
    await human.livechat.close(desk.room._id);
    expect(await human.livechat.room(desk.room._id)).toMatchObject({
      closer: 'user',
      closedBy: { username: 'human-agent' },
    });
    await expect(human.livechat.close(desk.room._id)).rejects.toMatchObject({ status: 400, body: { success: false } });
  });
});

describe('the switches', () => {
  it('of the edition can be read and set', async () => {
    await admin.control.setEdition({ licensed: false });
    expect(await admin.rest.get('/sandbox/edition')).toMatchObject({
      edition: { licensed: false, enterpriseBuild: true },
    });
    await admin.control.setEdition({ licensed: true });
  });

  it('of records insert, list and remove them', async () => {
    const associations = [{ model: 'misc', id: 'x' }];
    await admin.control.insertRecord('some-app', { a: 1 }, associations);
    await admin.control.insertRecord('some-app', { a: 2 });
    expect(await admin.control.records('some-app')).toMatchObject([
      { data: { a: 1 }, associations },
      { data: { a: 2 } },
    ]);
    expect(await admin.control.removeRecords('some-app', associations)).toBe(1);
    expect(await admin.control.removeRecords('some-app')).toBe(1);
  });

  it('of a clock that moves by itself do not exist', async () => {
    await expect(admin.control.advanceClock(1)).rejects.toMatchObject({ status: 400 });
  });
});
