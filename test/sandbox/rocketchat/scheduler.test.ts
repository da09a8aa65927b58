/// <reference types="jest" />
import { ManualClock, settle } from '../../../sandbox/clock';
import { type JobContext, Scheduler } from '../../../sandbox/rocketchat/Scheduler';
import { Workspace } from '../../../sandbox/rocketchat/Workspace';

const app = 'app-1';
const id = `tick_${app}`;

class Cluster {
  readonly clock = new ManualClock();
  readonly workspace = new Workspace();
  /** `<instance>@<ms since start>` for every run that began. */
  readonly runs: string[] = [];
  readonly contexts: JobContext[] = [];
  private readonly startMs = this.clock.now();

  async instance(name: string, run: () => Promise<void> = async () => undefined): Promise<Scheduler> {
    const scheduler = new Scheduler(this.workspace, this.clock);
    const record = async (context: JobContext): Promise<void> => {
      this.runs.push(`${name}@${this.clock.now() - this.startMs}`);
      this.contexts.push(context);
      await run();
    };
    await scheduler.register([{ id, run: record }], app);
    return scheduler;
  }

  in(ms: number): Date {
    return new Date(this.clock.now() + ms);
  }

  jobs() {
    return this.workspace.jobs.find();
  }
}

const never = () => new Promise<void>(() => undefined);
const failing = async () => {
  throw new Error('broken');
};

describe('a one-time job', () => {
  it('gets a document of its own each time, without de-duplication', async () => {
    const cluster = new Cluster();
    const scheduler = await cluster.instance('a');
    const ids = [
      await scheduler.scheduleOnce({ id, when: cluster.in(60_000) }, app),
      await scheduler.scheduleOnce({ id, when: cluster.in(60_000) }, app),
    ];
    expect(new Set(ids).size).toBe(2);
    expect(ids).toEqual([expect.stringMatching(/^[0-9a-f]{24}$/), expect.stringMatching(/^[0-9a-f]{24}$/)]);
    expect(cluster.jobs()).toHaveLength(2);
  });

  it('gives the processor its data and the job id', async () => {
    const cluster = new Cluster();
    const scheduler = await cluster.instance('a');
    scheduler.start();
    const jobId = await scheduler.scheduleOnce({ id, when: 'now', data: { rid: 'one' } }, app);
    await settle();
    expect(cluster.contexts).toEqual([{ rid: 'one', jobId }]);
  });

  it('runs on the instance that scheduled it when due before its next scan', async () => {
    const cluster = new Cluster();
    const [a, b] = [await cluster.instance('a'), await cluster.instance('b')];
    a.start();
    b.start();
    await cluster.clock.advance(1_000);
    await b.scheduleOnce({ id, when: cluster.in(3_000) }, app);
    await cluster.clock.advance(10_000);
    expect(cluster.runs).toEqual(['b@4000']);
  });

  it('is claimed by the instance that scans first when due later, and runs on time there', async () => {
    const cluster = new Cluster();
    const [a, b] = [await cluster.instance('a'), await cluster.instance('b')];
    b.start();
    await cluster.clock.advance(2_000);
    a.start();
    await a.scheduleOnce({ id, when: cluster.in(6_000) }, app);
    await cluster.clock.advance(20_000);
    expect(cluster.runs).toEqual(['b@8000']);
  });

  it('waits for a scan when the scheduling instance does not know the processor', async () => {
    const cluster = new Cluster();
    const a = await cluster.instance('a');
    const other = new Scheduler(cluster.workspace, cluster.clock);
    a.start();
    other.start();
    await cluster.clock.advance(1_000);
    await other.scheduleOnce({ id, when: 'now' }, app);
    await cluster.clock.advance(3_999);
    expect(cluster.runs).toEqual([]);
    await cluster.clock.advance(1);
    expect(cluster.runs).toEqual(['a@5000']);
  });

  it('runs once in the whole cluster', async () => {
    const cluster = new Cluster();
    const [a, b, c] = [await cluster.instance('a'), await cluster.instance('b'), await cluster.instance('c')];
    for (let count = 0; count < 10; count++) {
      await a.scheduleOnce({ id, when: cluster.in(count) }, app);
    }
    for (const scheduler of [a, b, c]) {
      scheduler.start();
    }
    await cluster.clock.advance(20_000);
    expect(cluster.runs).toHaveLength(10);
  });

  it('is deleted after success', async () => {
    const cluster = new Cluster();
    const scheduler = await cluster.instance('a');
    scheduler.start();
    await scheduler.scheduleOnce({ id, when: 'now' }, app);
    await settle();
    expect(cluster.runs).toHaveLength(1);
    expect(cluster.jobs()).toEqual([]);
  });

  it('stays as failed after an error and is never run again', async () => {
    const cluster = new Cluster();
    const scheduler = await cluster.instance('a', failing);
    scheduler.start();
    await scheduler.scheduleOnce({ id, when: 'now' }, app);
    await cluster.clock.advance(30 * 60_000);
    expect(cluster.runs).toHaveLength(1);
    expect(cluster.jobs()).toEqual([
      expect.objectContaining({ failReason: 'broken', failCount: 1, nextRunAt: null, lockedAt: null }),
    ]);
  });

  it('fails after 30 s although its code goes on', async () => {
    const cluster = new Cluster();
    const scheduler = await cluster.instance('a', never);
    scheduler.start();
    await scheduler.scheduleOnce({ id, when: 'now' }, app);
    await cluster.clock.advance(29_999);
    expect(cluster.jobs()[0]).not.toHaveProperty('failedAt');
    await cluster.clock.advance(1);
    expect(cluster.jobs()[0]).toMatchObject({ failCount: 1, failedAt: new Date(cluster.clock.now()) });
  });

  it('is lost when its instance dies while running it', async () => {
    const cluster = new Cluster();
    const [a, b] = [await cluster.instance('a', never), await cluster.instance('b')];
    a.start();
    await a.scheduleOnce({ id, when: 'now' }, app);
    await settle();
    a.crash();
    b.start();
    await cluster.clock.advance(30 * 60_000);
    expect(cluster.runs).toEqual(['a@0']);
  });

  it('is run by another when its instance dies with it claimed but not started, once the claim expires', async () => {
    const cluster = new Cluster();
    const [a, b] = [await cluster.instance('a'), await cluster.instance('b')];
    a.start();
    await a.scheduleOnce({ id, when: cluster.in(4_000) }, app);
    a.crash();
    b.start();
    await cluster.clock.advance(599_999);
    expect(cluster.runs).toEqual([]);
    await cluster.clock.advance(5_001);
    expect(cluster.runs).toEqual(['b@600000']);
  });

  it('is given back when its instance stops in good order', async () => {
    const cluster = new Cluster();
    const [a, b] = [await cluster.instance('a'), await cluster.instance('b')];
    a.start();
    await a.scheduleOnce({ id, when: cluster.in(4_000) }, app);
    a.stop();
    b.start();
    await cluster.clock.advance(5_000);
    expect(cluster.runs).toEqual(['b@4000']);
  });

  it.each([
    ['now', 0],
    ['5s', 5_000],
    ['1 second', 1_000],
    ['in 5 seconds', 5_000],
  ])('understands “%s”', async (when, delayMs) => {
    const cluster = new Cluster();
    const scheduler = await cluster.instance('a');
    await scheduler.scheduleOnce({ id, when }, app);
    expect(cluster.jobs()[0]?.nextRunAt).toEqual(cluster.in(delayMs));
  });

  it('is not made when its time is no time', async () => {
    const cluster = new Cluster();
    const scheduler = await cluster.instance('a');
    await expect(scheduler.scheduleOnce({ id, when: new Date(Number.NaN) }, app)).resolves.toBeUndefined();
    expect(cluster.jobs()).toEqual([]);
  });
});

describe('one processor', () => {
  it('runs one job at a time on an instance', async () => {
    const cluster = new Cluster();
    const releases: Array<() => void> = [];
    const scheduler = await cluster.instance('a', () => new Promise((resolve) => releases.push(resolve)));
    scheduler.start();
    await scheduler.scheduleOnce({ id, when: 'now' }, app);
    await scheduler.scheduleOnce({ id, when: 'now' }, app);
    await settle();
    expect(cluster.runs).toHaveLength(1);
    releases[0]?.();
    await settle();
    expect(cluster.runs).toHaveLength(2);
  });

  it('runs several jobs at a time on several instances', async () => {
    const cluster = new Cluster();
    const [a, b] = [await cluster.instance('a', never), await cluster.instance('b', never)];
    a.start();
    b.start();
    await a.scheduleOnce({ id, when: 'now' }, app);
    await b.scheduleOnce({ id, when: 'now' }, app);
    await settle();
    expect(cluster.runs).toEqual(['a@0', 'b@0']);
  });
});

describe('a recurring job', () => {
  it('has one document per processor, whose data and interval the next call replaces', async () => {
    const cluster = new Cluster();
    const [a, b] = [await cluster.instance('a'), await cluster.instance('b')];
    const first = await a.scheduleRecurring({ id, interval: '10 seconds', data: { n: 1 } }, app);
    const second = await b.scheduleRecurring({ id, interval: '20 seconds', data: { n: 2 } }, app);
    expect(second).toBe(first);
    expect(cluster.jobs()).toEqual([
      expect.objectContaining({ type: 'single', repeatInterval: '20 seconds', data: { n: 2, appId: app } }),
    ]);
  });

  it('runs at once and then after every interval', async () => {
    const cluster = new Cluster();
    const scheduler = await cluster.instance('a');
    scheduler.start();
    await scheduler.scheduleRecurring({ id, interval: '10 seconds' }, app);
    await cluster.clock.advance(25_000);
    expect(cluster.runs).toEqual(['a@0', 'a@10000', 'a@20000']);
  });

  it('waits for its first interval when told to skip the immediate run', async () => {
    const cluster = new Cluster();
    const scheduler = await cluster.instance('a');
    scheduler.start();
    await scheduler.scheduleRecurring({ id, interval: 2_000, skipImmediate: true }, app);
    await cluster.clock.advance(5_000);
    expect(cluster.runs).toEqual(['a@2000', 'a@4000']);
  });

  it('keeps its next run when it is scheduled again for at once', async () => {
    const cluster = new Cluster();
    const scheduler = await cluster.instance('a');
    scheduler.start();
    await scheduler.scheduleRecurring({ id, interval: '10 seconds' }, app);
    await cluster.clock.advance(4_000);
    await scheduler.scheduleRecurring({ id, interval: '10 seconds' }, app);
    await cluster.clock.advance(7_000);
    expect(cluster.runs).toEqual(['a@0', 'a@10000']);
  });

  it('understands cron with five and six fields', async () => {
    const cluster = new Cluster();
    const scheduler = await cluster.instance('a');
    scheduler.start();
    await scheduler.scheduleRecurring({ id, interval: '*/2 * * * * *' }, app);
    await cluster.clock.advance(5_000);
    expect(cluster.runs).toEqual(['a@2000', 'a@4000']);
    await scheduler.scheduleRecurring({ id, interval: '*/2 * * * *' }, app);
    expect(cluster.jobs()[0]?.nextRunAt).toEqual(cluster.in(115_000));
  });

  it('is not made from an interval that nobody understands', async () => {
    const cluster = new Cluster();
    const scheduler = await cluster.instance('a');
    await expect(scheduler.scheduleRecurring({ id, interval: '30s' }, app)).resolves.toBeUndefined();
    expect(cluster.jobs()).toEqual([]);
  });

  it('goes on after a failure', async () => {
    const cluster = new Cluster();
    const scheduler = await cluster.instance('a', failing);
    scheduler.start();
    await scheduler.scheduleRecurring({ id, interval: '10 seconds' }, app);
    await cluster.clock.advance(20_000);
    expect(cluster.runs).toHaveLength(3);
    expect(cluster.jobs()[0]).toMatchObject({ failCount: 3, failReason: 'broken' });
  });

  it('goes on after 30 s while the code of its last run may still be at work', async () => {
    const cluster = new Cluster();
    const scheduler = await cluster.instance('a', never);
    scheduler.start();
    await scheduler.scheduleRecurring({ id, interval: '10 seconds' }, app);
    await cluster.clock.advance(30_000);
    expect(cluster.runs).toEqual(['a@0', 'a@30000']);
  });

  it('is picked up by another instance once the claim of a dead one expires', async () => {
    const cluster = new Cluster();
    const [a, b] = [await cluster.instance('a', never), await cluster.instance('b')];
    a.start();
    await a.scheduleRecurring({ id, interval: '1 minute' }, app);
    await settle();
    a.crash();
    b.start();
    await cluster.clock.advance(605_000);
    expect(cluster.runs).toEqual(['a@0', 'b@600000']);
  });
});

describe('a start-up setting', () => {
  const when = new Date(Date.UTC(2030, 0, 1));

  it('makes a one-time job unless any one-time document of that name exists, failed ones included', async () => {
    const cluster = new Cluster();
    const processor = { id, run: failing, startup: { type: 'onetime' as const, when: 'now' } };
    const [a, b] = [await cluster.instance('a'), await cluster.instance('b')];
    a.start();
    await expect(a.register([processor], app)).resolves.toHaveLength(1);
    await settle();
    expect(cluster.jobs()[0]).toMatchObject({ failCount: 1 });
    await expect(b.register([{ ...processor, startup: { type: 'onetime', when } }], app)).resolves.toEqual([]);
    expect(cluster.jobs()).toHaveLength(1);
  });

  it('makes the recurring job on every instance, which stays one', async () => {
    const cluster = new Cluster();
    const processor = { id, run: failing, startup: { type: 'recurring' as const, interval: '1 minute' } };
    const [a, b] = [await cluster.instance('a'), await cluster.instance('b')];
    const made = [...(await a.register([processor], app)), ...(await b.register([processor], app))];
    expect(new Set(made).size).toBe(1);
    expect(cluster.jobs()).toHaveLength(1);
  });
});

describe('cancelling', () => {
  it('removes one job by its id, also with the app’s suffix', async () => {
    const cluster = new Cluster();
    const scheduler = await cluster.instance('a');
    const first = await scheduler.scheduleOnce({ id, when: cluster.in(60_000) }, app);
    const second = await scheduler.scheduleOnce({ id, when: cluster.in(60_000) }, app);
    const third = await scheduler.scheduleOnce({ id, when: cluster.in(60_000) }, app);
    await scheduler.cancelJob(first ?? '');
    await scheduler.cancelJob(`${second}_${app}`);
    expect(cluster.jobs().map((job) => job._id)).toEqual([third]);
  });

  it('removes all jobs of a processor by its name', async () => {
    const cluster = new Cluster();
    const scheduler = await cluster.instance('a');
    await scheduler.scheduleOnce({ id, when: cluster.in(60_000) }, app);
    await scheduler.scheduleRecurring({ id, interval: '1 minute' }, app);
    await scheduler.scheduleOnce({ id: `other_${app}`, when: cluster.in(60_000) }, app);
    await scheduler.cancelJob(id);
    expect(cluster.jobs().map((job) => job.name)).toEqual([`other_${app}`]);
  });

  it('removes all jobs of an app and of no other', async () => {
    const cluster = new Cluster();
    const scheduler = await cluster.instance('a');
    await scheduler.scheduleOnce({ id, when: cluster.in(60_000) }, app);
    await scheduler.scheduleOnce({ id: 'tick_app-2', when: cluster.in(60_000) }, 'app-2');
    await scheduler.cancelAllJobs(app);
    expect(cluster.jobs().map((job) => job.name)).toEqual(['tick_app-2']);
  });

  it('keeps a claimed job from starting', async () => {
    const cluster = new Cluster();
    const scheduler = await cluster.instance('a');
    scheduler.start();
    const jobId = await scheduler.scheduleOnce({ id, when: cluster.in(3_000) }, app);
    await scheduler.cancelJob(jobId ?? '');
    await cluster.clock.advance(10_000);
    expect(cluster.runs).toEqual([]);
  });
});

describe('an app that is unregistered on one instance', () => {
  it('leaves its jobs to the other instances', async () => {
    const cluster = new Cluster();
    const [a, b] = [await cluster.instance('a'), await cluster.instance('b')];
    a.start();
    await a.scheduleOnce({ id, when: cluster.in(4_000) }, app);
    a.unregister(app);
    b.start();
    await cluster.clock.advance(10_000);
    expect(cluster.runs).toEqual(['b@4000']);
  });
});
