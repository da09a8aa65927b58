import type { Heartbeats } from '../../lib/Mailbox';

/** Heartbeats as their contract describes them, in memory. */
export class MemoryHeartbeats implements Heartbeats {
  private readonly beats = new Map<string, number>();

  public async beat(instance: string, atMs: number): Promise<void> {
    this.beats.set(instance, atMs);
  }

  public async list(): Promise<ReadonlyMap<string, number>> {
    return new Map(this.beats);
  }

  public async remove(instance: string): Promise<void> {
    this.beats.delete(instance);
  }
}
