import type { Heartbeats } from '../../lib/Mailbox';

/** What all heartbeats do. `newHeartbeats` gives another view, as another process has it, of the same ones. */
export function describeHeartbeats(name: string, newHeartbeats: () => () => Heartbeats): void {
  describe(`${name} as heartbeats`, () => {
    let view: () => Heartbeats;
    beforeEach(() => {
      view = newHeartbeats();
    });

    test('are none at first', async () => {
      expect([...(await view().list())]).toEqual([]);
    });

    test('are the last sign of each instance, whoever looks', async () => {
      const own = view();
      await own.beat('one', 1_000);
      await own.beat('one', 2_000);
      await view().beat('two', 1_500);
      expect([...(await view().list())].sort()).toEqual([
        ['one', 2_000],
        ['two', 1_500],
      ]);
    });

    test('go on after a restart of what writes them', async () => {
      await view().beat('one', 1_000);
      await view().beat('one', 2_000);
      expect([...(await view().list())]).toEqual([['one', 2_000]]);
    });

    test('of one instance at the same time leave its last', async () => {
      await Promise.all([view().beat('one', 1_000), view().beat('one', 2_000)]);
      await view().beat('one', 3_000);
      expect([...(await view().list())]).toEqual([['one', 3_000]]);
    });

    test('are never missing for a moment while an instance lives', async () => {
      const own = view();
      await own.beat('one', 1_000);
      const looks: number[] = [];
      const look = async () => looks.push((await view().list()).size);
      await Promise.all([look(), view().beat('one', 2_000), look(), own.beat('one', 3_000), look(), look()]);
      expect(looks).toEqual([1, 1, 1, 1]);
    });

    test('stop when they are removed, and start again with the next', async () => {
      const own = view();
      await own.beat('one', 1_000);
      await view().remove('one');
      expect([...(await view().list())]).toEqual([]);
      await own.beat('one', 2_000);
      expect([...(await view().list())]).toEqual([['one', 2_000]]);
    });
  });
}
