import { type Answer, Refusal } from '../contactCentre/Answer';
import { badRequest, methodNotAllowed, sessionInvalid } from './answers';
import type { ChatSession } from './ChatSession';
import { type Call, type Route, requireAffinity, requireNoAffinity, requireSession } from './call';
import type { Context } from './context';
import type { LongPolls } from './LongPolls';
import type { Roster } from './Roster';
import type { Sessions } from './Sessions';
import { chasitorSessionData } from './wire';

interface Parts {
  readonly sessions: Sessions;
  readonly polls: LongPolls;
  readonly roster: Roster;
}

function wholeNumber(call: Call, name: string): number | undefined {
  const value = call.query.get(name);
  if (value === null) {
    return undefined;
  }
  if (!/^-?\d+$/.test(value)) {
    throw new Refusal(badRequest(`${name} must be a number`));
  }
  return Number(value);
}

/** Live Agent REST API, SessionId, Messages, ReconnectSession and ResyncSession. */
export class System {
  constructor(
    private readonly context: Context,
    private readonly parts: Parts,
  ) {}

  routes(): Route[] {
    return [
      { method: 'GET', name: 'System/SessionId', handle: (call) => this.createSession(call) },
      { method: 'DELETE', name: 'System/SessionId', handle: (call) => this.deleteSession(call) },
      { method: 'GET', name: 'System/Messages', handle: (call) => this.messages(call) },
      { method: 'GET', name: 'System/ReconnectSession', since: 37, handle: (call) => this.reconnect(call) },
      { method: 'GET', name: 'System/ResyncSession', until: 36, handle: (call) => this.resync(call) },
    ];
  }

  private createSession(call: Call): Answer {
    requireNoAffinity(call);
    const { key, id, affinity } = this.parts.sessions.create();
    const { clientPollTimeout } = this.context.switches;
    return { status: 200, body: { key, id, clientPollTimeout, affinityToken: affinity } };
  }

  private deleteSession(call: Call): Answer {
    const session = this.parts.sessions.open(call.rest);
    if (!session) {
      throw new Refusal(sessionInvalid());
    }
    requireAffinity(call, session);
    this.parts.sessions.close(session, 'deleted');
    return { status: 200, body: 'OK' };
  }

  private messages(call: Call): Answer | Promise<Answer> {
    const session = requireSession(call);
    const ack = wholeNumber(call, 'ack');
    return this.parts.polls.open(session, { ack, whenClosed: (callback) => call.whenClosed(callback) });
  }

  private reconnect(call: Call): Answer {
    const session = this.requireInterrupted(call);
    const afterOffset = wholeNumber(call, 'ReconnectSession.offset');
    const affinityToken = this.restart(session, afterOffset);
    const resetSequence = this.context.switches.resetSequenceOnReconnect ? { resetSequence: true } : {};
    const message = { ...resetSequence, affinityToken };
    return { status: 200, body: { messages: [{ type: 'ReconnectSession', message }] } };
  }

  private resync(call: Call): Answer {
    const session = this.requireInterrupted(call);
    if (call.query.get('SessionId') !== session.id) {
      throw new Refusal(badRequest('SessionId is not the id of this session'));
    }
    const message = { isValid: true, key: session.key, affinityToken: this.restart(session, undefined) };
    const wrapped = { messages: [{ type: 'ResyncSession', message }] };
    return { status: 200, body: this.context.switches.wrapResyncSession ? wrapped : message };
  }

  /** Only a session that was told so by a 503 may be reconnected. */
  private requireInterrupted(call: Call): ChatSession {
    const { session } = call;
    if (!session) {
      throw new Refusal(sessionInvalid());
    }
    requireNoAffinity(call);
    if (session.reconnectStatus === undefined) {
      throw new Refusal(methodNotAllowed());
    }
    if (session.reconnectStatus !== 200) {
      throw new Refusal({ status: session.reconnectStatus, body: 'The session could not be reconnected' });
    }
    return session;
  }

  private restart(session: ChatSession, afterOffset: number | undefined): string {
    const { random, switches } = this.context;
    const resetSequence = switches.resetSequenceOnReconnect;
    session.affinity = random.hex(8);
    session.reconnectStatus = undefined;
    session.resynced = false;
    session.lastSequence = resetSequence ? 0 : session.lastSequence;
    const state = chasitorSessionData(session, session.waiting ? this.parts.roster.position(session) : 0, this.context);
    const replay = switches.afterReconnect === 'replay-missed';
    session.outbox.restart(state, { afterOffset, replay, resetSequence });
    return session.affinity;
  }
}
