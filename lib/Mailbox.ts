/** What one instance tells the owner of a session: that something has happened in the room. */
export interface Note {
  readonly id: string;
  readonly roomId: string;
  /**
   * `message`: the visitor wrote; `room`: the room was closed or moved; `said`: `text` is to be told to the agent;
   * `news`: a webhook has got something; `end`: somebody who may wants the session ended.
   */
  readonly kind: 'message' | 'room' | 'said' | 'news' | 'end';
  readonly text?: string;
}

/** Notes between instances. They only hurry things: a note that is lost is made good by the supervisor. */
export interface Mailbox {
  put(owner: string, note: Note): Promise<void>;
  /** Takes all notes for this instance out of the box. */
  take(owner: string): Promise<Note[]>;
  /** The instances that something lies there for. */
  owners(): Promise<ReadonlySet<string>>;
}

/** Which instances are alive, by the time of their last sign. */
export interface Heartbeats {
  beat(instance: string, atMs: number): Promise<void>;
  /** Milliseconds since the Unix epoch, by instance. */
  list(): Promise<ReadonlyMap<string, number>>;
  remove(instance: string): Promise<void>;
}
