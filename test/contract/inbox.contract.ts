import type { Inbox } from '../../lib/Inbox';
import type { News } from '../../lib/provider';

const someNews = (changes: Partial<News> = {}): News => ({
  roomId: 'room',
  sessionId: 'session-1',
  id: 'news-1',
  atMs: 1_000,
  content: { text: 'hello', 'a.b': { $c: [1, null] } },
  ...changes,
});

/** What every inbox does. */
export function describeInbox(name: string, newInbox: () => Inbox): void {
  describe(`${name} as an inbox`, () => {
    let inbox: Inbox;
    beforeEach(() => {
      inbox = newInbox();
    });

    test('is empty where nobody has put anything', async () => {
      expect([await inbox.ofRoom('room'), await inbox.list()]).toEqual([[], []]);
    });

    test('keeps news as they were put in until they are taken out', async () => {
      await inbox.put(someNews());
      expect(await inbox.ofRoom('room')).toEqual([someNews()]);
      expect(await inbox.ofRoom('room')).toEqual([someNews()]);
      await inbox.remove(someNews());
      expect(await inbox.ofRoom('room')).toEqual([]);
    });

    test('has the news of a room in the order of their times, in whatever order they came', async () => {
      for (const [id, atMs] of [
        ['a', 3_000],
        ['c', 1_000],
        ['b', 2_000],
      ] as const)
        await inbox.put(someNews({ id, atMs }));
      expect((await inbox.ofRoom('room')).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    });

    test('has news that came twice once, and loses both', async () => {
      await Promise.all([inbox.put(someNews()), inbox.put(someNews())]);
      expect(await inbox.ofRoom('room')).toEqual([someNews()]);
      await inbox.remove(someNews());
      expect(await inbox.list()).toEqual([]);
    });

    test('keeps rooms apart, though they may have news of one id', async () => {
      await inbox.put(someNews());
      await inbox.put(someNews({ roomId: 'other' }));
      await inbox.remove({ roomId: 'other', id: 'news-1' });
      expect([(await inbox.ofRoom('room')).length, await inbox.ofRoom('other')]).toEqual([1, []]);
    });

    test('forgets a room altogether', async () => {
      for (const id of ['a', 'b']) await inbox.put(someNews({ id }));
      await inbox.put(someNews({ roomId: 'other' }));
      await inbox.removeAllOfRoom('room');
      expect((await inbox.list()).map(({ roomId }) => roomId)).toEqual(['other']);
    });
  });
}
