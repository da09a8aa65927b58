import type { Json } from '../../lib/json';
import { ProviderError } from '../../lib/ProviderError';
import { isSuccess } from '../shared/httpAnswers';
import type { Chat } from './Chat';
import { failureOf, type Reply } from './Client';
import { fingerprint } from './fingerprint';
import { awaitedSequence } from './sequence';

/** One thing that the visitor does; Live Agent REST API, Chasitor/*. */
export interface Post {
  readonly resource: string;
  readonly body: { [key: string]: Json };
  /** Set for words of the visitor's, which must not reach the agent twice. */
  readonly message?: { readonly id: string; readonly text: string };
  /** Does not wait for the chat to catch up after a reconnect, because it ends it. */
  readonly isLast?: boolean;
}

/** What became of one attempt. */
type Verdict = 'taken' | 'renumbered' | 'moved';

/** Longer than a reconnect and the first poll after it take. */
const HOLD_LIMIT_MS = 20_000;
const HOLD_STEP_MS = 100;
const MOST_MOVES = 2;

/** Does the POSTs of a chat, one after the other, each under its number; Live Agent REST API, Request Headers. */
export class Posts {
  constructor(private readonly chat: Chat) {}

  /** @throws ProviderError */
  public post(post: Post): Promise<void> {
    return this.chat.line.inTurn('post', () => this.deliver(post));
  }

  private async deliver(post: Post): Promise<void> {
    let moves = 0;
    let hasRenumbered = false;
    for (;;) {
      await this.whenReady(post);
      if (this.isKnown(post)) return;
      const { affinity } = this.chat.state;
      const verdict = await this.attempt(post);
      if (verdict === 'taken') return;
      if (verdict === 'moved') {
        moves++;
        if (moves > MOST_MOVES) throw unreachable(`${post.resource} found no server that has the chat`);
        await this.chat.reconnect(affinity);
      } else {
        if (hasRenumbered) throw unreachable(`${post.resource} was refused for its number twice`);
        hasRenumbered = true;
      }
    }
  }

  /** Nothing is posted between a 503 and the end of the reconnect; Live Agent REST API, ReconnectSession. */
  private async whenReady({ resource, message, isLast }: Post): Promise<void> {
    const { clock } = this.chat.tools;
    const deadlineMs = clock.nowMs() + HOLD_LIMIT_MS;
    while (this.chat.line.reconnecting !== undefined || (this.chat.state.catchUp !== 'none' && !isLast)) {
      if (clock.nowMs() >= deadlineMs) throw unreachable(`${resource} has to wait until the chat is taken up again`);
      await clock.wait(HOLD_STEP_MS);
    }
    if (message !== undefined) await this.keepGap();
  }

  private async keepGap(): Promise<void> {
    const { clock, settings } = this.chat.tools;
    const sinceMs = clock.nowMs() - this.chat.state.lastMessageAtMs;
    // A clock that went back would otherwise hold the message until it has caught up.
    const restMs = settings.messageGapMs - Math.max(0, sinceMs);
    if (restMs > 0) await clock.wait(restMs);
  }

  private async attempt(post: Post): Promise<Verdict> {
    const { pending } = this.chat.state;
    const isRepeat = post.message !== undefined && pending?.messageId === post.message.id && pending.sequence !== null;
    const sequence = this.take(post);
    // Words are known again by the state from before them; what else uses up a number must not leave that state behind.
    if (post.message === undefined) await this.chat.save();
    const reply = await this.call(post, sequence);
    if (reply.status === 503) return 'moved';
    if (isSuccess(reply)) return this.taken(post);
    const awaited = reply.status === 409 ? awaitedSequence(reply.body, sequence) : undefined;
    if (awaited === undefined) throw this.refusal(reply);
    const wasTaken = awaited === sequence + 1 || (isRepeat && awaited > sequence);
    // What is not words goes under a new number each time: if its own was used up, then by something else.
    return post.message !== undefined && wasTaken ? this.taken(post) : this.renumber(post, awaited);
  }

  private async call({ resource, body, message }: Post, sequence: number): Promise<Reply> {
    try {
      return await this.chat.call({ method: 'POST', resource, body, sequence });
    } finally {
      if (message !== undefined) this.chat.change({ lastMessageAtMs: this.chat.tools.clock.nowMs() });
    }
  }

  /** The number of a post: its own from before where it is a repetition, otherwise the next. */
  private take({ message }: Post): number {
    const { pending, sequence } = this.chat.state;
    if (message === undefined) {
      this.chat.change({ sequence: sequence + 1 });
      return sequence;
    }
    if (pending?.messageId === message.id && pending.sequence !== null) return pending.sequence;
    this.chat.change({ sequence: sequence + 1, pending: { messageId: message.id, sequence } });
    return sequence;
  }

  private taken({ message }: Post): Verdict {
    if (message === undefined) return 'taken';
    this.chat.change({ pending: null, echo: null, sent: this.chat.state.sent + 1, lastTaken: message.id });
    return 'taken';
  }

  /** A number that the server still waits for was not used up by anything that was sent with it. */
  private renumber({ message }: Post, awaited: number): Verdict {
    const { pending } = this.chat.state;
    const isFree = pending !== null && (pending.messageId === message?.id || (pending.sequence ?? 0) >= awaited);
    this.chat.change({
      sequence: awaited,
      ...(isFree && { pending: { messageId: pending.messageId, sequence: null } }),
    });
    return 'renumbered';
  }

  /** True when the message was taken before, or the history after a reconnect holds it and only its answer was lost. */
  private isKnown({ message }: Post): boolean {
    const { pending, echo, sent, lastTaken } = this.chat.state;
    if (message?.id === lastTaken) return true;
    if (message === undefined || echo === null) return false;
    // Without a mark it may be the message that a process was cut off in: one at a time is under way.
    if (pending !== null && pending.messageId !== message.id) return false;
    if (echo.count <= sent || echo.last !== fingerprint(message.text)) return false;
    this.chat.change({ pending: null, echo: null, sent: echo.count });
    return true;
  }

  /** Live Agent REST API, Getting Started: what is posted before an agent has joined is answered with 500. */
  private refusal(reply: Reply): ProviderError {
    const isTooEarly = reply.status === 500 && !this.chat.state.wasEstablished;
    return isTooEarly
      ? new ProviderError('rejected', `${reply.what} came before an agent had joined`)
      : failureOf(reply);
  }
}

const unreachable = (message: string): ProviderError => new ProviderError('unreachable', message);
