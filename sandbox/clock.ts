/** Handle of a timer that was started on a {@link Clock}; only good for stopping it again. */
export interface ClockTimer {
  readonly cancel: () => void;
}

/** The only source of time in the sandbox, so that a test can hold it still and move it by hand. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once, `delayMs` from now. */
  setTimeout(callback: () => void, delayMs: number): ClockTimer;
  /** Calls back every `periodMs` until it is cleared. */
  setInterval(callback: () => void, periodMs: number): ClockTimer;
  /** Stops a timer; a timer that has fired or was stopped before is ignored. */
  clear(timer: ClockTimer | undefined): void;
}

/** The machine's own time. */
export class RealClock implements Clock {
  now(): number {
    return Date.now();
  }

  setTimeout(callback: () => void, delayMs: number): ClockTimer {
    const timer = setTimeout(callback, delayMs);
    return { cancel: () => clearTimeout(timer) };
  }

  setInterval(callback: () => void, periodMs: number): ClockTimer {
    const timer = setInterval(callback, periodMs);
    return { cancel: () => clearInterval(timer) };
  }

  clear(timer: ClockTimer | undefined): void {
    timer?.cancel();
  }
}

/** A clock that somebody sets while it runs, as a time server does; what was timed is due when it would have been. */
export class MovedClock implements Clock {
  private offsetMs = 0;

  constructor(private readonly clock: Clock) {}

  now(): number {
    return this.clock.now() + this.offsetMs;
  }

  /** Forward by so much, or back if that is negative. */
  move(byMs: number): void {
    this.offsetMs += byMs;
  }

  setTimeout(callback: () => void, delayMs: number): ClockTimer {
    return this.clock.setTimeout(callback, delayMs);
  }

  setInterval(callback: () => void, periodMs: number): ClockTimer {
    return this.clock.setInterval(callback, periodMs);
  }

  clear(timer: ClockTimer | undefined): void {
    this.clock.clear(timer);
  }
}

interface PendingTimer {
  dueAt: number;
  readonly order: number;
  readonly callback: () => void;
  readonly periodMs?: number;
}

/** A clock that stands still until {@link ManualClock.advance} moves it. */
export class ManualClock implements Clock {
  private readonly pending = new Set<PendingTimer>();
  private started = 0;

  constructor(private nowMs = Date.UTC(2026, 0, 5, 9, 0, 0)) {}

  now(): number {
    return this.nowMs;
  }

  setTimeout(callback: () => void, delayMs: number): ClockTimer {
    return this.add({ dueAt: this.nowMs + Math.max(0, delayMs), order: this.started++, callback });
  }

  setInterval(callback: () => void, periodMs: number): ClockTimer {
    const period = Math.max(1, periodMs);
    return this.add({ dueAt: this.nowMs + period, order: this.started++, callback, periodMs: period });
  }

  clear(timer: ClockTimer | undefined): void {
    timer?.cancel();
  }

  /** Moves time on by `ms`, firing what falls due in order of time and letting each callback's work settle. */
  async advance(ms: number): Promise<void> {
    const target = this.nowMs + ms;
    await settle();
    for (let next = this.earliest(target); next; next = this.earliest(target)) {
      this.nowMs = next.dueAt;
      if (next.periodMs === undefined) {
        this.pending.delete(next);
      } else {
        next.dueAt += next.periodMs;
      }
      next.callback();
      await settle();
    }
    this.nowMs = target;
  }

  private add(timer: PendingTimer): ClockTimer {
    this.pending.add(timer);
    return { cancel: () => this.pending.delete(timer) };
  }

  private earliest(target: number): PendingTimer | undefined {
    let found: PendingTimer | undefined;
    for (const timer of this.pending) {
      const sooner = !found || timer.dueAt < found.dueAt || (timer.dueAt === found.dueAt && timer.order < found.order);
      if (timer.dueAt <= target && sooner) {
        found = timer;
      }
    }
    return found;
  }
}

/** Resolves when promises and immediates that are already under way have had their turn. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}
