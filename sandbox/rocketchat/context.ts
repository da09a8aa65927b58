import type { Clock } from '../clock';
import type { ServerEvent } from './events';
import type { Workspace } from './Workspace';

/** What every service of one server instance works with. */
export interface ServerContext {
  readonly workspace: Workspace;
  readonly clock: Clock;
  /** Hands an event to the apps of this instance. It is never awaited and must not throw. */
  readonly emit: (event: ServerEvent) => void;
}

/** The instance's time as a date. */
export function dateNow(context: ServerContext): Date {
  return new Date(context.clock.now());
}

/** Marks a trip to the database: concurrent operations may interleave here, and only here. */
export async function roundTrip(): Promise<void> {
  await Promise.resolve();
}

/** Raises an event in a later turn, from documents that are read at that moment. */
export function emitLater(context: ServerContext, build: () => ServerEvent | undefined): void {
  setImmediate(() => {
    const event = build();
    if (event) {
      context.emit(event);
    }
  });
}
