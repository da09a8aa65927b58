import type { IOnetimeSchedule, IProcessor, IRecurringSchedule } from '@rocket.chat/apps-engine/definition/scheduler';
import { SchedulerBridge } from '@rocket.chat/apps-engine/server/bridges/SchedulerBridge';
import type { Processor } from '../../rocketchat/jobRun';
import type { Scheduler } from '../../rocketchat/Scheduler';

/** Background jobs of apps. */
export class Jobs extends SchedulerBridge {
  constructor(private readonly scheduler: Scheduler) {
    super();
  }

  protected override registerProcessors(processors: IProcessor[], appId: string): Promise<string[]> {
    return this.scheduler.register(processors.map(processorOf), appId);
  }

  protected override scheduleOnce({ id, when, data }: IOnetimeSchedule, appId: string): Promise<string | undefined> {
    return this.scheduler.scheduleOnce({ id, when, data }, appId);
  }

  protected override scheduleRecurring(job: IRecurringSchedule, appId: string): Promise<string | undefined> {
    const { id, interval, skipImmediate, data } = job;
    return this.scheduler.scheduleRecurring({ id, interval, skipImmediate, data }, appId);
  }

  protected override cancelJob(jobId: string): Promise<void> {
    return this.scheduler.cancelJob(jobId);
  }

  override cancelAllJobs(appId: string): Promise<void> {
    return this.scheduler.cancelAllJobs(appId);
  }
}

/** The engine has already wrapped the app's processor into a call of its process; the accessors come from there. */
function processorOf({ id, processor, startupSetting }: IProcessor): Processor {
  const run = processor as unknown as Processor['run'];
  return { id, run, ...(startupSetting && { startup: startupSetting as Processor['startup'] }) };
}
