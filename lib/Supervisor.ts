import type { Arrivals } from './Arrivals';
import { type Claim, holdsRoom } from './claim';
import { claimRoom, newClaim } from './claimRoom';
import type { Desk } from './Desk';
import { describeError } from './describeError';
import { isHeldBy } from './handoverProviders/heldRevisions';
import type { ProviderStore } from './handoverProviders/ProviderStore';
import type { Preparation } from './Preparation';
import type { RoundKind } from './Rounds';
import { SETTINGS_PROVIDER } from './Routing';
import { type InstanceParts, LEASE_MS, type RunningSessions } from './RunningSessions';
import { SessionRunner } from './SessionRunner';
import type { Switchboard } from './Switchboard';
import type { Session } from './session';
import { sweepInbox } from './sweepInbox';

/** How old a claim is before the session is started that an event should have started, and until when. */
const OVERDUE_MS = 5_000;
const FORGOTTEN_MS = 600_000;
/** How old a claim is that is of no use any more if its room is closed. */
const STALE_MS = 60_000;
/** How long what a bot said waits for its session at most, even while the room stays open. */
const CLAIM_KEPT_MS = 86_400_000;
/** Rooms that are looked after at a time. */
const ROOMS_AT_ONCE = 8;

/** Who does what a round finds to be done. */
interface Hands {
  readonly switchboard: Switchboard;
  readonly arrivals: Arrivals;
  readonly providers: Pick<ProviderStore, 'sweep' | 'list' | 'find'>;
}

/** Makes good what events, or instances that are no more, have left undone. */
export class Supervisor {
  constructor(
    private readonly desk: Desk,
    private readonly instanceParts: InstanceParts,
    private readonly running: RunningSessions,
    private readonly to: Hands,
    private readonly prepare: () => Promise<Preparation | undefined>,
  ) {}

  /**
   * Takes over the sessions of dead instances and starts those that are overdue; a full round also looks for rooms whose
   * coming or going nobody has told, and removes what is left of rooms that are over.
   */
  public async round(kind: RoundKind): Promise<void> {
    const nowMs = this.desk.clock.nowMs();
    const [beats, claims] = await Promise.all([this.instanceParts.heartbeats.list(), this.desk.claims.list()]);
    const dead = [...beats.keys()].filter((instance) => this.isDead(beats.get(instance) ?? 0, nowMs));
    const kept = claims.filter(({ status }) => status === 'kept');
    const overdue = kept.filter((claim) => isBetween(nowMs - claim.claimedAtMs, OVERDUE_MS, FORGOTTEN_MS));
    await this.dropHeld(claims, { dead, kind });
    if (kind === 'full') await sweepInbox(this.desk);
    if (kind === 'full') await this.to.providers.sweep(async () => isHeldBy(await this.desk.sessions.list()));
    if (kind === 'full') await this.sweep(kept.filter((claim) => nowMs - claim.claimedAtMs >= STALE_MS));
    if (kind === 'quick' && dead.length === 0 && overdue.length === 0) return;
    const preparation = await this.prepare();
    if (!preparation) return;
    const sessions = kind === 'full' || dead.length > 0 ? await this.takeOverLost(preparation) : [];
    if (dead.length > 0) await this.forget(dead);
    if (kind === 'full') await this.passOnLate();
    await this.forEachRoom(new Set(overdue.map(({ roomId }) => roomId)), (roomId) =>
      this.to.arrivals.roomArrived(roomId),
    );
    if (kind === 'full') await this.lookAtRooms(sessions, preparation);
    if (kind === 'full') await this.endOfDeleted(sessions);
  }

  /** What a dead instance held would keep whoever comes next waiting; what holds nothing any more is only in the way. */
  private async dropHeld(
    claims: readonly Claim[],
    { dead, kind }: { dead: readonly string[]; kind: RoundKind },
  ): Promise<void> {
    const nowMs = this.desk.clock.nowMs();
    const isDropped = (claim: Claim) =>
      (claim.by !== undefined && dead.includes(claim.by)) || (kind === 'full' && !holdsRoom(claim, nowMs));
    const dropped = claims.filter((claim) => claim.status === 'held' && isDropped(claim));
    await Promise.all(dropped.map((claim) => this.desk.claims.remove(claim)));
  }

  /** All sessions, as they were before. */
  private async takeOverLost(preparation: Preparation): Promise<readonly Session[]> {
    const { sessions, living } = await this.census();
    const own = sessions.filter(({ owner }) => owner === this.running.instance);
    this.running.doubtAllBut(new Set(own.map(({ roomId }) => roomId)));
    const isLost = ({ owner, roomId }: Session) =>
      owner === this.running.instance ? !this.running.get(roomId) : !living.has(owner);
    const lost = new Map(sessions.filter(isLost).map((session) => [session.roomId, session]));
    await this.forEachRoom(lost.keys(), async (roomId) => {
      const session = lost.get(roomId);
      if (session) await this.takeOver(session, preparation);
    });
    return sessions;
  }

  /** Whoever holds the claim on the room is the only one to take its session over, however many instances try. */
  private async takeOver(lost: Session, preparation: Preparation): Promise<void> {
    const { roomId, departmentId } = lost;
    await this.running.showAlive(this.instanceParts);
    const claim = newClaim(this.desk, { roomId, departmentId, by: this.running.instance });
    try {
      const { room } = await claimRoom(this.desk, claim);
      const parts = await preparation.partsOf(lost);
      if (!parts || !(await this.running.showAlive(this.instanceParts))) return;
      // Right before it is written: an owner who is not dead at all may still write, and that would be lost.
      const session = await this.desk.sessions.find(roomId);
      // It may have ended since it was listed, or be another's.
      if (session?.id !== lost.id || session.owner !== lost.owner || this.running.get(roomId)) return;
      const mine: Session = { ...session, owner: this.running.instance, revision: session.revision + 1 };
      await this.desk.sessions.update(mine);
      const runner = new SessionRunner(mine, parts, room?.visitor?.id ?? '');
      this.running.start(roomId, runner, { isTakenOver: true });
    } finally {
      await this.desk.claims.remove(claim);
    }
    await this.running.get(roomId)?.reconcile();
  }

  /**
   * All sessions, and the instances that live. An instance shows itself before it writes its name into a session, so the
   * heartbeats are read last: no owner is too new to be among them.
   */
  private async census(): Promise<{ sessions: readonly Session[]; living: ReadonlySet<string> }> {
    const sessions = await this.desk.sessions.list();
    // Before they are read: who shows himself while a slow store answers is not the older for that.
    const nowMs = this.desk.clock.nowMs();
    const beats = await this.instanceParts.heartbeats.list();
    return {
      sessions,
      living: new Set([...beats].flatMap(([name, atMs]) => (this.isDead(atMs, nowMs) ? [] : [name]))),
    };
  }

  /**
   * Whether an instance that showed itself then is dead. Who was silent himself, because his process stood still or the
   * clocks of the servers were set, cannot tell until others have had the time to show themselves.
   */
  private isDead(shownAtMs: number, nowMs: number): boolean {
    const wasSilent = this.running.count > 0 && !this.running.holdsLease(nowMs);
    return !wasSilent && nowMs - shownAtMs > LEASE_MS;
  }

  /** An instance stays known until none of its sessions is left; what was written to it goes to whoever has them now. */
  private async forget(dead: readonly string[]): Promise<void> {
    const { sessions, living } = await this.census();
    const owners = new Set(sessions.map(({ owner }) => owner));
    const { heartbeats } = this.instanceParts;
    for (const instance of dead.filter((name) => !living.has(name) && !owners.has(name))) {
      await this.passOn(instance);
      await heartbeats.remove(instance);
    }
  }

  /** What came for an instance when it was forgotten already. An instance shows itself before anything is written to it. */
  private async passOnLate(): Promise<void> {
    const { heartbeats, mailbox } = this.instanceParts;
    const owners = await mailbox.owners();
    const known = owners.size > 0 ? await heartbeats.list() : new Map<string, number>();
    for (const owner of owners) if (!known.has(owner)) await this.passOn(owner);
  }

  private async passOn(instance: string): Promise<void> {
    for (const note of await this.instanceParts.mailbox.take(instance)) await this.to.switchboard.pass(note);
  }

  /** Rooms whose coming, or whose going, nobody has told. */
  private async lookAtRooms(sessions: readonly Session[], { bridgeAgent }: Preparation): Promise<void> {
    const served = new Set(await this.desk.rooms.openRoomsOf(bridgeAgent));
    const withSession = new Set(sessions.map(({ roomId }) => roomId));
    const arrived = [...served].filter((roomId) => !withSession.has(roomId));
    await this.forEachRoom(arrived, (roomId) => this.to.arrivals.roomArrived(roomId));
    const gone = sessions.filter(({ roomId, state }) => state !== 'ending' && !served.has(roomId));
    await this.forEachRoom(
      gone.map(({ roomId }) => roomId),
      (roomId) => this.to.switchboard.roomChanged(roomId),
    );
  }

  /** Sessions of providers that are no more: whoever deletes one by force may not live to end them. */
  private async endOfDeleted(sessions: readonly Session[]): Promise<void> {
    const { providers, switchboard } = this.to;
    const known = new Set([SETTINGS_PROVIDER, ...(await providers.list()).map(({ id }) => id)]);
    const doubtful = sessions.filter(({ providerId }) => !known.has(providerId));
    const providerOf = new Map(doubtful.map(({ roomId, providerId }) => [roomId, providerId]));
    await this.forEachRoom(providerOf.keys(), async (roomId) => {
      // The list may lag behind.
      if (!(await providers.find(providerOf.get(roomId) ?? ''))) await switchboard.endByRequest(roomId);
    });
  }

  /** Claims that were kept for a session which will not come any more. */
  private async sweep(old: readonly Claim[]): Promise<void> {
    const nowMs = this.desk.clock.nowMs();
    await this.forEachRoom(new Set(old.map(({ roomId }) => roomId)), async (roomId) => {
      const isExpired = old.every((claim) => claim.roomId !== roomId || nowMs - claim.claimedAtMs > CLAIM_KEPT_MS);
      const room = isExpired ? undefined : await this.desk.rooms.find(roomId);
      if (!room?.isOpen) await this.desk.claims.removeAllOfRoom(roomId);
    });
  }

  /** What fails for one room is tried again in another round, and keeps no other waiting. */
  private async forEachRoom(roomIds: Iterable<string>, body: (roomId: string) => Promise<void>): Promise<void> {
    const left = [...roomIds];
    const work = async () => {
      for (let roomId = left.shift(); roomId !== undefined; roomId = left.shift()) await this.attempt(roomId, body);
    };
    await Promise.all(Array.from({ length: ROOMS_AT_ONCE }, work));
  }

  private async attempt(roomId: string, body: (roomId: string) => Promise<void>): Promise<void> {
    try {
      await body(roomId);
    } catch (error) {
      this.desk.log.warn('A room could not be looked after', { roomId, cause: describeError(error) });
    }
  }
}

function isBetween(ageMs: number, fromMs: number, toMs: number): boolean {
  return ageMs > fromMs && ageMs < toMs;
}
