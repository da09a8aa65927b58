/// <reference types="jest" />
import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import { RecordStore } from '../../../lib/rocketchat/RecordStore';

/** A store of a host that does the same whatever it is asked. */
function storeOf(answer: () => Promise<unknown>): RecordStore {
  const host = new Proxy({}, { get: () => answer });
  return new RecordStore('handover-session', host as IPersistenceRead, host as IPersistence);
}

const key = { roomId: 'room' };

describe('a host that gives nothing back, as without the permission', () => {
  test.each([
    ['reading', (store: RecordStore) => store.read(key)],
    ['creating', (store: RecordStore) => store.create(key, {})],
  ])('fails the %s, and the permission is named', async (_what, call) => {
    await expect(call(storeOf(async () => null))).rejects.toThrow('is the permission persistence granted?');
  });
});

describe('a host that never answers', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test.each([
    ['read', (store: RecordStore) => store.read(key)],
    ['create', (store: RecordStore) => store.create(key, {})],
    ['update', (store: RecordStore) => store.replace(key, {})],
    ['remove', (store: RecordStore) => store.remove(key)],
  ])('is waited for five seconds, and the %s fails', async (what, call) => {
    const outcome = jest.fn();
    call(storeOf(() => new Promise(() => undefined))).then(outcome, outcome);
    await jest.advanceTimersByTimeAsync(4_999);
    expect(outcome).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(outcome).toHaveBeenCalledWith(expect.objectContaining({ name: 'HostTimeout' }));
    expect(String(outcome.mock.calls[0])).toContain(`handover-session ${what}`);
  });
});
