/// <reference types="jest" />
import { World } from './support';

function world(): World {
  const opened = new World();
  opened.server.users.create({ username: 'anna', _id: 'anna' });
  opened.server.users.create({ username: 'ben', _id: 'ben' });
  return opened;
}

describe('a direct room', () => {
  it('is one for the same members, whoever opens it', () => {
    const { server } = world();
    const room = server.directRooms.open('anna', ['ben']);
    expect(server.directRooms.open('ben', ['anna'])).toEqual(room);
    expect(room).toMatchObject({ _id: 'annaben', t: 'd', uids: ['anna', 'ben'], usernames: ['anna', 'ben'] });
  });

  it('is found by all its members, and not by some of them', () => {
    const { server, appUser } = world();
    const room = server.directRooms.open(appUser._id, ['anna', 'ben']);
    expect(server.directRooms.ofUsernames(['ben', 'handover.bot', 'anna'])).toEqual(room);
    expect(server.directRooms.ofUsernames(['anna', 'handover.bot'])).toBeUndefined();
    expect(server.directRooms.listOf('ben')).toEqual([room]);
  });

  it('is not opened with somebody who does not exist, nor by somebody who may not', () => {
    const { server } = world();
    server.users.create({ username: 'guest', _id: 'guest', roles: ['guest'] });
    expect(() => server.directRooms.open('anna', ['nobody'])).toThrow(/\[error-invalid-user\]$/);
    expect(() => server.directRooms.open('guest', ['anna'])).toThrow(/\[error-not-allowed\]$/);
  });

  it('takes words of its members and of apps, and of nobody else, and tells the apps of them', async () => {
    const opened = world();
    const { server, appUser } = opened;
    const { _id: rid } = server.directRooms.open(appUser._id, ['anna']);
    await server.messages.sendAsUser(appUser._id, { rid, msg: 'a problem' });
    await server.messages.sendAsUser('anna', { rid, msg: 'thanks' });
    await expect(server.messages.sendAsUser('ben', { rid, msg: 'what?' })).rejects.toThrow('error-not-allowed');
    expect(server.messages.list(rid).map(({ msg }) => msg)).toEqual(['a problem', 'thanks']);
    expect(server.directRooms.get(rid)).toMatchObject({ msgs: 2, lastMessage: { msg: 'thanks' } });
    expect((await opened.drainEvents()).map((event) => event.interface)).toEqual([
      'IPostMessageSent',
      'IPostMessageSent',
    ]);
  });
});
