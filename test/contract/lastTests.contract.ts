import type { LastTest, LastTests } from '../../lib/handoverProviders/LastTests';

/** What all stores of last tests do. */
export function describeLastTests(name: string, newLastTests: () => LastTests): void {
  const aTest = (changes: Partial<LastTest> = {}): LastTest => ({
    providerId: 'one',
    revision: 1,
    atMs: 1_000,
    outcome: 'failed',
    steps: [{ name: 'login', outcome: 'failed', sentence: 'Nobody is let in.' }],
    ...changes,
  });

  describe(`${name} as last tests`, () => {
    test('are none at first', async () => {
      expect(await newLastTests().list()).toEqual([]);
    });

    test('are as they were kept, one per provider', async () => {
      const tests = newLastTests();
      await tests.keep(aTest());
      await tests.keep(aTest({ providerId: 'two', revision: 7 }));
      expect(await tests.list()).toEqual([aTest(), aTest({ providerId: 'two', revision: 7 })]);
    });

    test('take the place of the one before', async () => {
      const tests = newLastTests();
      await tests.keep(aTest());
      await tests.keep(aTest({ atMs: 2_000, outcome: 'ok', steps: [] }));
      expect(await tests.list()).toEqual([aTest({ atMs: 2_000, outcome: 'ok', steps: [] })]);
    });

    test('of one provider at the same time leave one, and the next takes its place', async () => {
      const tests = newLastTests();
      await Promise.all([tests.keep(aTest()), tests.keep(aTest({ revision: 2 }))]);
      expect(await tests.list()).toHaveLength(1);
      await tests.keep(aTest({ revision: 3, atMs: 3_000 }));
      expect(await tests.list()).toEqual([aTest({ revision: 3, atMs: 3_000 })]);
    });

    test('are forgotten for one provider alone', async () => {
      const tests = newLastTests();
      await tests.keep(aTest());
      await tests.keep(aTest({ providerId: 'two' }));
      await tests.forget('one');
      expect(await tests.list()).toEqual([aTest({ providerId: 'two' })]);
    });
  });
}
