import type { Clock, ClockTimer } from '../clock';
import { type Processor, runJob } from './jobRun';
import type { OneTimeJob, RecurringJob } from './jobs';
import * as jobs from './jobs';
import type { JobDocument } from './types';
import type { Workspace } from './Workspace';

export type { JobContext, Processor } from './jobRun';
export type { OneTimeJob, RecurringJob } from './jobs';

const SCAN_PERIOD_MS = 5_000;
const MAX_RUNNING = 20;

/** One instance's share of the cluster's job scheduler, over the job documents of the workspace. */
export class Scheduler {
  private readonly processors = new Map<string, Processor>();
  private readonly running = new Set<string>();
  private readonly dueTimers = new Set<ClockTimer>();
  private claimed: JobDocument[] = [];
  private scanTimer: ClockTimer | undefined;
  /** End of the time that the last scan covers; nothing is due before it while the scheduler stands still. */
  private nextScanMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly workspace: Workspace,
    private readonly clock: Clock,
  ) {}

  /** Registers processors on this instance and sets up their start-up jobs; answers the ids of jobs it made. */
  async register(processors: Processor[], appId: string): Promise<string[]> {
    const made: Array<string | undefined> = [];
    for (const processor of processors) {
      this.processors.set(processor.id, processor);
      made.push(await this.scheduleStartup(processor, appId));
    }
    return made.filter((id) => id !== undefined);
  }

  /** Forgets an app's processors on this instance; their job documents stay. */
  unregister(appId: string): void {
    const isOfApp = (name: string): boolean => name.endsWith(`_${appId}`);
    for (const name of [...this.processors.keys()].filter(isOfApp)) {
      this.processors.delete(name);
    }
    jobs.unlock(
      this.workspace,
      this.claimed.filter((job) => isOfApp(job.name)).map((job) => job._id),
    );
    this.claimed = this.claimed.filter((job) => !isOfApp(job.name));
  }

  /** Adds a job document, without any de-duplication. Undefined when `when` cannot be understood. */
  async scheduleOnce(job: OneTimeJob, appId: string): Promise<string | undefined> {
    return this.followUp(jobs.insertOneTime(this.workspace, { ...job, appId, nowMs: this.clock.now() }));
  }

  /** Creates or changes the one recurring job of a processor. Undefined when the interval cannot be understood. */
  async scheduleRecurring(job: RecurringJob, appId: string): Promise<string | undefined> {
    return this.followUp(jobs.upsertRecurring(this.workspace, { ...job, appId, nowMs: this.clock.now() }));
  }

  /** Removes one document when the id (up to the first `_`) is 24 hexadecimal digits, else all jobs of that name. */
  async cancelJob(jobId: string): Promise<void> {
    jobs.removeJobs(this.workspace, jobId);
  }

  /** Removes every job of an app. */
  async cancelAllJobs(appId: string): Promise<void> {
    this.workspace.jobs.removeAll((job) => job.name.endsWith(`_${appId}`));
  }

  /** Claims what is due before the next scan and starts what is due. */
  scan(): void {
    const nowMs = this.clock.now();
    this.nextScanMs = nowMs + SCAN_PERIOD_MS;
    for (const name of this.processors.keys()) {
      const span = { nowMs, untilMs: this.nextScanMs };
      for (
        let job = jobs.claimNext(this.workspace, name, span);
        job;
        job = jobs.claimNext(this.workspace, name, span)
      ) {
        this.enqueue(job);
      }
    }
    this.startDue();
  }

  /** Scans now and every 5 s from now on. */
  start(): void {
    this.stop();
    this.scanTimer = this.clock.setInterval(() => this.scan(), SCAN_PERIOD_MS);
    this.scan();
  }

  /** Stops scanning and gives back what was claimed and not yet started. */
  stop(): void {
    jobs.unlock(
      this.workspace,
      this.claimed.map((job) => job._id),
    );
    this.halt();
  }

  /** Stops as a crash does: claims stay until they expire, 10 min after they were made, and no run is ever finished. */
  crash(): void {
    this.halt();
    this.processors.clear();
    this.running.clear();
  }

  private halt(): void {
    this.clock.clear(this.scanTimer);
    for (const timer of this.dueTimers) {
      this.clock.clear(timer);
    }
    this.dueTimers.clear();
    this.claimed = [];
    this.nextScanMs = Number.NEGATIVE_INFINITY;
  }

  private async scheduleStartup({ id, startup }: Processor, appId: string): Promise<string | undefined> {
    if (startup?.type === 'recurring') {
      return this.scheduleRecurring({ ...startup, id }, appId);
    }
    const known = this.workspace.jobs.inGroup(id, (job) => job.type === 'normal').length > 0;
    return startup && !known ? this.scheduleOnce({ ...startup, id }, appId) : undefined;
  }

  /** Lets this instance run a job that it has just written, when it is due before its next scan. */
  private followUp(job: JobDocument | undefined): string | undefined {
    if (job) {
      this.claimAtOnce(job._id, job.name);
    }
    return job?._id;
  }

  private claimAtOnce(id: string, name: string): void {
    if (!this.processors.has(name)) {
      return;
    }
    const span = { nowMs: this.clock.now(), untilMs: this.nextScanMs };
    const job = jobs.claimById(this.workspace, id, span);
    if (job) {
      this.enqueue(job);
      this.startDue();
    }
  }

  private enqueue(job: JobDocument): void {
    this.claimed.push(job);
    const delayMs = jobs.dueMs(job) - this.clock.now();
    if (delayMs <= 0) {
      return;
    }
    const timer = this.clock.setTimeout(() => {
      this.dueTimers.delete(timer);
      this.startDue();
    }, delayMs);
    this.dueTimers.add(timer);
  }

  private startDue(): void {
    const nowMs = this.clock.now();
    for (const job of this.claimed.filter((candidate) => jobs.dueMs(candidate) <= nowMs)) {
      const processor = this.processors.get(job.name);
      if (!processor || this.running.has(job.name) || this.running.size >= MAX_RUNNING) {
        continue;
      }
      this.claimed = this.claimed.filter((other) => other !== job);
      if (job.lockedAt && job.lockedAt.getTime() > nowMs - jobs.LOCK_LIFETIME_MS) {
        void this.run(job, processor);
      }
    }
  }

  private async run(job: JobDocument, processor: Processor): Promise<void> {
    this.running.add(job.name);
    await runJob(this.workspace, this.clock, {
      job,
      processor,
      isAlive: () => this.processors.get(job.name) === processor,
    });
    this.running.delete(job.name);
    this.claimAtOnce(job._id, job.name);
    this.startDue();
  }
}
