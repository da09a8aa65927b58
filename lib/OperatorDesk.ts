import { canBeQuoted } from './abilities';
import type { Desk } from './Desk';
import type { Department } from './departments';
import { statusOf } from './describeHandover';
import { HandoverError } from './errors';
import { type HandoverReport, placeOf } from './handoverReport';
import { type Operator, requireCharge } from './operator';
import { ProviderError } from './ProviderError';
import type { Provider } from './provider';
import type { RoomsInTransit } from './RoomsInTransit';
import { requestHandover, type Service, survey } from './requestHandover';
import type { Arrival, Room } from './rooms';
import type { Switchboard } from './Switchboard';
import type { Session } from './session';

/** What the operators' verbs work with. Built anew for each call from the outside. */
export interface OperatorParts {
  readonly desk: Desk;
  readonly switchboard: Switchboard;
  readonly inTransit: RoomsInTransit;
  /** Which departments are served, and how it is asked whether somebody is there. */
  service(): Promise<Service>;
  /** The provider that carries a conversation, or what its settings lack. */
  provider(
    carrier: Pick<Session, 'providerId' | 'providerRevision'>,
  ): Promise<{ readonly provider: Provider } | { readonly problems: readonly string[] }>;
  /** A room has come somewhere: what follows from that is done in the background. */
  announceArrival(arrival: Arrival): void;
}

/** What an operator wants of a room. */
export interface OperatorWish {
  readonly roomId: string;
  /** Name or id. */
  readonly department: string;
  /** For the agent of the contact centre to read; never shown to the visitor. */
  readonly reason?: string;
  readonly summary?: string;
}

/**
 * What operators do with a visitor's room, by whatever button or command: the same handover that bots ask for, taking the
 * room back, and looking how it stands. Every verb checks first whether the room is the operator's to deal with.
 *
 * All verbs throw HandoverError not-allowed, room-not-found.
 */
export class OperatorDesk {
  constructor(private readonly parts: OperatorParts) {}

  /**
   * Hands the room over as `requestHandover` does; answers its warnings.
   *
   * @throws HandoverError what `requestHandover` throws; handover-in-progress also while a session is active in the room
   */
  public async handOver(
    operator: Operator,
    { roomId, department, ...words }: OperatorWish,
  ): Promise<readonly string[]> {
    const { desk, inTransit } = this.parts;
    const summary = summaryOf(words);
    const context = { attributes: [], ...(summary !== '' && { summary }) };
    const request = { roomId, targetDepartmentName: department, context };
    const [situation, service] = await Promise.all([survey(desk, request), this.parts.service()]);
    requireCharge(operator, situation.room);
    const seen = { ...situation, ...service };
    const outcome = await inTransit.during(roomId, () => requestHandover(desk, request, seen));
    if (outcome.kind === 'session-active') {
      throw new HandoverError('handover-in-progress', 'A session is active in this room already.');
    }
    this.parts.announceArrival(outcome.arrival);
    return outcome.warnings;
  }

  /**
   * Has the owner of the room's session end it: the contact centre is told, and the room returns.
   *
   * @throws HandoverError session-not-found when none is active
   */
  public async takeBack(operator: Operator, roomId: string): Promise<void> {
    await this.roomFor(operator, roomId);
    if (await this.parts.switchboard.endByRequest(roomId)) return;
    throw new HandoverError('session-not-found', 'No session is active in this room.');
  }

  /** How the handover of the room stands, with what only those who work with the room may see. */
  public async report(operator: Operator, roomId: string): Promise<HandoverReport> {
    const { desk } = this.parts;
    const [found, session, claims] = await Promise.all([
      desk.rooms.find(roomId),
      desk.sessions.find(roomId),
      desk.claims.ofRoom(roomId),
    ]);
    const room = requireCharge(operator, found);
    const status = statusOf({ room, session, claims }, desk.clock.nowMs());
    return {
      ...status,
      departmentName: room.departmentName,
      servedBy: room.servedBy,
      position: session && placeOf(session),
      agentName: session?.agentName,
      conversationId: session && (await this.quotedId(session)),
      events: session ? [{ atMs: session.startedAtMs, state: 'starting' }, ...(session.history ?? [])] : [],
    };
  }

  /**
   * The departments that the room can be handed over to, by their names, and the one that is likely to be meant.
   *
   * @throws HandoverError department-not-found when there is none
   */
  public async choices(operator: Operator, roomId: string): Promise<DepartmentChoices> {
    const [, departments, { routing }] = await Promise.all([
      this.roomFor(operator, roomId),
      this.parts.desk.departments.list(),
      this.parts.service(),
    ]);
    if (departments.length === 0) {
      throw new HandoverError('department-not-found', 'There is no enabled department that has an agent.');
    }
    return { departments, likely: departments.find((department) => routing.of(department) !== undefined) };
  }

  private async roomFor(operator: Operator, roomId: string): Promise<Room> {
    return requireCharge(operator, await this.parts.desk.rooms.find(roomId));
  }

  /** Undefined where nobody knows one: before the conversation is open, and once its provider is gone. */
  private async quotedId({ providerId, providerRevision, resume }: Session): Promise<string | undefined> {
    if (resume === null) return undefined;
    const choice = await this.parts.provider({ providerId, providerRevision });
    if ('problems' in choice || !canBeQuoted(choice.provider)) return undefined;
    try {
      return choice.provider.quotedId(resume);
    } catch (error) {
      if (error instanceof ProviderError) return undefined;
      throw error;
    }
  }
}

/** Where an operator can hand a room over to. */
export interface DepartmentChoices {
  readonly departments: readonly Department[];
  /** The first that a contact centre serves. */
  readonly likely: Department | undefined;
}

/** One text, because every provider shows a summary to the agent, and not all of them show attributes. */
function summaryOf({ reason = '', summary = '' }: Pick<OperatorWish, 'reason' | 'summary'>): string {
  return [reason.trim() === '' ? '' : `Reason: ${reason.trim()}`, summary.trim()].filter(Boolean).join('\n');
}
