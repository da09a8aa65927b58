import { randomHexId } from './ids';
import { nextRunOf, parseWhen } from './jobTimes';
import type { JobDocument } from './types';
import type { Workspace } from './Workspace';

/** A one-time job; `when` is a date or words that date.js understands. */
export interface OneTimeJob {
  /** `<processorId>_<appId>`. */
  id: string;
  when: string | Date;
  data?: object;
}

/** The recurring job of a processor; `interval` is cron, words such as `10 seconds`, or milliseconds. */
export interface RecurringJob {
  /** `<processorId>_<appId>`. */
  id: string;
  interval: string | number;
  skipImmediate?: boolean;
  data?: object;
}

/** How long a claim on a job keeps others away from it. */
export const LOCK_LIFETIME_MS = 10 * 60_000;

/** The time from now to the next scan, in milliseconds since the epoch. */
export interface Span {
  nowMs: number;
  untilMs: number;
}

const HEX_ID = /^[0-9a-f]{24}$/i;

/** Adds a one-time job; undefined when its time cannot be understood. */
export function insertOneTime(
  workspace: Workspace,
  job: OneTimeJob & { appId: string; nowMs: number },
): JobDocument | undefined {
  const nextRunAt = parseWhen(job.when, job.nowMs);
  if (!nextRunAt) {
    return undefined;
  }
  const document = newDocument(job, { type: 'normal', nextRunAt });
  workspace.jobs.insert(document);
  return document;
}

/**
 * Creates or changes the one recurring job of a processor. A job that exists keeps its next run unless the new one
 * lies ahead; undefined when the interval cannot be understood.
 */
export function upsertRecurring(
  workspace: Workspace,
  job: RecurringJob & { appId: string; nowMs: number },
): JobDocument | undefined {
  const { interval, nowMs, skipImmediate } = job;
  const nextRunAt = nextRunOf({ interval, nowMs, ...(skipImmediate ? { lastRunMs: nowMs } : {}) });
  if (!nextRunAt) {
    return undefined;
  }
  const document = { ...newDocument(job, { type: 'single', nextRunAt }), repeatInterval: interval };
  const present = workspace.jobs.inGroup(job.id, (candidate) => candidate.type === 'single')[0];
  if (!present) {
    workspace.jobs.insert(document);
    return document;
  }
  return workspace.jobs.update(present._id, (stored) => {
    stored.data = document.data;
    stored.repeatInterval = interval;
    if (nextRunAt.getTime() > nowMs) {
      stored.nextRunAt = nextRunAt;
    }
  });
}

/** Claims the next job of a processor that is due by `untilMs`, or whose claim has expired, for one instance. */
export function claimNext(workspace: Workspace, name: string, { nowMs, untilMs }: Span): JobDocument | undefined {
  const next = workspace.jobs
    .inGroup(name, (job) => isClaimable(job, nowMs, untilMs))
    .sort((a, b) => dueMs(a) - dueMs(b))[0];
  return next && lock(workspace, next._id, nowMs);
}

/** Claims one job if it is free and due before `untilMs`. */
export function claimById(workspace: Workspace, id: string, { nowMs, untilMs }: Span): JobDocument | undefined {
  const job = workspace.jobs.get(id);
  const isDue = job !== undefined && job.nextRunAt !== null && job.lockedAt === null && dueMs(job) < untilMs;
  return isDue ? lock(workspace, id, nowMs) : undefined;
}

/** Gives claims back. */
export function unlock(workspace: Workspace, ids: string[]): void {
  for (const id of ids) {
    workspace.jobs.update(id, (job) => {
      job.lockedAt = null;
    });
  }
}

/** Removes one job when the id, up to its first `_`, is 24 hexadecimal digits; else all jobs of that name. */
export function removeJobs(workspace: Workspace, jobId: string): void {
  const [head = ''] = jobId.split('_');
  if (HEX_ID.test(head)) {
    workspace.jobs.remove(head);
  } else {
    workspace.jobs.removeAll((job) => job.name === jobId);
  }
}

/** When a job is due, in milliseconds since the epoch; never for one that has no further run. */
export function dueMs(job: JobDocument): number {
  return job.nextRunAt?.getTime() ?? Number.POSITIVE_INFINITY;
}

function newDocument(
  job: { id: string; appId: string; data?: object },
  fields: Pick<JobDocument, 'type' | 'nextRunAt'>,
): JobDocument {
  return { _id: randomHexId(), name: job.id, data: { ...job.data, appId: job.appId }, lockedAt: null, ...fields };
}

function isClaimable(job: Readonly<JobDocument>, nowMs: number, untilMs: number): boolean {
  if (job.nextRunAt === null) {
    return false;
  }
  return job.lockedAt === null
    ? job.nextRunAt.getTime() <= untilMs
    : job.lockedAt.getTime() <= nowMs - LOCK_LIFETIME_MS;
}

function lock(workspace: Workspace, id: string, nowMs: number): JobDocument | undefined {
  return workspace.jobs.update(id, (job) => {
    job.lockedAt = new Date(nowMs);
  });
}
