import { Faults } from './Faults';
import { Trace } from './Trace';
import { Watch } from './Watch';

/** An event that an instance gave to its copies of the apps. */
export interface DeliveredEvent {
  instance: string;
  /** The interface an app implements to get it. */
  event: string;
  /** The room it is about, where there is one. */
  roomId?: string;
  atMs: number;
}

/** Something shown on screens at this moment and stored nowhere: typing, ephemeral messages, dialogs. */
export interface Broadcast {
  kind: 'typing' | 'user' | 'room' | 'interaction';
  roomId?: string;
  username?: string;
  isTyping?: boolean;
  text?: string;
  /** What was sent to the user's clients to be opened, closed or changed. */
  interaction?: object;
}

const EVENT_LIMIT = 20_000;

/** What can be seen and disturbed between the engine and the workspace, for all instances together. */
export class Monitor {
  readonly faults = new Faults();
  readonly trace = new Trace();
  readonly watch = new Watch();
  /** Bridge methods that an app needed and that do not exist here; a good run leaves this empty. */
  readonly unimplemented: string[] = [];
  private delivered: DeliveredEvent[] = [];
  private shown: Array<Broadcast & { atMs: number }> = [];

  /** Notes an event that is given to the apps of an instance. */
  deliver(event: DeliveredEvent): void {
    this.delivered.push(event);
    if (this.delivered.length > EVENT_LIMIT) this.delivered.shift();
  }

  /** Notes something that apps show and nobody stores. */
  show(broadcast: Broadcast): void {
    this.shown.push({ ...broadcast, atMs: Date.now() });
    if (this.shown.length > EVENT_LIMIT) this.shown.shift();
  }

  /** What apps have shown, oldest first. */
  get broadcasts(): ReadonlyArray<Broadcast & { atMs: number }> {
    return this.shown;
  }

  /** The events given to apps, oldest first. */
  get deliveredEvents(): readonly DeliveredEvent[] {
    return this.delivered;
  }

  /** Forgets records and faults. */
  clear(): void {
    this.faults.clear();
    this.trace.reset(this.trace.recording);
    this.unimplemented.length = 0;
    this.delivered = [];
    this.shown = [];
  }
}
