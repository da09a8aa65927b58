/// <reference types="jest" />
import { withHistory } from '../../lib/history';
import type { Session } from '../../lib/session';
import { aSession } from '../support/aDesk';

/** What comes of a session through these changes, one after the other. */
function through(...changes: Array<Partial<Session>>): Session {
  let session = aSession({ state: 'starting', stateSinceMs: 0 });
  for (const change of changes) session = withHistory(session, { ...session, ...change });
  return session;
}

test('a session remembers the states that it came to, and who joined', () => {
  const { history } = through(
    { state: 'queued', stateSinceMs: 1 },
    { state: 'active', stateSinceMs: 2, agentName: 'Ana' },
    { stateSinceMs: 3, agentName: 'Ben' },
    { state: 'ending', stateSinceMs: 4, endCause: 'ended-by-request' },
  );
  expect(history).toEqual([
    { atMs: 1, state: 'queued' },
    { atMs: 2, state: 'active', agentName: 'Ana' },
    { atMs: 3, state: 'active', agentName: 'Ben' },
    { atMs: 4, state: 'ending', endCause: 'ended-by-request' },
  ]);
});

test('a session remembers the places in the queue that were told', () => {
  const { history } = through(
    { state: 'queued', stateSinceMs: 1 },
    { queue: { position: 3, toldAtMs: 2 } },
    { queue: { position: 3, toldAtMs: 9 } },
    { queue: { position: 2, toldAtMs: 10 } },
  );
  expect(history?.slice(1)).toEqual([
    { atMs: 2, state: 'queued', position: 3 },
    { atMs: 10, state: 'queued', position: 2 },
  ]);
});

test('what is no news to an operator is not remembered', () => {
  expect(through({ delivered: { atMs: 5, ids: [] } }, { announcement: 'due' }).history).toBeUndefined();
});

test('a session remembers the newest events alone', () => {
  const places = Array.from({ length: 20 }, (_, place) => ({ queue: { position: place, toldAtMs: place } }));
  const { history = [] } = through(...places);
  expect([history.length, history[history.length - 1]?.position]).toEqual([8, 19]);
});
