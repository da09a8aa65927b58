import type { ClockTimer } from '../clock';
import { type Answer, Refusal } from '../contactCentre/Answer';
import { duplicatePoll, noContent, sessionInvalid } from './answers';
import type { ChatSession } from './ChatSession';
import type { Context } from './context';
import type { Sessions } from './Sessions';

interface PollRequest {
  /** Live Agent REST API, Messages; undefined for clients that do not acknowledge. */
  readonly ack: number | undefined;
  /** Registers what to do when the client hangs up. */
  whenClosed(callback: () => void): void;
}

/** Live Agent REST API, Messages. */
export class LongPolls {
  constructor(
    private readonly context: Context,
    private readonly sessions: Sessions,
  ) {}

  /** Answers at once when there is something to deliver, otherwise holds the poll. */
  open(session: ChatSession, request: PollRequest): Answer | Promise<Answer> {
    this.refuseSecond(session);
    session.polls++;
    session.lastSeenAt = this.context.clock.now();
    session.outbox.acknowledge(request.ack);
    session.outbox.release();
    const batch = this.deliver(session);
    if (batch) {
      return batch;
    }
    const holdMs = this.holdTime(session);
    return holdMs > 0 ? this.hold(session, request, holdMs) : sessionInvalid();
  }

  private refuseSecond(session: ChatSession): void {
    if (!session.poll) {
      return;
    }
    this.context.emit({
      chat: session.id,
      at: this.context.clock.now(),
      side: 'session',
      kind: 'second-poll',
      detail: {},
    });
    const mode = this.context.switches.duplicatePoll;
    if (mode === 'refuse-older') {
      session.poll.settle(duplicatePoll());
      return;
    }
    if (mode === 'end-chat') {
      session.poll.settle(duplicatePoll());
      this.sessions.close(session, 'duplicatePoll');
    }
    throw new Refusal(duplicatePoll());
  }

  /** 0 for a chat that is over, once its time of grace is over too. */
  private holdTime(session: ChatSession): number {
    const { holdMs, endedGraceMs } = this.context.switches;
    if (!session.over) {
      return holdMs;
    }
    return Math.min(holdMs, (session.endedAt ?? 0) + endedGraceMs - this.context.clock.now());
  }

  private hold(session: ChatSession, request: PollRequest, holdMs: number): Promise<Answer> {
    return new Promise((resolve) => {
      let timer: ClockTimer | undefined;
      const poll = {
        settle: (answer: Answer) => {
          if (session.poll === poll) {
            session.poll = undefined;
            session.lastSeenAt = this.context.clock.now();
          }
          this.context.clock.clear(timer);
          resolve(answer);
        },
        check: () => {
          const answer = session.open ? this.deliver(session) : sessionInvalid();
          if (answer) {
            poll.settle(answer);
          }
        },
      };
      session.poll = poll;
      timer = this.context.clock.setTimeout(() => poll.settle(noContent()), holdMs);
      request.whenClosed(() => poll.settle(noContent()));
    });
  }

  private deliver(session: ChatSession): Answer | undefined {
    const { faults, switches } = this.context;
    const { outbox } = session;
    const scope = { chat: session.id };
    if (outbox.hasNew && faults.strike('hold-back-batch', scope)) {
      outbox.holdBack();
    }
    const isNew = outbox.hasNew;
    const batch = outbox.next();
    if (!batch) {
      return undefined;
    }
    if (isNew && faults.strike('repeat-batch', scope)) {
      outbox.repeat();
    }
    if (isNew && batch.records.length > 1 && faults.strike('shuffle-batch', scope)) {
      outbox.shuffle();
    }
    outbox.delivered(batch);
    const messages = batch.records.map(({ type, message }) => ({ type, message }));
    const offset = switches.sendOffset ? { offset: batch.offset } : {};
    return { status: 200, body: { messages, sequence: batch.sequence, ...offset } };
  }
}
