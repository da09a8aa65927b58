import type { Clock } from '../../lib/clock';

/** What has come and was not looked at yet, in its order. */
export class Inbox<T> {
  private readonly items: T[] = [];
  private wake: () => void = () => undefined;

  public put(item: T): void {
    this.items.push(item);
    this.wake();
  }

  /** The oldest item, which is in here no more; undefined when there is none. */
  public take(): T | undefined {
    return this.items.shift();
  }

  /** Resolves when there is an item, the time is up, or the signal aborts; the time may be infinite. */
  public async wait(clock: Clock, durationMs: number, signal: AbortSignal): Promise<void> {
    if (this.items.length > 0 || signal.aborted || durationMs <= 0) return;
    await new Promise<void>((resolve) => {
      const go = (): void => {
        signal.removeEventListener('abort', go);
        resolve();
      };
      this.wake = go;
      signal.addEventListener('abort', go);
      if (Number.isFinite(durationMs)) clock.wait(durationMs).then(go, go);
    });
  }
}
