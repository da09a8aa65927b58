import { CronExpressionParser } from 'cron-parser';
import parseWords from 'date.js';
import humanInterval from 'human-interval';

/** The moment that `when` names, as seen at `nowMs`; undefined when it names none. */
export function parseWhen(when: string | Date, nowMs: number): Date | undefined {
  const moment = typeof when === 'string' ? parseWords(when, new Date(nowMs)) : new Date(when);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

/** A recurring job's times so far, in milliseconds since the epoch. */
export interface Recurrence {
  /** Cron with five or six fields, words such as `10 seconds`, or milliseconds. */
  interval: string | number;
  nowMs: number;
  /** Absent before the first run, which is then due at once unless the interval is cron. */
  lastRunMs?: number;
}

/** When a recurring job runs next; undefined when its interval cannot be understood. */
export function nextRunOf({ interval, nowMs, lastRunMs }: Recurrence): Date | undefined {
  const from = lastRunMs ?? nowMs;
  const byCron = typeof interval === 'string' ? nextByCron(interval, from) : undefined;
  if (byCron) {
    return byCron;
  }
  const periodMs = typeof interval === 'string' ? humanInterval(interval) : interval;
  if (!periodMs || Number.isNaN(periodMs)) {
    return undefined;
  }
  return new Date(lastRunMs === undefined ? nowMs : lastRunMs + periodMs);
}

function nextByCron(expression: string, fromMs: number): Date | undefined {
  const fields = expression.trim().split(/\s+/).length;
  if (fields !== 5 && fields !== 6) {
    return undefined;
  }
  try {
    return CronExpressionParser.parse(expression, { currentDate: new Date(fromMs) })
      .next()
      .toDate();
  } catch {
    return undefined;
  }
}
