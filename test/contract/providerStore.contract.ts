import { nameKey, referenceKey } from '../../lib/handoverProviders/keysOf';
import type { ProviderStore } from '../../lib/handoverProviders/ProviderStore';
import { A_PROVIDER_ID, aHandoverProvider } from '../support/aHandoverProvider';

const nobody = () => false;
const everybody = () => true;

/** What every store of handover providers does. */
export function describeProviderStore(name: string, newStore: () => ProviderStore): void {
  describe(`${name} as a store of handover providers`, () => {
    let store: ProviderStore;
    beforeEach(() => {
      store = newStore();
    });

    test('has no provider that nobody created', async () => {
      expect(await store.find(A_PROVIDER_ID)).toBeUndefined();
      expect(await store.revision(A_PROVIDER_ID, 1)).toBeUndefined();
      expect(await store.list()).toEqual([]);
    });

    test('gives a provider back as it was, whatever its members are called', async () => {
      await store.create(aHandoverProvider());
      expect(await store.find(A_PROVIDER_ID)).toEqual(aHandoverProvider());
    });

    test('lists providers without settings, in the order of their ids', async () => {
      await store.create(aHandoverProvider({ id: 'b'.repeat(24), departments: [] }));
      await store.create(aHandoverProvider({ id: 'a'.repeat(24) }));
      const list = await store.list();
      expect(list.map(({ id }) => id)).toEqual(['a'.repeat(24), 'b'.repeat(24)]);
      expect(list[0]).not.toHaveProperty('settings');
    });

    test('finds a provider by everything that is unique to it', async () => {
      const provider = aHandoverProvider({ projectId: 'p'.repeat(24) });
      await store.create(provider);
      for (const key of [nameKey(provider), referenceKey('reference-1')]) {
        expect((await store.withKey(key)).map(({ id }) => id)).toEqual([A_PROVIDER_ID]);
      }
      expect(await store.withKey(nameKey({ name: provider.name }))).toEqual([]);
    });

    test('finds who serves a department by its id and by its name', async () => {
      await store.create(aHandoverProvider());
      expect(await store.ofDepartment('support-id')).toMatchObject({ id: A_PROVIDER_ID });
      expect(await store.ofDepartment('support')).toMatchObject({ id: A_PROVIDER_ID });
      expect(await store.ofDepartment('sales')).toBeUndefined();
    });

    test('shows a change in everything that is asked of it', async () => {
      await store.create(aHandoverProvider());
      await store.list();
      const departments = [{ given: 'sales', id: 'sales-id', name: 'sales', attributes: [] }];
      const next = aHandoverProvider({ revision: 2, name: 'Sales', departments, settings: { a: 1 } });
      await store.replace(next, nobody);
      expect(await store.find(A_PROVIDER_ID)).toEqual(next);
      expect(await store.list()).toMatchObject([{ name: 'Sales', revision: 2 }]);
      expect(await store.ofDepartment('sales-id')).toMatchObject({ revision: 2 });
      expect(await store.ofDepartment('support-id')).toBeUndefined();
      expect(await store.withKey(nameKey({ name: 'Support' }))).toEqual([]);
    });

    test('changes a provider again and again, with the same keys and with others', async () => {
      await store.create(aHandoverProvider());
      const names = ['Support', 'Help', 'Help', 'Support', 'Desk'];
      for (const [index, name] of names.entries()) {
        await store.replace(aHandoverProvider({ revision: index + 2, name }), nobody);
        expect(await store.list()).toMatchObject([{ name, revision: index + 2 }]);
      }
      expect(await store.withKey(nameKey({ name: 'Desk' }))).toHaveLength(1);
      expect(await store.withKey(nameKey({ name: 'Help' }))).toEqual([]);
    });

    test('keeps a revision that is held, and lets go of it when it is held no more', async () => {
      await store.create(aHandoverProvider({ settings: { a: 1 } }));
      await store.replace(aHandoverProvider({ revision: 2, settings: { a: 2 } }), everybody);
      expect(await store.revision(A_PROVIDER_ID, 1)).toMatchObject({ revision: 1, settings: { a: 1 } });
      await store.sweep(async () => everybody);
      expect(await store.revision(A_PROVIDER_ID, 1)).toMatchObject({ revision: 1 });
      await store.sweep(async () => nobody);
      expect(await store.revision(A_PROVIDER_ID, 1)).toMatchObject({ revision: 2, settings: { a: 2 } });
    });

    test('gives the newest revision in the place of one that nobody held', async () => {
      await store.create(aHandoverProvider());
      await store.replace(aHandoverProvider({ revision: 2, settings: { a: 2 } }), nobody);
      expect(await store.revision(A_PROVIDER_ID, 1)).toMatchObject({ revision: 2, settings: { a: 2 } });
    });

    test('removes a provider from everywhere, but not what is held of it', async () => {
      await store.create(aHandoverProvider());
      await store.remove(A_PROVIDER_ID, everybody);
      expect([await store.find(A_PROVIDER_ID), await store.list()]).toEqual([undefined, []]);
      expect(await store.ofDepartment('support-id')).toBeUndefined();
      expect(await store.revision(A_PROVIDER_ID, 1)).toMatchObject({ settings: aHandoverProvider().settings });
      await store.sweep(async () => nobody);
      expect(await store.revision(A_PROVIDER_ID, 1)).toBeUndefined();
    });

    test('tells providers apart', async () => {
      const other = aHandoverProvider({ id: 'c'.repeat(24), name: 'Other', referenceId: 'r', departments: [] });
      await store.create(aHandoverProvider());
      await store.create(other);
      await store.remove(A_PROVIDER_ID, nobody);
      expect(await store.find(other.id)).toEqual(other);
    });
  });
}
