import type { Clock } from './clock';
import type { Log } from './log';

/** Lines that are kept until somebody can take them; of more, the newest. */
const MOST_LINES = 500;

type Level = 'info' | 'warn' | 'error';

/**
 * The log of work that goes on after the call it began in. The host takes an app's lines with its answer to a call, and
 * never again, so lines that come later wait here for the next call.
 */
export class BackgroundLog implements Log {
  private lines: Array<readonly [level: Level, message: string, context: object]> = [];

  constructor(private readonly clock: Pick<Clock, 'nowMs'>) {}

  public info(message: string, context?: object): void {
    this.keep('info', message, context);
  }

  public warn(message: string, context?: object): void {
    this.keep('warn', message, context);
  }

  public error(message: string, context?: object): void {
    this.keep('error', message, context);
  }

  /** Gives every line that waits, each with the time it is from, to the log of a call that is still to be answered. */
  public handTo(log: Log): void {
    const { lines } = this;
    this.lines = [];
    for (const [level, message, context] of lines) log[level](message, context);
  }

  private keep(level: Level, message: string, context: object = {}): void {
    this.lines.push([level, message, { at: new Date(this.clock.nowMs()).toISOString(), ...context }]);
    if (this.lines.length > MOST_LINES) this.lines.shift();
  }
}
