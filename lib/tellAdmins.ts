import type { Log } from './log';
import type { Problem } from './problem';
import type { ToldProblems } from './ToldProblems';

/** Those who should know when something is wrong. */
export interface Admins {
  /** Whether anybody can be told. */
  areKnown(): Promise<boolean>;
  /** Writes to each of them; answers whether anybody got it. */
  tell(text: string): Promise<boolean>;
}

/** What admins are told from. */
export interface NoticeDesk {
  /** The problems as they are at the time of the call. */
  readonly find: () => Promise<readonly Problem[]>;
  readonly told: ToldProblems;
  readonly admins: Admins;
  /** Does something while no other app instance is doing it. */
  readonly inTurn: (work: () => Promise<void>) => Promise<void>;
  readonly log: Log;
}

/**
 * Tells the admins of every problem that is new, and of every one that is solved: once each, whatever number of instances
 * look, and again only when a problem has come back. What nobody could be told is told as soon as somebody can be.
 */
export async function tellAdmins(desk: NoticeDesk): Promise<void> {
  if (await hasNews(desk)) await desk.inTurn(() => tellNews(desk));
}

/** A look that costs little, because there seldom are any. */
async function hasNews({ find, told, admins }: NoticeDesk): Promise<boolean> {
  const [problems, known] = await Promise.all([find(), told.list()]);
  const isKnown = ({ id }: Problem) => known.some((other) => other.id === id);
  const isThere = ({ id }: Problem) => problems.some((other) => other.id === id);
  if (!problems.every(isKnown) || !known.every(isThere)) return true;
  return known.some(({ isTold }) => !isTold) && (await admins.areKnown());
}

/** Looks again: what was found before the turn came may have been told, or solved, meanwhile. */
async function tellNews(desk: NoticeDesk): Promise<void> {
  const [problems, known] = await Promise.all([desk.find(), desk.told.list()]);
  for (const { id, sentence } of problems) {
    const before = known.find((other) => other.id === id);
    if (before?.isTold) continue;
    if (!before) desk.log.warn('An admin should put something right', { problem: sentence });
    const isTold = await desk.admins.tell(`:warning: Handover to the contact centre: ${sentence}`);
    // Told first and kept then: an instance that dies between the two makes it come twice, and not never.
    if (isTold || !before) await desk.told.keep({ id, sentence, isTold });
  }
  for (const { id, sentence, isTold } of known) {
    if (problems.some((other) => other.id === id)) continue;
    desk.log.info('A problem is solved', { problem: sentence });
    if (isTold) await desk.admins.tell(`:white_check_mark: Solved: ${sentence}`);
    await desk.told.forget(id);
  }
}
