/// <reference types="jest" />
import { PersistentClaimStore } from '../../../lib/rocketchat/PersistentClaimStore';
import { PersistentHeartbeats } from '../../../lib/rocketchat/PersistentHeartbeats';
import { PersistentInbox } from '../../../lib/rocketchat/PersistentInbox';
import { PersistentInstaller } from '../../../lib/rocketchat/PersistentInstaller';
import { PersistentLastTests } from '../../../lib/rocketchat/PersistentLastTests';
import { PersistentMailbox } from '../../../lib/rocketchat/PersistentMailbox';
import { PersistentSessionStore } from '../../../lib/rocketchat/PersistentSessionStore';
import { PersistentToldProblems } from '../../../lib/rocketchat/PersistentToldProblems';
import { RecordStore } from '../../../lib/rocketchat/RecordStore';
import { describeClaimStore } from '../../contract/claimStore.contract';
import { describeHeartbeats } from '../../contract/heartbeats.contract';
import { describeInbox } from '../../contract/inbox.contract';
import { describeLastTests } from '../../contract/lastTests.contract';
import { describeMailbox } from '../../contract/mailbox.contract';
import { describeSessionStore } from '../../contract/sessionStore.contract';
import { describeToldProblems } from '../../contract/toldProblems.contract';
import { aSession } from '../../support/aDesk';
import { enginePersistence } from '../../support/enginePersistence';
import { MemoryClaimStore } from '../../support/MemoryClaimStore';
import { MemoryHeartbeats } from '../../support/MemoryHeartbeats';
import { MemoryInbox } from '../../support/MemoryInbox';
import { MemoryLastTests } from '../../support/MemoryLastTests';
import { MemoryMailbox } from '../../support/MemoryMailbox';
import { MemorySessionStore } from '../../support/MemorySessionStore';
import { MemoryToldProblems } from '../../support/MemoryToldProblems';

function records(kind: string): RecordStore {
  const { reader, writer } = enginePersistence();
  return new RecordStore(kind, reader, writer);
}

describeSessionStore('MemorySessionStore', () => new MemorySessionStore());
describeSessionStore('PersistentSessionStore', () => new PersistentSessionStore(records(PersistentSessionStore.KIND)));
describeClaimStore('MemoryClaimStore', () => new MemoryClaimStore());
describeClaimStore('PersistentClaimStore', () => new PersistentClaimStore(records(PersistentClaimStore.KIND)));
describeInbox('MemoryInbox', () => new MemoryInbox());
describeInbox('PersistentInbox', () => new PersistentInbox(records(PersistentInbox.KIND)));
describeMailbox('MemoryMailbox', () => new MemoryMailbox());
describeMailbox('PersistentMailbox', () => new PersistentMailbox(records(PersistentMailbox.KIND)));
describeLastTests('MemoryLastTests', () => new MemoryLastTests());
describeLastTests('PersistentLastTests', () => new PersistentLastTests(records(PersistentLastTests.KIND)));
describeToldProblems('MemoryToldProblems', () => new MemoryToldProblems());
describeToldProblems('PersistentToldProblems', () => new PersistentToldProblems(records(PersistentToldProblems.KIND)));
describeHeartbeats('MemoryHeartbeats', () => {
  const heartbeats = new MemoryHeartbeats();
  return () => heartbeats;
});
describeHeartbeats('PersistentHeartbeats', () => {
  const kept = records(PersistentHeartbeats.KIND);
  return () => new PersistentHeartbeats(kept);
});

describe('the persistence of sessions', () => {
  test('gives every reader the same one of two records that a race left, the newer', async () => {
    const store = new PersistentSessionStore(records(PersistentSessionStore.KIND));
    await store.create(aSession({ id: 'a', revision: 1 }));
    await store.create(aSession({ id: 'b', revision: 2 }));
    expect(await store.find('room')).toMatchObject({ id: 'b' });
    expect(await store.list()).toHaveLength(1);
  });

  test('decides between equally new records by their ids', async () => {
    const store = new PersistentSessionStore(records(PersistentSessionStore.KIND));
    await store.create(aSession({ id: 'b' }));
    await store.create(aSession({ id: 'a' }));
    expect(await store.find('room')).toMatchObject({ id: 'a' });
  });

  test('passes over records of another shape', async () => {
    const kept = records(PersistentSessionStore.KIND);
    await kept.create({ roomId: 'room' }, { ...aSession(), state: 'dancing' });
    await kept.create({ roomId: 'room' }, { affinityToken: 'x', key: 'y' });
    expect(await new PersistentSessionStore(kept).find('room')).toBeUndefined();
  });

  test('keeps sessions and claims of one room apart', async () => {
    const { reader, writer } = enginePersistence();
    const sessions = new PersistentSessionStore(new RecordStore(PersistentSessionStore.KIND, reader, writer));
    const claims = new PersistentClaimStore(new RecordStore(PersistentClaimStore.KIND, reader, writer));
    await sessions.create(aSession());
    await claims.removeAllOfRoom('room');
    expect(await claims.ofRoom('room')).toEqual([]);
    expect(await sessions.find('room')).toBeDefined();
  });
});

describe('the persistence between instances', () => {
  test('passes over notes and heartbeats of another shape', async () => {
    const kept = records(PersistentMailbox.KIND);
    await kept.create({ instance: 'one', id: 'x' }, { id: 'x', note: true });
    await kept.create({ instance: 'one' }, { instance: 'one', atMs: 'yesterday' });
    expect(await new PersistentMailbox(kept).take('one')).toEqual([]);
    expect([...(await new PersistentHeartbeats(kept).list())]).toEqual([]);
  });

  test('takes the later of two heartbeats that a race left', async () => {
    const kept = records(PersistentHeartbeats.KIND);
    await kept.create({ instance: 'one' }, { instance: 'one', atMs: 2_000 });
    await kept.create({ instance: 'one' }, { instance: 'one', atMs: 1_000 });
    expect([...(await new PersistentHeartbeats(kept).list())]).toEqual([['one', 2_000]]);
  });
});

test('the app remembers who installed it, until somebody else updates it', async () => {
  const installer = new PersistentInstaller(records(PersistentInstaller.KIND));
  expect(await installer.userId()).toBeUndefined();
  await installer.remember('anna');
  await installer.remember('ben');
  expect(await installer.userId()).toBe('ben');
});
