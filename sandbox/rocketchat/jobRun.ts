import type { Clock } from '../clock';
import { nextRunOf } from './jobTimes';
import type { JobDocument } from './types';
import type { Workspace } from './Workspace';

/** Longest time that a run may take; afterwards it counts as failed, although its code may still go on. */
const RUN_LIMIT_MS = 30_000;

/** What a processor is given: the job's data, and the id of its document. */
export type JobContext = Record<string, unknown> & { jobId: string };

/** A processor of one app on one instance. */
export interface Processor {
  /** `<processorId>_<appId>`, as the engine gives it. */
  id: string;
  run: (context: JobContext) => Promise<void>;
  startup?:
    | { type: 'onetime'; when: string | Date; data?: object }
    | { type: 'recurring'; interval: string | number; skipImmediate?: boolean; data?: object };
}

/** One run of a claimed job. */
export interface JobRun {
  job: JobDocument;
  processor: Processor;
  /** Whether the instance is still there to write down how the run ended. */
  isAlive: () => boolean;
}

/** Runs a claimed job once. Its next run is fixed before it starts, so a failure neither repeats nor stops it. */
export async function runJob(workspace: Workspace, clock: Clock, { job, processor, isAlive }: JobRun): Promise<void> {
  const started = workspace.jobs.update(job._id, (stored) => {
    const nowMs = clock.now();
    const { repeatInterval: interval } = stored;
    stored.lastRunAt = new Date(nowMs);
    stored.nextRunAt = (interval !== undefined && nextRunOf({ interval, nowMs, lastRunMs: nowMs })) || null;
  });
  if (!started) {
    return;
  }
  const { appId: _, ...data } = started.data;
  const failure = await outcome(clock, () => processor.run({ ...data, jobId: job._id }));
  if (isAlive()) {
    recordEnd(workspace, clock, { id: job._id, failure });
  }
}

async function outcome(clock: Clock, run: () => Promise<void>): Promise<string | undefined> {
  return new Promise((resolve) => {
    const timer = clock.setTimeout(() => resolve(`the run took longer than ${RUN_LIMIT_MS} ms`), RUN_LIMIT_MS);
    const end = (failure?: string): void => {
      clock.clear(timer);
      resolve(failure);
    };
    // The extra `then` turns a processor that throws at once into one that rejects.
    Promise.resolve()
      .then(run)
      .then(
        () => end(),
        (error: unknown) => end(error instanceof Error ? error.message : String(error)),
      );
  });
}

function recordEnd(workspace: Workspace, clock: Clock, { id, failure }: { id: string; failure?: string }): void {
  const at = new Date(clock.now());
  const ended = workspace.jobs.update(id, (job) => {
    job.lockedAt = null;
    job.lastFinishedAt = at;
    if (failure !== undefined) {
      job.failedAt = at;
      job.failReason = failure;
      job.failCount = (job.failCount ?? 0) + 1;
    }
  });
  if (ended && failure === undefined && ended.nextRunAt === null) {
    workspace.jobs.remove(id);
  }
}
