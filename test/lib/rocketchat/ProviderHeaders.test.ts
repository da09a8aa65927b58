/// <reference types="jest" />
import type { ProviderSummary } from '../../../lib/handoverProviders/HandoverProvider';
import { ProviderHeaders } from '../../../lib/rocketchat/ProviderHeaders';
import { RecordStore } from '../../../lib/rocketchat/RecordStore';
import { aHandoverProvider } from '../../support/aHandoverProvider';
import { enginePersistence } from '../../support/enginePersistence';

function aSummary(changes: Partial<ProviderSummary> = {}): ProviderSummary {
  const { settings: _settings, properties: _properties, ...summary } = aHandoverProvider();
  return { ...summary, ...changes };
}

/** Headers, and the records that they are. */
function headers() {
  const { reader, writer } = enginePersistence();
  const records = new RecordStore(ProviderHeaders.KIND, reader, writer);
  return { records, headers: new ProviderHeaders(records) };
}

const found = [
  { revision: 1, filing: 1, name: 'old' },
  { revision: 2, filing: 1, name: 'changed' },
  { revision: 2, filing: 2, name: 'changed and filed anew' },
];

test.each([
  ['as they were written', found],
  ['the other way round', [...found].reverse()],
  ['mixed', [found[2], found[0], found[1]]],
])('of several records of a provider the newest counts, and of those the one filed last: %s', async (_order, left) => {
  const { records, headers: store } = headers();
  for (const record of left) {
    const { id } = aSummary();
    const summary = JSON.stringify(aSummary({ name: record?.name }));
    await records.create({ id }, { ...record, id, filedUnder: [], summary });
  }
  expect(await store.find(aSummary().id)).toMatchObject({ name: 'changed and filed anew' });
  expect(await store.list()).toHaveLength(1);
});

test('providers are listed by their ids, in whatever order they came', async () => {
  const { headers: store } = headers();
  for (const id of ['b', 'c', 'a']) await store.create(aSummary({ id }));
  expect((await store.list()).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

test('a change that leaves what a provider is found by leaves one record where it was', async () => {
  const { headers: store, records } = headers();
  await store.create(aSummary());
  await store.replace(aSummary({ revision: 2 }));
  expect(await records.read({})).toEqual([expect.objectContaining({ revision: 2, filing: 1 })]);
});

test('a change of what a provider is found by leaves one record, filed anew', async () => {
  const { headers: store, records } = headers();
  await store.create(aSummary());
  await store.replace(aSummary({ revision: 2, name: 'Sales' }));
  expect(await records.read({})).toEqual([expect.objectContaining({ revision: 2, filing: 2 })]);
  expect(await store.withKey('name::Sales')).toHaveLength(1);
  expect(await store.withKey('name::Support')).toEqual([]);
});

test('a change of a provider that is gone brings nothing back', async () => {
  const { headers: store, records } = headers();
  await store.replace(aSummary({ revision: 2 }));
  expect(await records.read({})).toEqual([]);
});
