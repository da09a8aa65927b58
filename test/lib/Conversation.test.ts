/// <reference types="jest" />
import { Conversation } from '../../lib/Conversation';
import { NotOwner } from '../../lib/NotOwner';
import type { Session } from '../../lib/session';
import { aSession, RecordingLog } from '../support/aDesk';
import { MemorySessionStore } from '../support/MemorySessionStore';
import { SteppedClock, settled } from '../support/SteppedClock';

/** A store whose updates wait until the test lets them through. */
class SlowStore extends MemorySessionStore {
  public readonly updates: Session[] = [];
  private release: Array<() => void> = [];

  public override async update(session: Session): Promise<void> {
    this.updates.push(session);
    await new Promise<void>((resolve) => {
      this.release.push(resolve);
    });
    await super.update(session);
  }

  public async letOneThrough(): Promise<void> {
    this.release.shift()?.();
    await settled();
  }
}

let store: MemorySessionStore;
let holdsLease: boolean;
let clock: SteppedClock;
beforeEach(async () => {
  store = new MemorySessionStore();
  holdsLease = true;
  clock = new SteppedClock();
  await store.create(aSession());
});

function aConversation(sessions = store): Conversation {
  return new Conversation(aSession(), { sessions, clock, log: new RecordingLog() }, () => holdsLease);
}

test('a save stores the session and the state of the provider, and counts the write', async () => {
  const conversation = aConversation();
  conversation.change({ ...conversation.session, agentName: 'Ana' });
  conversation.set({ cursor: 8 });
  await conversation.save();
  expect(await store.find('room')).toMatchObject({ agentName: 'Ana', resume: { cursor: 8 }, revision: 2 });
});

test('a save of nothing new writes nothing', async () => {
  const conversation = aConversation();
  conversation.set({ cursor: 8 });
  await conversation.save();
  await conversation.save();
  expect(await store.find('room')).toMatchObject({ revision: 2 });
});

test('a change of the session keeps the state that the provider has set meanwhile', async () => {
  const conversation = aConversation();
  const { session } = conversation;
  conversation.set({ cursor: 8 });
  conversation.change({ ...session, agentName: 'Ana' });
  expect([conversation.get(), conversation.session.agentName]).toEqual([{ cursor: 8 }, 'Ana']);
});

test('saves that wait for one under way become one, with what is current then', async () => {
  const slow = new SlowStore();
  await slow.create(aSession());
  const conversation = aConversation(slow);
  const saves: Array<Promise<void>> = [];
  for (let cursor = 1; cursor <= 5; cursor++) {
    conversation.set({ cursor });
    saves.push(conversation.save());
    await settled();
  }
  await slow.letOneThrough();
  await slow.letOneThrough();
  await Promise.all(saves);
  expect(slow.updates.map(({ resume, revision }) => [resume, revision])).toEqual([
    [{ cursor: 1 }, 2],
    [{ cursor: 5 }, 3],
  ]);
});

test('a save resolves only when what was set before it is stored', async () => {
  const slow = new SlowStore();
  await slow.create(aSession());
  const conversation = aConversation(slow);
  conversation.set({ cursor: 1 });
  const first = conversation.save();
  await settled();
  conversation.set({ cursor: 2 });
  let isSaved = false;
  const second = conversation.save().then(() => {
    isSaved = true;
  });
  await slow.letOneThrough();
  await first;
  expect(isSaved).toBe(false);
  await slow.letOneThrough();
  await second;
  expect(await slow.find('room')).toMatchObject({ resume: { cursor: 2 } });
});

test('a save that the store refuses is tried again, and stores what is current then', async () => {
  const update = jest.spyOn(store, 'update').mockRejectedValueOnce(new Error('no store'));
  const conversation = aConversation();
  conversation.set({ cursor: 8 });
  const saving = conversation.save();
  await settled();
  conversation.set({ cursor: 9 });
  await clock.pass(1_000);
  await saving;
  expect(await store.find('room')).toMatchObject({ resume: { cursor: 9 } });
  expect(update).toHaveBeenCalledTimes(2);
});

test('a save that the store refuses for half a minute fails, and the next one stores it', async () => {
  const update = jest.spyOn(store, 'update').mockRejectedValue(new Error('no store'));
  const conversation = aConversation();
  conversation.set({ cursor: 8 });
  const saving = expect(conversation.save()).rejects.toThrow('no store');
  await clock.pass(30_000);
  await saving;
  update.mockRestore();
  await conversation.save();
  expect(await store.find('room')).toMatchObject({ resume: { cursor: 8 } });
});

test('a session that has ended is not brought back', async () => {
  const conversation = aConversation();
  await store.remove('room');
  conversation.set({ cursor: 8 });
  await conversation.save();
  expect(await store.find('room')).toBeUndefined();
});

describe('an instance that others may have taken for dead', () => {
  beforeEach(() => {
    holdsLease = false;
  });

  test('goes on writing a session that is still its own', async () => {
    const conversation = aConversation();
    conversation.set({ cursor: 8 });
    await conversation.save();
    expect(await store.find('room')).toMatchObject({ resume: { cursor: 8 } });
  });

  test('is told so by a save of nothing new too, because something is about to be sent', async () => {
    await store.update(aSession({ owner: 'instance-2', revision: 2 }));
    await expect(aConversation().save()).rejects.toThrow(NotOwner);
  });

  test('writes what it has lost never again, though it holds a lease again', async () => {
    const conversation = aConversation();
    await store.update(aSession({ owner: 'instance-2', revision: 2 }));
    await expect(conversation.save()).rejects.toThrow(NotOwner);
    holdsLease = true;
    conversation.set({ cursor: 8 });
    await expect(conversation.save()).rejects.toThrow(NotOwner);
    expect(await store.find('room')).toMatchObject({ owner: 'instance-2', resume: { cursor: 7 } });
  });

  test.each([
    ['another instance has taken over', () => store.update(aSession({ owner: 'instance-2', revision: 2 }))],
    ['has ended', () => store.remove('room')],
    ['is the next one of its room', () => store.create(aSession({ id: 'session-2' }))],
  ])('does not write a session that %s', async (_name, change) => {
    await change();
    const before = await store.find('room');
    const conversation = aConversation();
    conversation.set({ cursor: 8 });
    await expect(conversation.save()).rejects.toThrow(NotOwner);
    expect(await store.find('room')).toEqual(before);
  });
});
