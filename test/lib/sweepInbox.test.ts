/// <reference types="jest" />
import { sweepInbox } from '../../lib/sweepInbox';
import { aDesk, aSession } from '../support/aDesk';
import { someNews } from '../support/ScriptedWebhookProvider';

test('news of sessions that are over go after a minute, and those of others stay', async () => {
  const desk = aDesk();
  await desk.sessions.create(aSession());
  const nowMs = desk.clock.nowMs();
  await desk.inbox.put(someNews('theirs', { atMs: nowMs - 61_000 }));
  await desk.inbox.put(someNews('old', { sessionId: 'gone', atMs: nowMs - 61_000 }));
  await desk.inbox.put(someNews('new', { sessionId: 'gone', atMs: nowMs - 59_000 }));
  await sweepInbox(desk);
  expect((await desk.inbox.list()).map(({ id }) => id)).toEqual(['theirs', 'new']);
});
