/// <reference types="jest" />
import { PersistentLinkKeys } from '../../../lib/rocketchat/PersistentLinkKeys';
import { RecordStore } from '../../../lib/rocketchat/RecordStore';
import { enginePersistence } from '../../support/enginePersistence';

/** The records of an installation, and the keys as one of its instances sees them. */
function anInstallation() {
  const { reader, writer } = enginePersistence();
  const records = new RecordStore(PersistentLinkKeys.KIND, reader, writer);
  return { records, anInstance: () => new PersistentLinkKeys(records) };
}

describe('keys of links', () => {
  test('are none until somebody signs', async () => {
    expect(await anInstallation().anInstance().all()).toEqual([]);
  });

  test('are one for all instances, and as long as HS256 asks for', async () => {
    const { anInstance } = anInstallation();
    const key = await anInstance().some();
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    expect([await anInstance().some(), await anInstance().all()]).toEqual([key, [key]]);
  });

  test('are not those of another installation', async () => {
    expect(await anInstallation().anInstance().some()).not.toBe(await anInstallation().anInstance().some());
  });

  test('made by two instances at once are known to both, and both go on with the same', async () => {
    const { anInstance } = anInstallation();
    const [one, other] = [anInstance(), anInstance()];
    const made = await Promise.all([one.some(), other.some()]);
    expect(await one.all()).toEqual(expect.arrayContaining(made));
    expect(await other.all()).toEqual(await one.all());
    expect(await other.some()).toBe(await one.some());
  });

  test.each([['newest first'], ['oldest first']])('agree however the store orders them: %s', async (order) => {
    const { records, anInstance } = anInstallation();
    const keys = order === 'newest first' ? ['b', 'a'] : ['a', 'b'];
    for (const key of keys) await records.create({}, { key });
    expect([await anInstance().some(), await anInstance().all()]).toEqual(['a', ['a', 'b']]);
  });

  test('of another shape are passed over', async () => {
    const { records, anInstance } = anInstallation();
    await records.create({}, { key: 7 });
    expect(await anInstance().all()).toEqual([]);
  });

  test('are not made up where the store cannot be read', async () => {
    const { reader, writer } = enginePersistence();
    const down = { ...reader, readByAssociations: async () => Promise.reject(new Error('the store is down')) };
    const keys = new PersistentLinkKeys(new RecordStore(PersistentLinkKeys.KIND, down, writer));
    await expect(keys.some()).rejects.toThrow('the store is down');
    const kept = new PersistentLinkKeys(new RecordStore(PersistentLinkKeys.KIND, reader, writer));
    expect(await kept.all()).toEqual([]);
  });
});
