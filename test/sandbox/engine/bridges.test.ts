/// <reference types="jest" />
import type { SandboxClient } from '../../../sandbox/client';
import { eventually } from '../../support/eventually';
import type { Desk } from '../../support/handoverDesk';
import { createDesk } from '../../support/handoverDesk';
import { callAccessor, notesOf, PROBE, probeZip } from '../../support/probe';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandboxProcess } from '../../support/sandboxProcess';

interface AppRoom {
  id: string;
  isOpen?: boolean | null;
  visitor: { token: string };
  department?: { id: string };
  servedBy?: { username: string };
  visitorChannelInfo: object;
  _unmappedProperties_: { v: { token: string } };
}

let zip: Buffer;
beforeAll(async () => {
  zip = await probeZip();
});
let sandbox: SandboxProcess;
let admin: SandboxClient;
let desk: Desk;

beforeAll(async () => {
  sandbox = await startSandboxProcess();
  admin = sandbox.admin;
  await admin.apps.install(zip);
  desk = await createDesk(admin, 'bridges');
}, 60_000);

afterAll(async () => {
  expect(await admin.control.unimplemented()).toEqual([]);
  await sandbox.stop();
});

function readRoom(roomId = desk.room._id): Promise<AppRoom> {
  return callAccessor(admin, 'read.getRoomReader.getById', roomId);
}

async function ask<T>(url: string, data: object): Promise<T> {
  return (await admin.apps.request<T>(PROBE, { method: 'post', url, data })).data;
}

describe('a room', () => {
  it('has its visitor, department and agent in full, and the rest unmapped', async () => {
    const room = await readRoom();
    expect(room).toMatchObject({
      id: desk.room._id,
      type: 'l',
      isOpen: true,
      visitor: { id: desk.visitor._id, token: desk.visitor.token },
      department: { id: desk.bots._id, name: 'bots-bridges', enabled: true, numberOfAgents: 1 },
      servedBy: { id: desk.bot._id, username: 'bot-bridges', type: 'bot' },
      visitorChannelInfo: {},
      _unmappedProperties_: { v: { token: desk.visitor.token } },
    });
  });

  it('is not open when it is closed, rather than closed', async () => {
    const visitor = await admin.livechat.registerVisitor();
    const room = await admin.livechat.openRoom(visitor.token);
    await admin.livechat.close(room._id);
    expect((await readRoom(room._id)).isOpen ?? undefined).toBeUndefined();
  });

  it('that does not exist is null', async () => {
    expect(await readRoom('unknown')).toBeNull();
  });

  it('gives its messages raw', async () => {
    const room = { token: desk.visitor.token, rid: desk.room._id };
    const sent = await admin.livechat.sendAsVisitor(room, 'hello');
    const messages = await callAccessor<Array<{ id: string }>>(admin, 'read.getRoomReader.getMessages', desk.room._id, {
      sort: { createdAt: 'desc' },
      limit: 1,
    });
    expect(messages).toMatchObject([
      { id: sent._id, text: 'hello', roomId: desk.room._id, sender: { _id: desk.visitor._id }, token: room.token },
    ]);
  });
});

describe('livechat', () => {
  it('finds departments by id and by name, disabled ones too', async () => {
    const read = (value: string): Promise<unknown> =>
      callAccessor(admin, 'read.getLivechatReader.getLivechatDepartmentByIdOrName', value);
    const closed = await admin.livechat.createDepartment({ name: 'closed', enabled: false });
    expect(await read(closed._id)).toMatchObject({ id: closed._id, enabled: false });
    expect(await read('closed')).toMatchObject({ id: closed._id });
    expect(await read('unknown')).toBeNull();
  });

  it('tells who is online, finds visitors and reads the conversation', async () => {
    const reader = 'read.getLivechatReader';
    expect(await callAccessor(admin, `${reader}.isOnlineAsync`, desk.humans._id)).toBe(true);
    expect(await callAccessor(admin, `${reader}.getLivechatVisitorByToken`, desk.visitor.token)).toMatchObject({
      id: desk.visitor._id,
    });
    expect(await callAccessor(admin, `${reader}.getLivechatTotalOpenRoomsByAgentId`, desk.bot._id)).toBe(1);
    const rooms = await callAccessor<AppRoom[]>(admin, `${reader}.getLivechatRooms`, { token: desk.visitor.token });
    expect(rooms.map(({ id }) => id)).toEqual([desk.room._id]);
    const said = await callAccessor<unknown[]>(admin, `${reader}._fetchLivechatRoomMessages`, desk.room._id);
    expect(said).toContainEqual(expect.objectContaining({ text: 'hello', token: desk.visitor.token }));
    await expect(callAccessor(admin, `${reader}.getLivechatOpenRoomsByAgentId`, '')).rejects.toThrow('Invalid agentId');
  });

  it('moves a room to a department, in the name of the app', async () => {
    const { room, humans } = await createDesk(admin, 'transfer');
    const answer = await ask('transfer', { roomId: room._id, departmentId: humans._id });
    expect(answer).toEqual({ moved: true });
    expect(await admin.livechat.room(room._id)).toMatchObject({
      departmentId: humans._id,
      servedBy: { username: 'human-transfer' },
    });
    const history = (await admin.livechat.messages(room._id)).find(({ t }) => t === 'livechat_transfer_history');
    expect(history?.transferData?.transferredBy).toMatchObject({ username: 'sandbox-probe.bot', userType: 'user' });
  });

  it('says why it does not move a room', async () => {
    const { room, bots } = await createDesk(admin, 'refusal');
    const data = { roomId: room._id, departmentId: bots._id };
    expect(await ask('transfer', data)).toEqual({
      error: expect.stringContaining('error-forwarding-chat-same-department'),
    });
    expect(await ask('transfer', { ...data, departmentId: 'nowhere' })).toEqual({
      error: expect.stringContaining('error-invalid-department'),
    });
  });

  it('believes the room that the app passes', async () => {
    const updater = 'modify.getUpdater.getLivechatUpdater.transferVisitor';
    const room = await readRoom();
    const move = (currentRoom: object): Promise<unknown> =>
      callAccessor(admin, updater, room.visitor, { currentRoom, targetDepartment: desk.humans._id });
    expect(await move({ ...room, isOpen: undefined })).toBe(false);
    await expect(move({ ...room, visitorChannelInfo: undefined })).rejects.toThrow('Cannot read properties of null');
    await expect(
      move({ ...room, _unmappedProperties_: { ...room._unmappedProperties_, onHold: true } }),
    ).rejects.toThrow('error-room-onHold');
  });

  it('closes a room', async () => {
    const { room } = await createDesk(admin, 'close');
    const close = 'modify.getUpdater.getLivechatUpdater.closeRoom';
    const current = await readRoom(room._id);
    expect(await callAccessor(admin, close, current, 'Done')).toBe(true);
    expect((await admin.livechat.room(room._id)).open).toBeUndefined();
    await expect(callAccessor(admin, close, await readRoom(room._id), 'Done')).rejects.toThrow('error-room-closed');
  });
});

describe('messages', () => {
  it('of the app have its name and custom fields', async () => {
    const { id } = await ask<{ id: string }>('send', { roomId: desk.room._id, text: 'from the app' });
    const sent = (await admin.livechat.messages(desk.room._id)).find(({ _id }) => _id === id);
    expect(sent).toMatchObject({
      msg: 'from the app',
      u: { username: 'sandbox-probe.bot' },
      customFields: { origin: 'probe' },
    });
  });

  it('in the name of the visitor carry his token', async () => {
    const data = { roomId: desk.room._id, text: 'as the visitor', token: desk.visitor.token };
    const { id } = await ask<{ id: string }>('send', data);
    expect(await callAccessor(admin, 'read.getMessageReader.getById', id)).toMatchObject({
      text: 'as the visitor',
      token: desk.visitor.token,
      sender: { id: desk.visitor._id },
    });
  });

  it('that are too long are refused', async () => {
    const answer = await ask('send', { roomId: desk.room._id, text: 'x'.repeat(5_001) });
    expect(answer).toEqual({ error: expect.stringContaining('error-message-size-exceeded') });
  });

  it('that are being typed are shown and not stored', async () => {
    await callAccessor(admin, 'modify.getNotifier.typing', { id: desk.room._id });
    expect(await admin.control.broadcasts()).toContainEqual(
      expect.objectContaining({ kind: 'typing', roomId: desk.room._id, username: 'Sandbox Probe', isTyping: true }),
    );
  });
});

describe('files', () => {
  it('of visitors can be read by the app', async () => {
    const content = Buffer.from('what I see');
    const room = { token: desk.visitor.token, rid: desk.room._id };
    const message = await admin.livechat.uploadAsVisitor(room, { name: 'note.txt', content });
    const bytes = await callAccessor<{ data: number[] }>(
      admin,
      'read.getUploadReader.getBufferById',
      String(message.file?._id),
    );
    expect(Buffer.from(bytes.data).toString()).toBe('what I see');
  });
});

describe('files that the app sends', () => {
  const MEGABYTE = 1024 * 1024;

  function upload(file: { size?: number; username?: string; visitorToken?: string; roomId?: string } = {}) {
    const request = { roomId: desk.room._id, filename: 'offer.pdf', size: 3, username: desk.bot.username, ...file };
    return ask<{ upload?: { id: string } | null; error?: string }>('upload', request);
  }

  async function filesIn(roomId: string): Promise<Array<string | undefined>> {
    return (await admin.livechat.messages(roomId)).filter(({ file }) => file).map(({ file }) => file?._id);
  }

  it('are messages of the agent it names, and the visitor can fetch them', async () => {
    const answer = await upload();
    expect(answer.upload).toMatchObject({
      name: 'offer.pdf',
      size: 3,
      type: 'application/pdf',
      room: { id: desk.room._id },
      user: { id: desk.bot._id },
    });
    const { token } = desk.visitor;
    const [message] = await admin.livechat.history({ token, rid: desk.room._id }, 1);
    expect(message).toMatchObject({
      u: { _id: desk.bot._id },
      msg: '',
      file: { _id: answer.upload?.id, name: 'offer.pdf' },
    });
    const { data } = await admin.livechat.download(token, String(message?.attachments?.[0]?.title_link));
    expect(data).toBe('xxx');
  });

  it('are told to the app as every message is', async () => {
    const id = (await upload()).upload?.id;
    await eventually(async () => {
      const told = await notesOf(admin, 'message');
      expect(told.filter(({ detail }) => (detail.file as { _id?: string } | undefined)?._id === id)).toHaveLength(1);
    });
  });

  it('are its own where it names nobody', async () => {
    const { id } = (await upload({ username: undefined })).upload ?? {};
    const message = (await admin.livechat.messages(desk.room._id)).find(({ file }) => file?._id === id);
    expect(message?.u.username).toBe('sandbox-probe.bot');
  });

  it('may be 5 MB large', async () => {
    const { id } = (await upload({ size: 5 * MEGABYTE })).upload ?? {};
    const message = (await admin.livechat.messages(desk.room._id)).find(({ file }) => file?._id === id);
    expect(message?.file?.size).toBe(5 * MEGABYTE);
  });

  it('are refused where the server does not allow them', async () => {
    await admin.changeSetting('FileUpload_MaxFileSize', 2);
    expect((await upload()).error).toContain('[error-file-too-large]');
    await admin.changeSetting('FileUpload_MaxFileSize', -1);
    await admin.changeSetting('FileUpload_MediaTypeBlackList', 'application/pdf');
    expect((await upload()).error).toContain('[error-invalid-file-type]');
    await admin.changeSetting('FileUpload_MediaTypeBlackList', '');
    expect((await upload({ username: desk.human.username })).error).toContain('[invalid-file]');
  });

  it('go nowhere as a visitor whose room is closed', async () => {
    const { token } = await admin.livechat.registerVisitor();
    const room = await admin.livechat.openRoom(token);
    expect((await upload({ roomId: room._id, username: undefined, visitorToken: token })).error).toBeUndefined();
    await admin.livechat.close(room._id);
    expect((await upload({ roomId: room._id, username: undefined, visitorToken: token })).error).toBeUndefined();
    expect(await filesIn(room._id)).toHaveLength(1);
  });
});

describe('records', () => {
  const one = { model: 'misc', id: 'one' };
  const two = { model: 'room', id: 'two' };

  it('are read with some of their associations and updated with exactly all of them', async () => {
    await callAccessor(admin, 'persis.createWithAssociations', { n: 1 }, [one, two]);
    const read = (...keys: object[]): Promise<unknown> =>
      callAccessor(admin, 'read.getPersistenceReader.readByAssociations', keys);
    expect(await read(two)).toEqual([{ n: 1 }]);
    expect(await callAccessor(admin, 'persis.updateByAssociations', [one], { n: 2 }, false)).toBe('');
    expect(await read(one)).toEqual([{ n: 1 }]);
    await callAccessor(admin, 'persis.updateByAssociations', [one, two], { n: 3 });
    expect(await read(one, two)).toEqual([{ n: 3 }]);
    expect(await callAccessor(admin, 'persis.removeByAssociations', [one])).toEqual([{ n: 3 }]);
  });

  it('cannot be updated by their id', async () => {
    await expect(callAccessor(admin, 'persis.update', 'id', { n: 1 })).rejects.toThrow('Not implemented.');
  });
});

describe('jobs', () => {
  it('run in the app and leave nothing behind', async () => {
    const when = new Date().toISOString();
    const scheduled = await callAccessor(admin, 'modify.getScheduler.scheduleOnce', {
      id: 'tick',
      when: 'now',
      data: { when },
    });
    expect(scheduled).toMatch(/^[0-9a-f]{24}$/);
    await eventually(async () => {
      const { data } = await admin.apps.request<{ notes: unknown[] }>(PROBE, { url: 'notes' });
      expect(data.notes).toContainEqual({ name: 'tick', detail: expect.objectContaining({ when }) });
    });
    await eventually(async () => expect(await admin.control.jobs()).toEqual([]));
  });
});

describe('the environment', () => {
  const settings = 'read.getEnvironmentReader.getServerSettings.getValueById';
  const variables = 'read.getEnvironmentReader.getEnvironmentVariables.getValueByName';

  it('shows server settings that are not hidden', async () => {
    expect(await callAccessor(admin, settings, 'Site_Url')).toBe(admin.rest.url);
    await expect(callAccessor(admin, settings, 'Unknown')).rejects.toThrow('The setting "Unknown" is not readable.');
  });

  it('shows a few variables', async () => {
    expect(await callAccessor(admin, variables, 'NODE_ENV')).toBe('production');
    await expect(callAccessor(admin, variables, 'HOME')).rejects.toThrow('is not readable');
  });
});

describe('permissions', () => {
  it('that are missing leave the app with nothing, without an error', async () => {
    expect(await callAccessor(admin, 'read.getRoleReader.getOneByIdOrName', 'admin')).toBeNull();
    await expect(callAccessor(admin, 'read.getThreadReader.getThreadById', 'id')).resolves.toBeNull();
  });
});
