import type { ToldProblem, ToldProblems } from '../../lib/ToldProblems';

/** What every store of told problems does. */
export function describeToldProblems(name: string, newStore: () => ToldProblems): void {
  const aProblem = (changes: Partial<ToldProblem> = {}): ToldProblem => ({
    id: 'settings:scrtUrl is required',
    sentence: 'Something is missing.',
    isTold: false,
    ...changes,
  });

  describe(`${name} as told problems`, () => {
    test('are none at first', async () => {
      expect(await newStore().list()).toEqual([]);
    });

    test('are as they were kept last, one per id', async () => {
      const store = newStore();
      await store.keep(aProblem());
      await store.keep(aProblem({ id: 'other' }));
      await store.keep(aProblem({ isTold: true }));
      const found = [...(await store.list())].sort((one, other) => (one.id < other.id ? -1 : 1));
      expect(found).toEqual([aProblem({ id: 'other' }), aProblem({ isTold: true })]);
    });

    test('are forgotten one by one, whether they were there or not', async () => {
      const store = newStore();
      await store.keep(aProblem());
      await store.keep(aProblem({ id: 'other' }));
      await store.forget(aProblem().id);
      await store.forget('never kept');
      expect(await store.list()).toEqual([aProblem({ id: 'other' })]);
    });
  });
}
