import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { catchesSignal } from './catchesSignal';

/** The clock that the app processes of one instance see: their machine's, moved by so much. */
export class ProcessClock {
  private offsetMs = 0;
  private readonly pids = new Set<number>();

  /** `folder` is one that the processes can read. */
  constructor(private readonly folder: string) {}

  /** A process was just started. */
  begin(pid: number): void {
    this.pids.add(pid);
    if (this.offsetMs !== 0) this.write(pid);
  }

  /** A process is gone. */
  end(pid: number): void {
    this.pids.delete(pid);
    rmSync(this.fileOf(pid), { force: true });
  }

  /** Moves the clock by so much; resolves when every process has been told. */
  async move(byMs: number): Promise<void> {
    this.offsetMs += byMs;
    const { pids } = this;
    for (const pid of pids) this.write(pid);
    // A process that does not listen yet is still to begin, and reads by itself then.
    const tell = async (pid: number) => {
      if ((await catchesSignal(pid, 'SIGHUP')) && pids.has(pid)) process.kill(pid, 'SIGHUP');
    };
    await Promise.all([...pids].map(tell));
  }

  private write(pid: number): void {
    writeFileSync(this.fileOf(pid), String(this.offsetMs));
  }

  private fileOf(pid: number): string {
    return path.join(this.folder, `clock-${pid}`);
  }
}
