import type { Desk } from './Desk';
import { describeError } from './describeError';
import type { Mailbox, Note } from './Mailbox';
import type { News } from './provider';
import type { RunningSessions } from './RunningSessions';

/** How long all sessions may take to end. Short enough for the host, which waits half a minute. */
const ENDING_MS = 20_000;
const PAUSE_MS = 250;

/**
 * Connects what happens in rooms with the sessions that run there, on whatever instance they do. What it is told may come
 * late, twice, in any order or not at all: a session looks at its room itself, and the supervisor looks again.
 */
export class Switchboard {
  constructor(
    private readonly desk: Desk,
    private readonly mailbox: Mailbox,
    private readonly running: RunningSessions,
  ) {}

  /** The visitor wrote something. */
  public async visitorWrote(roomId: string): Promise<void> {
    if (!this.running.visitorWrote(roomId)) await this.tellOwner(roomId, { kind: 'message' });
  }

  /** The room was closed, moved, or given to somebody else. */
  public async roomChanged(roomId: string): Promise<void> {
    const runner = this.running.get(roomId);
    if (runner) await runner.reconcile();
    else await this.tellOwner(roomId, { kind: 'room' });
  }

  /** Ends the session of a room; false when there is none. */
  public async endByRequest(roomId: string): Promise<boolean> {
    const runner = this.running.get(roomId);
    if (!runner) return this.tellOwner(roomId, { kind: 'end' });
    runner.end('ended-by-request').catch((error) => {
      this.desk.log.warn('A session could not be ended yet', { roomId, cause: describeError(error) });
    });
    return true;
  }

  /** Ends every session, of whatever instance; resolves when none is left, or after 20 s. */
  public async endEverySession(): Promise<void> {
    const { sessions, clock } = this.desk;
    const giveUpAtMs = clock.nowMs() + ENDING_MS;
    for (const { roomId } of await sessions.list()) await this.endByRequest(roomId);
    while ((await sessions.list()).length > 0 && clock.nowMs() < giveUpAtMs) await clock.wait(PAUSE_MS);
  }

  /** Something that the agent should read though it is no message: an edit, a deletion. */
  public async somethingToSay(roomId: string, text: string): Promise<void> {
    const runner = this.running.get(roomId);
    if (runner) runner.note(this.desk.newId(), text);
    else await this.tellOwner(roomId, { kind: 'said', text });
  }

  /** A webhook has got something that is not kept yet; false unless its session runs here and has heard it. */
  public async newsBrought(news: News): Promise<boolean> {
    const runner = this.running.get(news.roomId);
    return runner?.session.id === news.sessionId && (await runner.hearAtOnce(news));
  }

  /** A webhook has got something for a session; false when there is no such session any more. */
  public async newsCame(roomId: string, sessionId: string): Promise<boolean> {
    const runner = this.running.get(roomId);
    if (runner?.session.id === sessionId) {
      runner.hear();
      return true;
    }
    const session = await this.desk.sessions.find(roomId);
    if (session?.id !== sessionId) return false;
    await this.mailbox.put(session.owner, { id: this.desk.newId(), roomId, kind: 'news' });
    return true;
  }

  /** The room was closed: a session there ends, and nothing that was kept for one to come is of use. */
  public async roomClosed(roomId: string): Promise<void> {
    await this.roomChanged(roomId);
    if (!this.running.get(roomId)) await this.desk.claims.removeAllOfRoom(roomId);
  }

  /** Passes on a note that its reader did not live to read, to whoever has the session now. */
  public async pass({ roomId, kind, text }: Note): Promise<void> {
    switch (kind) {
      case 'message':
        return this.visitorWrote(roomId);
      case 'room':
        return this.roomChanged(roomId);
      case 'said':
        return this.somethingToSay(roomId, text ?? '');
      case 'news':
        await this.tellOwner(roomId, { kind });
        return;
      case 'end':
        await this.endByRequest(roomId);
        return;
      default:
        return kind satisfies never;
    }
  }

  /** False when nobody has a session there. */
  private async tellOwner(roomId: string, note: Pick<Note, 'kind' | 'text'>): Promise<boolean> {
    const session = await this.desk.sessions.find(roomId);
    if (session) await this.mailbox.put(session.owner, { id: this.desk.newId(), roomId, ...note });
    return session !== undefined;
  }
}
