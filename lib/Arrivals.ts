import type { Claim } from './claim';
import { claimRoom, newClaim } from './claimRoom';
import type { Desk } from './Desk';
import { placeSoFar } from './deliveryCursor';
import { chooseLanguage } from './language';
import type { Preparation } from './Preparation';
import type { Route } from './Routing';
import type { InstanceParts, RunningSessions } from './RunningSessions';
import type { Room } from './rooms';
import { SessionRunner } from './SessionRunner';
import type { Session } from './session';

/** How a session is to begin. */
interface Start {
  readonly preparation: Preparation;
  readonly route: Route;
  /** The request of a bot's that it follows from; undefined when nobody asked. */
  readonly asked: Claim | undefined;
}

/** Starts the sessions of rooms that have come to the bridge agent: exactly one for each, however often it is told. */
export class Arrivals {
  constructor(
    private readonly desk: Desk,
    private readonly instanceParts: InstanceParts,
    private readonly running: RunningSessions,
    private readonly prepare: () => Promise<Preparation | undefined>,
  ) {}

  /** A room may have come: looks at it, and starts its session unless there is one. */
  public roomArrived(roomId: string): Promise<void> {
    return this.running.looks.at(roomId, () =>
      this.running.turns.take(async () => {
        const preparation = await this.prepare();
        if (preparation) await this.startIfDue(roomId, preparation);
      }),
    );
  }

  private async startIfDue(roomId: string, preparation: Preparation): Promise<void> {
    if (this.running.get(roomId) || (await this.desk.sessions.find(roomId))) return;
    const room = await this.desk.rooms.find(roomId);
    if (!room || !routeOf(room, preparation) || !(await this.isOrBecomesOurs(room, preparation))) return;
    await this.running.showAlive(this.instanceParts);
    const claim = newClaim(this.desk, { roomId, departmentId: room.departmentId ?? '', by: this.running.instance });
    try {
      const { room: fresh, leftovers } = await claimRoom(this.desk, claim);
      if (!(await this.running.showAlive(this.instanceParts))) return;
      const session = await this.desk.sessions.find(roomId);
      const isStillOurs = fresh?.isOpen && fresh.servedBy === preparation.bridgeAgent;
      const asked = leftovers.find(
        ({ status, departmentId }) => status === 'kept' && departmentId === claim.departmentId,
      );
      const route = fresh && routeOf(fresh, preparation);
      if (!session && isStillOurs && route) await this.start(fresh, { preparation, route, asked });
    } finally {
      await this.desk.claims.remove(claim);
    }
  }

  /** A room that waits in a served department with nobody serving is given to the bridge agent. */
  private async isOrBecomesOurs(room: Room, { routing, bridgeAgent }: Preparation): Promise<boolean> {
    if (!room.isOpen || !room.visitor) return false;
    if (room.servedBy === bridgeAgent) return true;
    const isServed = routing.of({ id: room.departmentId, name: room.departmentName }) !== undefined;
    if (room.servedBy !== undefined || !isServed) return false;
    await this.desk.rooms.assign(room, bridgeAgent);
    return (await this.desk.rooms.find(room.id))?.servedBy === bridgeAgent;
  }

  /** What the visitor wrote after the handover was asked for is the agent's, though no session was there yet. */
  private async start(room: Room, { preparation, route, asked }: Start): Promise<void> {
    const departmentId = room.departmentId ?? '';
    const { providerId, providerRevision } = route;
    const language = chooseLanguage([room.visitor?.language, preparation.serverLanguage]);
    const parts = await preparation.partsOf({ providerId, providerRevision, departmentId, language });
    if (!parts) return;
    if (!(await this.running.showAlive(this.instanceParts))) return;
    const nowMs = this.desk.clock.nowMs();
    const session: Session = {
      id: this.desk.newId(),
      roomId: room.id,
      state: 'starting',
      stateSinceMs: nowMs,
      providerId,
      ...(providerRevision !== undefined && { providerRevision }),
      departmentId,
      language,
      owner: this.running.instance,
      startedAtMs: nowMs,
      revision: 1,
      resume: null,
      delivered: asked?.said ?? (await placeSoFar(this.desk.messages, room.id, nowMs)),
    };
    await this.desk.sessions.create(session);
    const runner = new SessionRunner(session, parts, room.visitor?.id ?? '');
    this.running.start(room.id, runner, { isTakenOver: false });
  }
}

/** What somebody gives the bridge agent in a department that nobody serves is meant for the provider of the settings. */
function routeOf(room: Room, { routing }: Preparation): Route | undefined {
  return routing.of({ id: room.departmentId, name: room.departmentName }) ?? routing.ofSettings();
}
