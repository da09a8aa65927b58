import type { SessionStore } from '../../lib/SessionStore';
import { aSession } from '../support/aDesk';

/** What every session store does. `open` gives a store over records that earlier calls of the same test can see. */
export function describeSessionStore(name: string, newStore: () => SessionStore): void {
  describe(`${name} as a session store`, () => {
    let store: SessionStore;
    beforeEach(() => {
      store = newStore();
    });

    test('has no session for a room that never had one', async () => {
      expect(await store.find('room')).toBeUndefined();
      expect(await store.list()).toEqual([]);
    });

    test('finds a created session by its room', async () => {
      await store.create(aSession());
      await store.create(aSession({ id: 'session-2', roomId: 'other' }));
      expect(await store.find('room')).toMatchObject(aSession());
    });

    test('lists the sessions of all rooms', async () => {
      await store.create(aSession());
      await store.create(aSession({ id: 'session-2', roomId: 'other', state: 'queued' }));
      expect((await store.list()).map(({ id }) => id).sort()).toEqual(['session-1', 'session-2']);
    });

    test('replaces a session on update', async () => {
      await store.create(aSession({ state: 'queued' }));
      await store.update(aSession({ state: 'active', revision: 2, resume: { cursor: 8 } }));
      expect(await store.find('room')).toMatchObject({ state: 'active', revision: 2, resume: { cursor: 8 } });
      expect(await store.list()).toHaveLength(1);
    });

    test('never brings a removed session back by an update', async () => {
      await store.create(aSession());
      await store.remove('room');
      await store.update(aSession({ revision: 2 }));
      expect(await store.find('room')).toBeUndefined();
    });

    test('removes the session of one room only', async () => {
      await store.create(aSession());
      await store.create(aSession({ id: 'session-2', roomId: 'other' }));
      await store.remove('room');
      expect((await store.list()).map(({ roomId }) => roomId)).toEqual(['other']);
    });

    test('removes nothing where there is nothing', async () => {
      await expect(store.remove('room')).resolves.toBeUndefined();
    });

    test('hands out copies that change nothing in the store', async () => {
      await store.create(aSession());
      const found = await store.find('room');
      Object.assign(found ?? {}, { state: 'ending' });
      expect(await store.find('room')).toMatchObject({ state: 'active' });
    });
  });
}
