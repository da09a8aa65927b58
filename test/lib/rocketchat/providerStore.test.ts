/// <reference types="jest" />
import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { HandoverProvider } from '../../../lib/handoverProviders/HandoverProvider';
import { PersistentProviderStore } from '../../../lib/rocketchat/PersistentProviderStore';
import { PersistentRegistryClaims } from '../../../lib/rocketchat/PersistentRegistryClaims';
import { type DirectoryMemory, ProviderDirectory } from '../../../lib/rocketchat/ProviderDirectory';
import { ProviderHeaders } from '../../../lib/rocketchat/ProviderHeaders';
import { ProviderRevisions } from '../../../lib/rocketchat/ProviderRevisions';
import { RecordStore } from '../../../lib/rocketchat/RecordStore';
import { describeProviderStore } from '../../contract/providerStore.contract';
import { A_PROVIDER_ID, aHandoverProvider } from '../../support/aHandoverProvider';
import { enginePersistence } from '../../support/enginePersistence';
import { ManualClock } from '../../support/ManualClock';
import { MemoryProviderStore } from '../../support/MemoryProviderStore';

const nobody = () => false;

interface Engine {
  readonly reader: IPersistenceRead;
  readonly writer: IPersistence;
}

/** The store of one process: what it remembers is its own, what it stores is the engine's. */
function aStore(
  { reader, writer }: Engine,
  { memory = {}, clock = new ManualClock() }: { memory?: DirectoryMemory; clock?: ManualClock } = {},
): PersistentProviderStore {
  const records = (kind: string) => new RecordStore(kind, reader, writer);
  return new PersistentProviderStore(
    new ProviderHeaders(records(ProviderHeaders.KIND)),
    new ProviderRevisions(records(ProviderRevisions.KIND), records(ProviderRevisions.HELD_KIND)),
    new ProviderDirectory(records(ProviderDirectory.KIND), memory, clock),
  );
}

/** A method of the engine that fails after so many more calls. */
interface Break {
  readonly method: string;
  calls: number;
}

interface Observed extends Engine {
  reads: number;
  records: number;
  breaks: Break | undefined;
}

/** Counts what is asked of the engine, and breaks a call on demand. */
function observed({ reader, writer }: Engine): Observed {
  const seen: Observed = {
    reads: 0,
    records: 0,
    breaks: undefined,
    reader: {
      readByAssociations: async (...keys: Parameters<IPersistenceRead['readByAssociations']>) => {
        const found = await reader.readByAssociations(...keys);
        seen.reads++;
        seen.records += found.length;
        return found;
      },
    } as IPersistenceRead,
    writer: new Proxy(writer, {
      get: (target, method: string) => {
        const isBroken = seen.breaks?.method === method && seen.breaks.calls-- <= 0;
        return isBroken ? async () => Promise.reject(new Error('the host is gone')) : Reflect.get(target, method);
      },
    }),
  };
  return seen;
}

describeProviderStore('MemoryProviderStore', () => new MemoryProviderStore());
describeProviderStore('PersistentProviderStore', () => aStore(enginePersistence()));

describe('the persistence of handover providers', () => {
  const many = 10_000;

  /** A provider of its own for each number. */
  function numbered(i: number): HandoverProvider {
    const id = i.toString(16).padStart(24, '0');
    const departments = [{ given: `d${i}`, id: `d${i}`, name: `d${i}`, attributes: [] }];
    return aHandoverProvider({ id, name: `n${i}`, referenceId: `r${i}`, departments });
  }

  test('lists ten thousand with one tiny read while nothing changes, and otherwise reads what another process changed', async () => {
    const engine = observed(enginePersistence());
    const store = aStore(engine);
    const writer = aStore(engine);
    const headers = new ProviderHeaders(new RecordStore(ProviderHeaders.KIND, engine.reader, engine.writer));
    for (let i = 1; i < many; i++) await headers.create(numbered(i));
    await writer.create(numbered(0));
    expect(await store.list()).toHaveLength(many);
    const asked = async (question: () => Promise<unknown>) => {
      engine.reads = engine.records = 0;
      await question();
      return [engine.reads, engine.records];
    };
    expect(await asked(() => store.list())).toEqual([1, 1]);
    await writer.create(aHandoverProvider());
    await writer.replace({ ...numbered(7), revision: 2, name: 'seven' }, nobody);
    await writer.remove(numbered(8).id, nobody);
    expect(await asked(() => store.list())).toEqual([4, 3]);
    const names = (await store.list()).map(({ name }) => name);
    expect([names.length, names.slice(6, 9), names[many - 1]]).toEqual([many, ['n6', 'seven', 'n9'], 'Support']);
    expect(await asked(() => store.ofDepartment('d7777'))).toEqual([1, 1]);
  }, 60_000);

  test('reads all providers anew when more was changed than a mark tells', async () => {
    const engine = enginePersistence();
    const store = aStore(engine);
    const writer = aStore(engine);
    await writer.create(numbered(0));
    expect(await store.list()).toHaveLength(1);
    for (let i = 1; i <= 120; i++) await writer.create(numbered(i));
    expect(await store.list()).toHaveLength(121);
  });

  test('trusts what it remembers of the list for a minute, should a writer die before it tells', async () => {
    const engine = enginePersistence();
    const clock = new ManualClock();
    const store = aStore(engine, { clock });
    expect(await store.list()).toEqual([]);
    const headers = new ProviderHeaders(new RecordStore(ProviderHeaders.KIND, engine.reader, engine.writer));
    await headers.create(aHandoverProvider());
    expect(await store.list()).toEqual([]);
    clock.advance(60_000);
    expect(await store.list()).toHaveLength(1);
  });

  test.each([
    ['createWithAssociations', 0],
    ['createWithAssociations', 1],
    ['updateByAssociations', 0],
    ['updateByAssociations', 1],
    ['removeByAssociations', 0],
    ['removeByAssociations', 1],
    ['removeByAssociations', 2],
  ])(
    'has the provider as it was or as it was to be when %s fails after %d more calls in a change',
    async (method, calls) => {
      const engine = observed(enginePersistence());
      const store = aStore(engine);
      await store.create(aHandoverProvider());
      const departments = [{ given: 'sales', id: 'sales-id', name: 'sales', attributes: [] }];
      const next = aHandoverProvider({ revision: 2, name: 'Sales', departments, settings: { a: 2 } });
      engine.breaks = { method, calls };
      await expect(store.replace(next, nobody)).rejects.toThrow('the host is gone');
      engine.breaks = undefined;
      const found = await store.find(A_PROVIDER_ID);
      expect([aHandoverProvider(), next]).toContainEqual(found);
      const isServing = found?.revision === 1;
      expect((await store.ofDepartment('support-id')) !== undefined).toBe(isServing);
      const third = aHandoverProvider({ revision: 3, name: 'Third', departments, settings: { a: 3 } });
      await store.replace(third, nobody);
      expect(await store.find(A_PROVIDER_ID)).toEqual(third);
      expect(await store.ofDepartment('sales-id')).toMatchObject({ revision: 3 });
      expect(await aStore(engine).list()).toMatchObject([{ name: 'Third' }]);
    },
  );

  test('leaves nothing of a provider whose creation fails', async () => {
    const engine = observed(enginePersistence());
    const store = aStore(engine);
    const headers = new ProviderHeaders(new RecordStore(ProviderHeaders.KIND, engine.reader, engine.writer));
    jest.spyOn(ProviderHeaders.prototype, 'create').mockRejectedValueOnce(new Error('the host is gone'));
    await expect(store.create(aHandoverProvider())).rejects.toThrow('the host is gone');
    expect(await headers.list()).toEqual([]);
    expect(await store.revision(A_PROVIDER_ID, 1)).toBeUndefined();
  });

  test('passes over records of another shape', async () => {
    const engine = enginePersistence();
    const headers = new RecordStore(ProviderHeaders.KIND, engine.reader, engine.writer);
    const revisions = new RecordStore(ProviderRevisions.KIND, engine.reader, engine.writer);
    await headers.create({ id: A_PROVIDER_ID }, { id: A_PROVIDER_ID });
    await revisions.create({ id: A_PROVIDER_ID }, { settings: {} });
    expect(await aStore(engine).find(A_PROVIDER_ID)).toBeUndefined();
    expect(await aStore(engine).revision(A_PROVIDER_ID, 1)).toBeUndefined();
  });
});

test('claims to change providers are there until they are removed', async () => {
  const { reader, writer } = enginePersistence();
  const claims = new PersistentRegistryClaims(new RecordStore(PersistentRegistryClaims.KIND, reader, writer));
  await claims.create({ id: 'one', claimedAtMs: 1 });
  await claims.create({ id: 'two', claimedAtMs: 2 });
  await claims.remove('one');
  expect(await claims.list()).toEqual([{ id: 'two', claimedAtMs: 2 }]);
});
