/// <reference types="jest" />
import { AppsPersistence } from '../../../sandbox/rocketchat/AppsPersistence';
import type { Association } from '../../../sandbox/rocketchat/types';
import { Workspace } from '../../../sandbox/rocketchat/Workspace';

const app = 'app-1';
const session: Association = { model: 'misc', id: 'session' };
const roomOne: Association = { model: 'room', id: 'one' };
const roomTwo: Association = { model: 'room', id: 'two' };

function newStore(): AppsPersistence {
  return new AppsPersistence(new Workspace());
}

describe('creating a record', () => {
  it('answers an id of 24 hexadecimal digits', async () => {
    await expect(newStore().create(app, { n: 1 })).resolves.toMatch(/^[0-9a-f]{24}$/);
  });

  it('never removes duplicates', async () => {
    const store = newStore();
    await store.create(app, { n: 1 }, [session]);
    await store.create(app, { n: 1 }, [session]);
    await expect(store.readByAssociations(app, [session])).resolves.toEqual([{ n: 1 }, { n: 1 }]);
  });

  it('refuses what is not an object', async () => {
    const store = newStore();
    await expect(store.create(app, Object('text').valueOf())).rejects.toThrow();
  });

  it('keeps a copy', async () => {
    const store = newStore();
    const data = { list: [1] };
    const id = await store.create(app, data);
    data.list.push(2);
    await expect(store.read(id)).resolves.toEqual({ list: [1] });
  });
});

describe('reading records', () => {
  it('by id asks for no app', async () => {
    const store = newStore();
    const id = await store.create('another-app', { n: 1 });
    await expect(store.read(id)).resolves.toEqual({ n: 1 });
    await expect(store.read('0'.repeat(24))).resolves.toBeUndefined();
  });

  it('by associations matches every record that has at least these, in any order', async () => {
    const store = newStore();
    await store.create(app, { n: 1 }, [session, roomOne]);
    await store.create(app, { n: 2 }, [roomOne]);
    await store.create(app, { n: 3 }, [session, roomTwo]);
    await expect(store.readByAssociations(app, [roomOne])).resolves.toEqual([{ n: 1 }, { n: 2 }]);
    await expect(store.readByAssociations(app, [roomOne, session])).resolves.toEqual([{ n: 1 }]);
    await expect(store.readByAssociations(app, [roomTwo, roomOne])).resolves.toEqual([]);
  });

  it('by associations sees the records of the own app only', async () => {
    const store = newStore();
    await store.create('another-app', { n: 1 }, [session]);
    await expect(store.readByAssociations(app, [session])).resolves.toEqual([]);
  });
});

describe('updating records', () => {
  it('matches the exact list in its order only', async () => {
    const store = newStore();
    await store.create(app, { n: 1 }, [session, roomOne]);
    for (const associations of [[session], [roomOne, session], [session, roomOne, roomTwo]]) {
      await store.updateByAssociations({ appId: app, associations, data: { n: 2 }, upsert: false });
    }
    await expect(store.readByAssociations(app, [session])).resolves.toEqual([{ n: 1 }]);
    await store.updateByAssociations({ appId: app, associations: [session, roomOne], data: { m: 2 }, upsert: false });
    await expect(store.readByAssociations(app, [session])).resolves.toEqual([{ m: 2 }]);
  });

  it('hits only the first of several matches', async () => {
    const store = newStore();
    await store.create(app, { n: 1 }, [session]);
    await store.create(app, { n: 1 }, [session]);
    await store.updateByAssociations({ appId: app, associations: [session], data: { n: 2 }, upsert: true });
    await expect(store.readByAssociations(app, [session])).resolves.toEqual([{ n: 2 }, { n: 1 }]);
  });

  it('answers the same empty string whether or not anything matched', async () => {
    const store = newStore();
    const update = { appId: app, associations: [session], data: { n: 2 }, upsert: false };
    await expect(store.updateByAssociations(update)).resolves.toBe('');
    await store.create(app, { n: 1 }, [session]);
    await expect(store.updateByAssociations(update)).resolves.toBe('');
  });

  it('answers an opaque id when it inserted, under which nothing is found', async () => {
    const store = newStore();
    const id = await store.updateByAssociations({ appId: app, associations: [session], data: { n: 1 }, upsert: true });
    expect(id).toMatchObject({ _bsontype: 'ObjectId' });
    await expect(store.read(typeof id === 'string' ? id : id.hex)).resolves.toBeUndefined();
    await expect(store.remove(typeof id === 'string' ? id : id.hex)).resolves.toBeUndefined();
    await expect(store.readByAssociations(app, [session])).resolves.toEqual([{ n: 1 }]);
  });

  it('by id is not implemented', async () => {
    const store = newStore();
    const id = await store.create(app, { n: 1 });
    await expect(store.update(id, { n: 2 }, false)).rejects.toThrow(/^Not implemented\.$/);
  });
});

describe('removing records', () => {
  it('by id answers the data', async () => {
    const store = newStore();
    const id = await store.create(app, { n: 1 }, [session]);
    await expect(store.remove(id)).resolves.toEqual({ n: 1 });
    await expect(store.remove(id)).resolves.toBeUndefined();
  });

  it('by associations takes every record that has at least these', async () => {
    const store = newStore();
    await store.create(app, { n: 1 }, [session, roomOne]);
    await store.create(app, { n: 2 }, [roomOne]);
    await store.create(app, { n: 3 }, [roomTwo]);
    await expect(store.removeByAssociations(app, [roomOne])).resolves.toEqual([{ n: 1 }, { n: 2 }]);
    await expect(store.removeByAssociations(app, [roomOne])).resolves.toBeUndefined();
    await expect(store.readByAssociations(app, [roomTwo])).resolves.toEqual([{ n: 3 }]);
  });

  it('by associations gives the data to two callers at once', async () => {
    const store = newStore();
    await store.create(app, { n: 1 }, [session]);
    const both = await Promise.all([
      store.removeByAssociations(app, [session]),
      store.removeByAssociations(app, [session]),
    ]);
    expect(both).toEqual([[{ n: 1 }], [{ n: 1 }]]);
  });

  it('by purge takes everything of one app', async () => {
    const store = newStore();
    await store.create(app, { n: 1 }, [session]);
    const kept = await store.create('another-app', { n: 2 });
    await store.purge(app);
    await expect(store.readByAssociations(app, [session])).resolves.toEqual([]);
    await expect(store.read(kept)).resolves.toEqual({ n: 2 });
  });
});
