import type { ClockTimer } from '../clock';
import type { ServerContext } from './context';
import { processQueueOnce, queueDelayMs } from './queue';

/** The background worker of one instance that gives waiting rooms to agents. */
export class QueueWorker {
  private timer: ClockTimer | undefined;
  /** Counts starts and stops, so that a cycle which outlives a stop does not go on. */
  private generation = 0;

  constructor(private readonly context: ServerContext) {}

  /** One cycle: tries one inquiry per department. Answers how many got an agent. */
  processOnce(): Promise<number> {
    return processQueueOnce(this.context);
  }

  /** Runs a cycle every `Omnichannel_queue_delay_timeout` seconds until stopped. */
  start(): void {
    this.stop();
    this.scheduleNext(this.generation);
  }

  stop(): void {
    this.generation += 1;
    this.context.clock.clear(this.timer);
  }

  private scheduleNext(generation: number): void {
    const delayMs = queueDelayMs(this.context.workspace);
    this.timer = this.context.clock.setTimeout(() => void this.cycle(generation), delayMs);
  }

  private async cycle(generation: number): Promise<void> {
    await this.processOnce();
    if (generation === this.generation) {
      this.scheduleNext(generation);
    }
  }
}
