import type { Conversation, DisconnectType, Participant, WrapUp } from './Conversation';
import type { Context } from './context';
import type { Agent, Queue, Roster } from './Roster';

type Identity = Pick<Participant, 'purpose' | 'name' | 'agentId' | 'queueId'>;

/** Somebody left a conversation, or an agent who had left it is done with it. */
export interface Departure {
  readonly conversation: Conversation;
  readonly participant: Participant;
  readonly what: 'left' | 'wrapped-up';
}

/** Comings and goings in conversations. */
export class Participants {
  private readonly freed = new Set<() => void>();
  private readonly gone = new Set<(event: Departure) => void>();

  constructor(
    private readonly context: Context,
    private readonly roster: Roster,
  ) {}

  /** Calls back whenever an agent may have room again. */
  whenFreed(callback: () => void): void {
    this.freed.add(callback);
  }

  /** Calls back for everybody who leaves, and for every agent who is done with his after-call work. */
  whenGone(callback: (event: Departure) => void): void {
    this.gone.add(callback);
  }

  /** The visitor, who stays the same participant when he comes back. */
  admitCustomer(conversation: Conversation): void {
    const { nickname, firstName, lastName, id } = conversation.visitor;
    const name = nickname ?? ([firstName, lastName].filter(Boolean).join(' ') || id);
    const customer = conversation.customer ?? this.add(conversation, { purpose: 'customer', name });
    customer.endTime = undefined;
    customer.disconnectType = undefined;
    this.connect(customer);
  }

  admitFlow(conversation: Conversation): Participant {
    return this.connect(this.add(conversation, { purpose: 'workflow', name: 'Inbound Message Flow' }));
  }

  admitQueue(conversation: Conversation, queue: Queue): Participant {
    return this.connect(this.add(conversation, { purpose: 'acd', name: queue.name, queueId: queue.id }));
  }

  /** Makes the conversation ring at the agent. */
  alert(conversation: Conversation, agent: Agent, queueId: string | undefined): Participant {
    const identity = { purpose: 'agent', name: agent.name, agentId: agent.id, queueId } as const;
    const participant = this.add(conversation, identity);
    participant.startAlertingTime = participant.startTime;
    this.roster.occupy(participant);
    return participant;
  }

  connect(participant: Participant): Participant {
    participant.state = 'connected';
    participant.connectedTime = this.context.clock.now();
    return participant;
  }

  /** Somebody leaves, for good; an agent who talked may owe a wrap-up. Harmless for one who has left. */
  disconnect(conversation: Conversation, participant: Participant | undefined, disconnectType: DisconnectType): void {
    if (!participant || participant.state === 'disconnected') {
      return;
    }
    const talked = participant.purpose === 'agent' && participant.state === 'connected';
    participant.state = 'disconnected';
    participant.endTime = this.context.clock.now();
    participant.disconnectType = disconnectType;
    if (talked && this.context.switches.wrapupRequired) {
      this.startWrapUp(conversation, participant);
    } else {
      this.roster.release(participant);
    }
    this.tellGone({ conversation, participant, what: 'left' });
  }

  /** Platform API, after-call work: done with a code, or skipped. Harmless when none is owed. */
  finishWrapUp(conversation: Conversation, participant: Participant, wrapUp: WrapUp | undefined): void {
    if (participant.startAcwTime === undefined || participant.endAcwTime !== undefined) {
      return;
    }
    participant.endAcwTime = this.context.clock.now();
    participant.wrapUp = wrapUp;
    participant.wrapUpSkipped = wrapUp === undefined;
    this.roster.release(participant);
    this.tellGone({ conversation, participant, what: 'wrapped-up' });
    for (const callback of this.freed) {
      callback();
    }
  }

  private tellGone(event: Departure): void {
    for (const callback of this.gone) {
      callback(event);
    }
  }

  private startWrapUp(conversation: Conversation, participant: Participant): void {
    participant.startAcwTime = this.context.clock.now();
    const { wrapupTimeoutMs } = this.context.switches;
    if (wrapupTimeoutMs > 0) {
      this.context.clock.setTimeout(() => this.finishWrapUp(conversation, participant, undefined), wrapupTimeoutMs);
    }
  }

  private add(conversation: Conversation, identity: Identity): Participant {
    const { clock, random } = this.context;
    const participant: Participant = {
      id: random.uuid(),
      communicationId: random.uuid(),
      ...identity,
      startTime: clock.now(),
      state: 'alerting',
    };
    conversation.participants.push(participant);
    return participant;
  }
}
