/// <reference types="jest" />
import { botAndSales, nameOf, type World } from './support';

const content = Buffer.from('hello');

async function servedRoom(): Promise<{ world: World; rid: string }> {
  const world = botAndSales();
  const { _id: rid } = await world.room('ada', 'Sales');
  await world.drainEvents();
  return { world, rid };
}

describe('an upload', () => {
  it('of a visitor posts a file message with the token', async () => {
    const { world, rid } = await servedRoom();
    const upload = await world.server.uploads.create({ rid, name: 'a.txt', content, visitorToken: 'ada' });
    expect(upload).toMatchObject({ name: 'a.txt', size: 5, type: 'text/plain', rid, visitorToken: 'ada' });
    expect(world.server.uploads.content(upload._id)).toEqual(content);
    const [event] = await world.drainEvents();
    expect(event).toMatchObject({
      interface: 'IPostMessageSent',
      message: { token: 'ada', file: { _id: upload._id, name: 'a.txt' }, attachments: [{ title_link: upload.path }] },
    });
  });

  it('of a user posts a file message as the user', async () => {
    const { world, rid } = await servedRoom();
    const upload = await world.server.uploads.create({ rid, name: 'a.png', content, userId: world.appUser._id });
    const [event] = await world.drainEvents();
    expect(event).toMatchObject({
      interface: 'IPostMessageSent',
      message: { u: { _id: world.appUser._id }, files: [{ _id: upload._id, type: 'image/png' }] },
    });
    expect(event).not.toHaveProperty('message.token');
  });

  it('of a visitor for a closed room does nothing that anybody sees', async () => {
    const { world, rid } = await servedRoom();
    await world.server.rooms.close({ room: world.reread({ _id: rid }), comment: 'bye' });
    await world.drainEvents();
    await expect(
      world.server.uploads.create({ rid, name: 'a.txt', content, visitorToken: 'ada' }),
    ).resolves.toBeDefined();
    expect((await world.drainEvents()).map(nameOf)).toEqual([]);
    expect(world.server.rooms.listByVisitor('ada')).toHaveLength(1);
  });

  it('of a user is posted by the agent who serves the room', async () => {
    const { world, rid } = await servedRoom();
    const userId = world.reread({ _id: rid }).servedBy?._id;
    await world.server.uploads.create({ rid, name: 'a.txt', content, userId });
    const [event] = await world.drainEvents();
    expect(event).toMatchObject({ interface: 'IPostMessageSent', message: { u: { _id: userId }, msg: '' } });
  });

  it.each([
    ['a user who does not serve the room', 'bob', {}],
    ['a user who does not exist', 'nobody', {}],
    ['a user for a room that does not exist', undefined, { rid: 'unknown' }],
  ])('of %s is refused, and nothing is stored', async (_who, userId, changes) => {
    const { world, rid } = await servedRoom();
    world.server.users.create({ username: 'bob', _id: 'bob', roles: ['user'] });
    const upload = { rid, name: 'a.txt', content, userId: userId ?? world.appUser._id, ...changes };
    await expect(world.server.uploads.create(upload)).rejects.toThrow('File does not match filter [invalid-file]');
    expect(world.workspace.uploads.find()).toEqual([]);
  });

  it('of nothing is refused', async () => {
    const { world, rid } = await servedRoom();
    const empty = { rid, name: 'a.txt', content: Buffer.alloc(0), userId: world.appUser._id };
    await expect(world.server.uploads.create(empty)).rejects.toThrow('[file-too-small]');
  });

  it('of nobody is refused', async () => {
    const { world, rid } = await servedRoom();
    await expect(world.server.uploads.create({ rid, name: 'a.txt', content })).rejects.toThrow();
  });

  it.each([
    ['too large', 'FileUpload_MaxFileSize', 4, 'error-file-too-large'],
    ['of a type that is not listed', 'FileUpload_MediaTypeWhiteList', 'image/*,video/*', 'error-invalid-file-type'],
    ['of a type that is barred', 'FileUpload_MediaTypeBlackList', 'text/plain', 'error-invalid-file-type'],
    ['made while uploads are off', 'FileUpload_Enabled', false, 'error-file-upload-disabled'],
  ])('is refused when it is %s', async (_what, setting, value, code) => {
    const { world, rid } = await servedRoom();
    world.workspace.changeSetting(setting, value);
    await expect(world.server.uploads.create({ rid, name: 'a.txt', content, visitorToken: 'ada' })).rejects.toThrow(
      `[${code}]`,
    );
    expect((await world.drainEvents()).map(nameOf)).toEqual([]);
  });

  it('may be of any size when there is no limit', async () => {
    const { world, rid } = await servedRoom();
    world.workspace.changeSetting('FileUpload_MaxFileSize', -1);
    await expect(
      world.server.uploads.create({ rid, name: 'a.txt', content, visitorToken: 'ada' }),
    ).resolves.toBeDefined();
  });

  it('keeps its own copy of the bytes', async () => {
    const { world, rid } = await servedRoom();
    const bytes = Buffer.from('abc');
    const { _id } = await world.server.uploads.create({ rid, name: 'a.txt', content: bytes, visitorToken: 'ada' });
    bytes.fill(0);
    world.server.uploads.content(_id)?.fill(0);
    expect(world.server.uploads.content(_id)?.toString()).toBe('abc');
  });
});
