import type { Claim } from './claim';
import { claimRoom } from './claimRoom';
import type { Desk } from './Desk';
import { isDepartment } from './departments';
import { describeError } from './describeError';
import type { Heartbeats, Mailbox, Note } from './Mailbox';
import { LEASE_MS, type RunningSessions } from './RunningSessions';
import type { Room } from './rooms';
import type { SessionParts } from './SessionParts';
import { SessionRunner } from './SessionRunner';
import type { Session } from './session';

/** How old a claim is before the supervisor starts the session that an event should have started, and until when. */
const OVERDUE_MS = 5_000;
const FORGOTTEN_MS = 600_000;

/** What sessions need, as the settings are now; undefined while the settings do not allow any. */
export interface Preparation {
  readonly parts: SessionParts;
  readonly providerId: string;
  /** Name or id. */
  readonly servedDepartment: string;
}

/**
 * Connects what happens in rooms with the sessions that run there, on whatever instance they do. What it is told may come
 * late, twice, in any order or not at all: it looks at the room, and the supervisor looks again.
 */
export class Switchboard {
  constructor(
    private readonly desk: Desk,
    private readonly post: { mailbox: Mailbox; heartbeats: Heartbeats },
    private readonly running: RunningSessions,
    private readonly prepare: () => Promise<Preparation | undefined>,
  ) {}

  /** A room may have come to the bridge agent: starts its session unless there is one. */
  public async roomArrived(roomId: string): Promise<void> {
    const preparation = await this.prepare();
    if (preparation) await this.startIfDue(roomId, preparation);
  }

  /** The visitor wrote something. */
  public async visitorWrote(roomId: string): Promise<void> {
    const runner = this.running.get(roomId);
    if (runner) runner.deliver();
    else await this.tellOwner(roomId, { kind: 'message' });
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
    void this.attempt(roomId, () => runner.end('ended-by-request'));
    return true;
  }

  /** Something that the agent should read though it is no message: an edit, a deletion. */
  public async somethingToSay(roomId: string, text: string): Promise<void> {
    const runner = this.running.get(roomId);
    if (runner) runner.note(this.desk.newId(), text);
    else await this.tellOwner(roomId, { kind: 'said', text });
  }

  /** The room was closed: a session there ends, and nothing that was kept for one to come is of use. */
  public async roomClosed(roomId: string): Promise<void> {
    await this.roomChanged(roomId);
    if (!this.running.get(roomId)) await this.desk.claims.removeAllOfRoom(roomId);
  }

  /** Makes good whatever was missed: takes over sessions of dead instances, starts what was not started. */
  public async supervise(): Promise<void> {
    const preparation = await this.prepare();
    const [sessions, beats] = await Promise.all([this.desk.sessions.list(), this.post.heartbeats.list()]);
    const nowMs = this.desk.clock.nowMs();
    const isDead = (instance: string) => nowMs - (beats.get(instance) ?? 0) > LEASE_MS;
    if (!preparation) return;
    const isLost = ({ owner, roomId }: Session) =>
      owner === this.running.instance ? !this.running.get(roomId) : isDead(owner);
    for (const session of sessions.filter(isLost)) {
      await this.attempt(session.roomId, () => this.takeOver(session, preparation));
    }
    // Last, so that notes which were written to the dead meanwhile go with them.
    await this.forgetDead([...beats.keys()].filter((instance) => isDead(instance)));
    await this.lookAtRooms(sessions, preparation);
  }

  private async forgetDead(instances: readonly string[]): Promise<void> {
    const { heartbeats, mailbox } = this.post;
    await Promise.all(instances.flatMap((instance) => [mailbox.take(instance), heartbeats.remove(instance)]));
  }

  private async takeOver(session: Session, { parts }: Preparation): Promise<void> {
    const room = await this.desk.rooms.find(session.roomId);
    await this.running.beat({ ...this.post, clock: this.desk.clock, log: this.desk.log });
    // The list may be old by now: the session may have ended, or be another's.
    const stored = await this.desk.sessions.find(session.roomId);
    if (stored?.owner !== session.owner || stored.revision !== session.revision) return;
    const mine: Session = { ...session, owner: this.running.instance, revision: session.revision + 1 };
    await this.desk.sessions.update(mine);
    // Two supervisors can overlap; the one whose name is in the record goes on.
    if ((await this.desk.sessions.find(session.roomId))?.owner !== mine.owner) return;
    this.run(mine, parts, { visitorId: room?.visitor?.id ?? '', isTakenOver: true });
    await this.running.get(session.roomId)?.reconcile();
  }

  /** Rooms whose arrival, or whose leaving, nobody has told. */
  private async lookAtRooms(sessions: readonly Session[], preparation: Preparation): Promise<void> {
    const withSession = new Set(sessions.map(({ roomId }) => roomId));
    const served = await this.desk.rooms.openRoomsOf(preparation.parts.rules.bridgeAgent);
    const waiting = await this.overdueClaims();
    const arrived = [...new Set([...served, ...waiting])].filter((roomId) => !withSession.has(roomId));
    for (const roomId of arrived) await this.attempt(roomId, () => this.startIfDue(roomId, preparation));
    const stillThere = new Set(served);
    const gone = sessions.filter(({ roomId, state }) => state !== 'ending' && !stillThere.has(roomId));
    for (const { roomId } of gone) await this.attempt(roomId, () => this.roomChanged(roomId));
  }

  /** What fails for one room is tried again in the next round, and keeps no other waiting. */
  private async attempt(roomId: string, body: () => Promise<void>): Promise<void> {
    try {
      await body();
    } catch (error) {
      this.desk.log.warn('A room could not be looked after', { roomId, cause: describeError(error) });
    }
  }

  private async overdueClaims(): Promise<string[]> {
    const nowMs = this.desk.clock.nowMs();
    const claims = await this.desk.claims.list();
    const isOverdue = (ageMs: number) => ageMs > OVERDUE_MS && ageMs < FORGOTTEN_MS;
    const overdue = claims.filter((claim) => claim.status === 'kept' && isOverdue(nowMs - claim.claimedAtMs));
    return overdue.map(({ roomId }) => roomId);
  }

  private async startIfDue(roomId: string, preparation: Preparation): Promise<void> {
    if (this.running.get(roomId) || (await this.desk.sessions.find(roomId))) return;
    const room = await this.desk.rooms.find(roomId);
    if (!room || !(await this.isOrBecomesOurs(room, preparation))) return;
    const claim: Claim = {
      id: this.desk.newId(),
      roomId,
      status: 'held',
      departmentId: room.departmentId ?? '',
      claimedAtMs: this.desk.clock.nowMs(),
      context: { attributes: [] },
    };
    try {
      const { session, room: fresh, leftovers } = await claimRoom(this.desk, claim);
      const isStillOurs = fresh?.isOpen && fresh.servedBy === preparation.parts.rules.bridgeAgent;
      const asked = leftovers.find(
        ({ status, departmentId }) => status === 'kept' && departmentId === claim.departmentId,
      );
      if (!session && isStillOurs) await this.start(fresh, preparation, asked?.claimedAtMs);
    } finally {
      await this.desk.claims.remove(claim);
    }
  }

  /** A room that waits in the served department with nobody serving is given to the bridge agent. */
  private async isOrBecomesOurs(room: Room, { servedDepartment, parts }: Preparation): Promise<boolean> {
    const { bridgeAgent } = parts.rules;
    if (!room.isOpen || !room.visitor) return false;
    if (room.servedBy === bridgeAgent) return true;
    const isServed = isDepartment({ id: room.departmentId, name: room.departmentName }, servedDepartment);
    if (room.servedBy !== undefined || !isServed) return false;
    await this.desk.rooms.assign(room, bridgeAgent);
    return (await this.desk.rooms.find(room.id))?.servedBy === bridgeAgent;
  }

  /** What the visitor wrote after the handover was asked for is the agent's, though no session was there yet. */
  private async start(room: Room, { parts, providerId }: Preparation, askedAtMs: number | undefined): Promise<void> {
    await this.running.beat({ ...this.post, clock: this.desk.clock, log: this.desk.log });
    const nowMs = this.desk.clock.nowMs();
    const [last] = (await parts.messages.newest(room.id, 1)).slice(-1);
    const session: Session = {
      id: this.desk.newId(),
      roomId: room.id,
      state: 'starting',
      stateSinceMs: nowMs,
      providerId,
      departmentId: room.departmentId ?? '',
      owner: this.running.instance,
      startedAtMs: nowMs,
      revision: 1,
      resume: null,
      delivered:
        askedAtMs === undefined && last ? { atMs: last.atMs, ids: [last.id] } : { atMs: askedAtMs ?? nowMs, ids: [] },
    };
    await this.desk.sessions.create(session);
    this.run(session, parts, { visitorId: room.visitor?.id ?? '', isTakenOver: false });
  }

  private run(
    session: Session,
    parts: SessionParts,
    { visitorId, isTakenOver }: { visitorId: string; isTakenOver: boolean },
  ): void {
    this.running.start(session.roomId, new SessionRunner(session, parts, visitorId), { isTakenOver });
  }

  /** False when nobody has a session there. */
  private async tellOwner(roomId: string, note: Pick<Note, 'kind' | 'text'>): Promise<boolean> {
    const session = await this.desk.sessions.find(roomId);
    if (session) await this.post.mailbox.put(session.owner, { id: this.desk.newId(), roomId, ...note });
    return session !== undefined;
  }
}
