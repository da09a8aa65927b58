import type { Desk } from './Desk';

/** Whoever put news in also looks whose they are; it takes no longer than this unless it has died. */
const ORPHANED_MS = 60_000;

/** Takes out news for sessions that there are not any more. */
export async function sweepInbox({ inbox, sessions, clock }: Desk): Promise<void> {
  const news = await inbox.list();
  const old = news.filter(({ atMs }) => clock.nowMs() - atMs > ORPHANED_MS);
  if (old.length === 0) return;
  const living = new Set((await sessions.list()).map(({ id }) => id));
  for (const one of old.filter(({ sessionId }) => !living.has(sessionId))) await inbox.remove(one);
}
