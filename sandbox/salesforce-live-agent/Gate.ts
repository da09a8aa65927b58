import type { ServerResponse } from 'http';
import { type Answer, Refusal } from '../contactCentre/Answer';
import { BadBody } from '../contactCentre/BodyReader';
import type { FaultMoment } from '../contactCentre/Faults';
import { pass } from '../contactCentre/pass';
import { affinityInvalid, duplicatePoll, outOfSync } from './answers';
import type { ChatSession } from './ChatSession';
import type { Context } from './context';
import type { FaultScope } from './faults';
import { badBody } from './posts';
import type { Sessions } from './Sessions';

/** As much of a call as faults need to know. */
interface Passage {
  readonly name: string;
  readonly session: ChatSession | undefined;
  readonly sequence?: string;
}

/** Lets calls through to their work, unless a fault says otherwise. */
export class Gate {
  constructor(
    private readonly context: Context,
    private readonly sessions: Sessions,
  ) {}

  async pass(passage: Passage, response: ServerResponse, work: () => Answer | Promise<Answer>): Promise<void> {
    const { faults, clock } = this.context;
    const scope: FaultScope = { call: passage.name, chat: passage.session?.id };
    const through = {
      clock,
      strike: (kind: 'drop' | 'delay', when: FaultMoment) => faults.strike(kind, { ...scope, when }),
      refuse: () => this.fault(passage, scope) ?? this.status(passage, scope, 'before'),
      work: () => this.work(work),
      replace: () => this.status(passage, scope, 'after'),
    };
    await pass(through, response);
  }

  private async work(work: () => Answer | Promise<Answer>): Promise<Answer> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refusal) {
        return error.answer;
      }
      if (error instanceof BadBody) {
        return badBody(error, this.context.switches);
      }
      throw error;
    }
  }

  private status(passage: Passage, scope: FaultScope, when: FaultMoment): Answer | undefined {
    const fault = this.context.faults.strike('status', { ...scope, when });
    if (fault?.status === 503 && passage.session) {
      passage.session.reconnectStatus ??= 200;
    }
    return fault && { status: fault.status, body: fault.body ?? `Injected ${fault.status}` };
  }

  /** Faults that change the session or speak the protocol's own language. */
  private fault({ name, session, sequence }: Passage, scope: FaultScope): Answer | undefined {
    const { faults } = this.context;
    const moved = name.startsWith('Visitor/') ? faults.strike('switch-server', scope) : undefined;
    if (moved) {
      return { status: 200, body: { messages: [{ type: 'SwitchServer', message: { newUrl: moved.newUrl } }] } };
    }
    if (!session || name.startsWith('System/Re')) {
      return undefined;
    }
    const move = faults.strike('move', scope);
    if (move) {
      this.sessions.move(session, move.reconnectStatus);
      return affinityInvalid();
    }
    if (faults.strike('expire', scope)) {
      this.sessions.close(session, 'expired');
      return { status: 403, body: 'Session required but was invalid or not found' };
    }
    if (sequence !== undefined && faults.strike('sequence-conflict', scope)) {
      return outOfSync(Number(sequence), session.lastSequence);
    }
    return name === 'System/Messages' && faults.strike('poll-conflict', scope) ? duplicatePoll() : undefined;
  }
}
