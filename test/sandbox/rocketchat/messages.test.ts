/// <reference types="jest" />
import { botAndSales, nameOf, type World } from './support';

async function servedRoom(): Promise<{ world: World; rid: string }> {
  const world = botAndSales();
  const { _id: rid } = await world.room('ada', 'Sales');
  await world.drainEvents();
  return { world, rid };
}

describe('a message of a user', () => {
  it('is stored with the server’s time and told to the apps', async () => {
    const { world, rid } = await servedRoom();
    const message = await world.server.messages.sendAsUser('anna', { rid, msg: 'hello' });
    expect(message).toMatchObject({ rid, msg: 'hello', ts: new Date(world.clock.now()), u: { _id: 'anna' } });
    expect(message).not.toHaveProperty('token');
    expect(await world.drainEvents()).toEqual([{ interface: 'IPostMessageSent', message }]);
    expect(world.reread({ _id: rid })).toMatchObject({ lastMessage: { msg: 'hello' }, responseBy: { _id: 'anna' } });
    expect(world.reread({ _id: rid })).not.toHaveProperty('waitingResponse');
  });

  it('may be as long as the workspace allows and no longer', async () => {
    const { world, rid } = await servedRoom();
    await expect(world.server.messages.sendAsUser('anna', { rid, msg: 'x'.repeat(5000) })).resolves.toBeDefined();
    await expect(world.server.messages.sendAsUser('anna', { rid, msg: 'x'.repeat(5001) })).rejects.toThrow(
      /\[error-message-size-exceeded\]$/,
    );
    world.workspace.changeSetting('Message_MaxAllowedSize', 10);
    await expect(world.server.messages.sendAsVisitor('ada', { rid, msg: 'x'.repeat(11) })).rejects.toThrow(
      /\[error-message-size-exceeded\]$/,
    );
  });

  it('may not claim a time more than a minute away', async () => {
    const { world, rid } = await servedRoom();
    const at = (offsetMs: number) => new Date(world.clock.now() + offsetMs);
    await expect(world.server.messages.sendAsUser('anna', { rid, msg: 'x', ts: at(-60_001) })).rejects.toThrow(
      /\[error-message-ts-out-of-sync\]$/,
    );
    await expect(world.server.messages.sendAsUser('anna', { rid, msg: 'x', ts: at(60_000) })).resolves.toBeDefined();
  });

  it('needs a user who serves the room or may see all rooms; an app needs neither', async () => {
    const { world, rid } = await servedRoom();
    world.agent('bert');
    world.server.users.create({ username: 'mia', _id: 'mia', roles: ['livechat-manager'] });
    await expect(world.server.messages.sendAsUser('bert', { rid, msg: 'x' })).rejects.toThrow(/^error-not-allowed$/);
    await expect(world.server.messages.sendAsUser('robbie', { rid, msg: 'x' })).rejects.toThrow(/^error-not-allowed$/);
    await expect(world.server.messages.sendAsUser('mia', { rid, msg: 'x' })).resolves.toBeDefined();
    await expect(world.server.messages.sendAsUser(world.appUser._id, { rid, msg: 'x' })).resolves.toBeDefined();
  });

  it('needs a room and a user', async () => {
    const { world, rid } = await servedRoom();
    await expect(world.server.messages.sendAsUser('anna', { rid: 'none', msg: 'x' })).rejects.toThrow(
      'error-invalid-room',
    );
    await expect(world.server.messages.sendAsUser('nobody', { rid, msg: 'x' })).rejects.toThrow('error-invalid-user');
  });

  it('goes into a closed room unhindered when an app writes it', async () => {
    const { world, rid } = await servedRoom();
    await world.server.rooms.close({ room: world.reread({ _id: rid }), comment: 'bye' });
    await world.server.messages.sendAsUser(world.appUser._id, { rid, msg: 'too late' });
    expect(world.trail({ _id: rid }).at(-1)).toBe('too late');
    expect(world.reread({ _id: rid }).open).toBeUndefined();
  });

  it('is not written twice under one `_id`', async () => {
    const { world, rid } = await servedRoom();
    const draft = { _id: 'fixed', rid, msg: 'once' };
    await expect(world.server.messages.sendAsUser('anna', draft)).resolves.toMatchObject({ _id: 'fixed' });
    await expect(world.server.messages.sendAsUser('anna', draft)).resolves.toBeUndefined();
    expect((await world.drainEvents()).map(nameOf)).toEqual(['MessageSent once']);
  });
});

describe('a message of a visitor', () => {
  it('carries the token and the visitor as author', async () => {
    const { world, rid } = await servedRoom();
    await world.server.messages.sendAsUser('anna', { rid, msg: 'hello' });
    await world.drainEvents();
    const { message, newRoom } = await world.server.messages.sendAsVisitor('ada', { rid, msg: 'hi' });
    expect(newRoom).toBe(false);
    expect(message).toMatchObject({ token: 'ada', alias: 'name of ada', u: { username: 'guest-1' } });
    expect((await world.drainEvents()).map(nameOf)).toEqual(['MessageSent hi']);
    expect(world.reread({ _id: rid })).toMatchObject({ waitingResponse: true, v: { lastMessageTs: message?.ts } });
  });

  it('has no fields without a value', async () => {
    const world = botAndSales();
    world.server.visitors.registerGuest({ token: 'nameless', department: 'Sales' });
    const { message } = await world.server.messages.sendAsVisitor('nameless', { rid: 'new', msg: 'hi' });
    expect(Object.keys(message ?? {}).sort()).toEqual(['_id', '_updatedAt', 'msg', 'rid', 'token', 'ts', 'u']);
    expect(Object.keys(message?.u ?? {}).sort()).toEqual(['_id', 'username']);
  });

  it('opens a new room when the old one is closed', async () => {
    const { world, rid } = await servedRoom();
    await world.server.rooms.close({ room: world.reread({ _id: rid }), comment: 'bye' });
    const sent = await world.server.messages.sendAsVisitor('ada', { rid, msg: 'again' });
    expect(sent.newRoom).toBe(true);
    expect(sent.room._id).not.toBe(rid);
    expect(sent.message?.rid).toBe(sent.room._id);
    expect(world.trail(sent.room).at(-1)).toBe('again');
  });

  it('lands in one new room when two arrive at once after the close', async () => {
    const { world, rid } = await servedRoom();
    await world.server.rooms.close({ room: world.reread({ _id: rid }), comment: 'bye' });
    const sent = await Promise.all(
      ['one', 'two'].map((msg) => world.server.messages.sendAsVisitor('ada', { rid, msg })),
    );
    expect(new Set(sent.map(({ room }) => room._id)).size).toBe(1);
  });

  it('opens a room under the wanted id when there is none', async () => {
    const world = botAndSales();
    world.visitor('ada', 'Sales');
    const { room } = await world.server.messages.sendAsVisitor('ada', { rid: 'wanted', msg: 'hi' });
    expect(room._id).toBe('wanted');
    expect(world.server.rooms.inquiryOf('wanted')?.message).toBe('hi');
  });

  it('is refused in the room of another, and without a known token', async () => {
    const { world, rid } = await servedRoom();
    world.visitor('eve');
    await expect(world.server.messages.sendAsVisitor('eve', { rid, msg: 'x' })).rejects.toThrow(
      /^\[cannot-access-room\]$/,
    );
    await expect(world.server.messages.sendAsVisitor('nobody', { rid, msg: 'x' })).rejects.toThrow('invalid-token');
  });
});

describe('changing messages', () => {
  it('marks an edited message and tells the apps', async () => {
    const { world, rid } = await servedRoom();
    const sent = await world.server.messages.sendAsUser('anna', { rid, msg: 'helo', alias: 'A' });
    await world.drainEvents();
    const editor = { _id: 'anna', username: 'anna' };
    const edited = await world.server.messages.update({ _id: sent?._id ?? '', rid, msg: 'hello' }, editor);
    expect(edited).toMatchObject({ msg: 'hello', alias: 'A', editedBy: editor, editedAt: new Date(world.clock.now()) });
    expect(await world.drainEvents()).toEqual([{ interface: 'IPostMessageUpdated', message: edited }]);
  });

  it('removes a deleted message and tells the apps by whom', async () => {
    const { world, rid } = await servedRoom();
    const sent = await world.server.messages.sendAsUser('anna', { rid, msg: 'oops' });
    await world.drainEvents();
    await world.server.messages.delete(sent?._id ?? '', 'anna');
    expect(world.server.messages.get(sent?._id ?? '')).toBeUndefined();
    expect(await world.drainEvents()).toEqual([
      { interface: 'IPostMessageDeleted', message: sent, user: expect.objectContaining({ _id: 'anna' }) },
    ]);
  });

  it('fails for a message that does not exist', async () => {
    const { world, rid } = await servedRoom();
    await expect(world.server.messages.update({ _id: 'none', rid }, { _id: 'anna' })).rejects.toThrow();
    await expect(world.server.messages.delete('none', 'anna')).rejects.toThrow();
  });
});

describe('reading messages', () => {
  it('lists the conversation by time without the types that the server leaves out', async () => {
    const { world, rid } = await servedRoom();
    const earlier = new Date(world.clock.now() - 30_000);
    await world.server.messages.sendAsUser('anna', { rid, msg: 'second' });
    await world.server.messages.sendAsUser('anna', { rid, msg: 'first', ts: earlier });
    await world.server.messages.sendSystem({ rid, t: 'livechat_navigation_history', msg: 'page' }, { _id: 'anna' });
    await world.server.rooms.close({ room: world.reread({ _id: rid }), comment: 'bye' });
    const types = world.server.messages.roomMessages(rid).map(({ t, msg }) => t ?? msg);
    expect(types).toEqual(['first', 'uj', 'second']);
    expect(world.trail({ _id: rid })).toEqual(
      expect.arrayContaining([
        'livechat-started',
        'command/connected',
        'livechat_navigation_history',
        'livechat-close',
      ]),
    );
  });

  it('fails for a room that is not there', async () => {
    const { world } = await servedRoom();
    expect(() => world.server.messages.roomMessages('none')).toThrow(/^\[invalid-room\]$/);
  });

  it('pages and sorts raw messages, with or without threads', async () => {
    const { world, rid } = await servedRoom();
    for (const [index, msg] of ['a', 'b', 'c'].entries()) {
      await world.clock.advance(1);
      await world.server.messages.sendAsUser('anna', { rid, msg, ...(index === 1 ? { tmid: 'root' } : {}) });
    }
    const texts = (query: Parameters<typeof world.server.messages.list>[1]) =>
      world.server.messages.list(rid, query).map(({ msg }) => msg);
    expect(texts({ order: 'descending', limit: 2 })).toEqual(['c', 'b']);
    expect(texts({ order: 'descending', skip: 1, limit: 1 })).toEqual(['b']);
    expect(texts({ order: 'descending', showThreadMessages: false, limit: 2 })).toEqual(['c', 'a']);
  });

  it('gives out copies', async () => {
    const { world, rid } = await servedRoom();
    const room = world.reread({ _id: rid });
    room.v.token = 'changed';
    expect(world.reread({ _id: rid }).v.token).toBe('ada');
  });
});
