import type { ServerResponse } from 'http';
import { type Answer, affinityInvalid, duplicatePoll, outOfSync, Refusal } from './answers';
import { BadBody } from './BodyReader';
import type { ChatSession } from './ChatSession';
import type { Context } from './context';
import type { FaultMoment, FaultScope } from './faults';
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
    const { faults } = this.context;
    const scope: FaultScope = { call: passage.name, chat: passage.session?.id };
    await this.delay(scope, 'before');
    if (faults.strike('drop', { ...scope, when: 'before' })) {
      response.destroy();
      return;
    }
    const refused = this.fault(passage, scope) ?? this.status(passage, scope, 'before');
    const answer = refused ?? (await this.work(work));
    const final = refused ? refused : (this.status(passage, scope, 'after') ?? answer);
    await this.delay(scope, 'after');
    if (faults.strike('drop', { ...scope, when: 'after' })) {
      response.destroy();
      return;
    }
    write(response, final, faults.strike('drop', { ...scope, when: 'during' }) !== undefined);
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

  private async delay(scope: FaultScope, when: FaultMoment): Promise<void> {
    const fault = this.context.faults.strike('delay', { ...scope, when });
    if (fault) {
      await new Promise<void>((resolve) => {
        this.context.clock.setTimeout(resolve, fault.delayMs);
      });
    }
  }
}

/** Writes the answer, or the first half of it before the connection breaks. */
function write(response: ServerResponse, { status, body }: Answer, cut: boolean): void {
  if (response.destroyed) {
    return;
  }
  const isText = typeof body === 'string';
  const bytes = Buffer.from(isText ? body : body === undefined ? '' : JSON.stringify(body));
  const type = isText ? 'text/plain;charset=UTF-8' : 'application/json;charset=UTF-8';
  const headers = body === undefined ? {} : { 'Content-Type': type };
  const length = status === 204 ? {} : { 'Content-Length': bytes.length };
  response.writeHead(status, { ...headers, ...length, 'Cache-Control': 'no-cache, no-store' });
  if (cut) {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
  } else {
    response.end(status === 204 ? undefined : bytes);
  }
}
