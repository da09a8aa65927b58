import { ProviderError } from '../../lib/ProviderError';
import { isSuccess } from '../shared/httpAnswers';
import type { Chat } from './Chat';
import { failureOf, type Reply } from './Client';
import { Delivery, type Listener } from './Delivery';
import { FAILURE_PAUSE_MS, Patience } from './Patience';
import type { LiveAgentState } from './state';
import { type Batch, readBatch } from './wire';

/** What a poll came to; `affinity` names the server that said so. */
type Outcome =
  | { readonly kind: 'batch'; readonly batch: Batch; readonly affinity: string }
  | { readonly kind: 'empty' | 'moved'; readonly affinity: string }
  | { readonly kind: 'conflict' | 'expired' | 'superseded' }
  | { readonly kind: 'failed'; readonly error: ProviderError; readonly pauseMs: number };

/** A server that sends again what was acknowledged is asked again soon. */
const REPETITION_PAUSE_MS = 250;

const NOTHING_NEW = 204;
const GOODBYE_TIMEOUT_MS = 5_000;

/** Polls one chat and hands over what happens in it; Live Agent REST API, Messages. */
export class Receiver {
  private readonly patience: Patience;
  private readonly delivery: Delivery;

  constructor(
    private readonly chat: Chat,
    private readonly listener: Listener,
  ) {
    this.delivery = new Delivery(chat, listener);
    this.patience = new Patience(chat.tools.clock, listener.signal);
  }

  /** Resolves when the chat is over or the signal aborts; throws ProviderError when the chat cannot be followed. */
  public async run(): Promise<void> {
    const { signal } = this.listener;
    while (!signal.aborted) {
      const outcome = await this.ask();
      if (signal.aborted || (await this.isOverAfter(outcome))) return;
    }
  }

  private async ask(): Promise<Outcome> {
    let affinity = '';
    try {
      await this.chat.line.reconnecting;
      const before = this.chat.state;
      affinity = before.affinity;
      const reply = await (before.catchUp === 'owed' ? this.confirm() : this.chat.poll(this.listener.signal));
      return this.isAt(affinity) ? read(reply, before) : { kind: 'superseded' };
    } catch (error) {
      const isSuperseded = affinity !== '' && !this.isAt(affinity);
      return isSuperseded ? { kind: 'superseded' } : outcomeOf(error);
    }
  }

  /** Live Agent REST API, ChasitorResyncState: the visitor's side is as it was again. */
  private async confirm(): Promise<Reply> {
    const body = { organizationId: this.chat.tools.settings.organisationId };
    const reply = await this.chat.call({ method: 'POST', resource: 'Chasitor/ChasitorResyncState', body });
    const isRefused = !isSuccess(reply) && failureOf(reply).failure === 'rejected';
    if (isRefused) this.chat.tools.log.warn('Live Agent would not hear that the chat was taken up again');
    if (!isSuccess(reply) && !isRefused) return reply;
    this.chat.change({ catchUp: 'none' });
    return { ...reply, status: NOTHING_NEW };
  }

  private async isOverAfter(outcome: Outcome): Promise<boolean> {
    if (outcome.kind === 'batch') {
      // An answer of a server that the chat has left would be counted as one of the new server's.
      if (!this.isAt(outcome.affinity)) return false;
      this.patience.renew();
      const isOver = await this.delivery.handOver(outcome.batch);
      this.stopWaitingForHistory(outcome.affinity);
      if (isOver) await this.letGo();
      return isOver;
    }
    if (outcome.kind === 'expired') return this.expire();
    if (outcome.kind === 'moved') return this.reconnect(outcome.affinity);
    if (outcome.kind === 'empty') {
      this.patience.renew();
      this.stopWaitingForHistory(outcome.affinity);
    } else if (outcome.kind === 'conflict') {
      await this.patience.afterConflict();
    } else if (outcome.kind === 'failed') {
      await this.patience.afterFailure(outcome, this.chat.state.connectionTimeoutMs);
    }
    return false;
  }

  private async reconnect(affinity: string): Promise<boolean> {
    try {
      await this.chat.reconnect(affinity);
    } catch (error) {
      return this.isOverAfter(outcomeOf(error));
    }
    await this.patience.afterMove(this.chat.state.connectionTimeoutMs);
    return false;
  }

  private async expire(): Promise<boolean> {
    const { epoch, ack } = this.chat.state;
    await this.listener.emit({ id: `${epoch}:${ack}.expired`, type: 'ended', reason: 'expired' });
    return true;
  }

  /** The first answer of a server after a reconnect to it holds the history; when it does not, none will come. */
  private stopWaitingForHistory(affinity: string): void {
    if (this.isAt(affinity) && this.chat.state.catchUp === 'awaited') this.chat.change({ catchUp: 'none' });
  }

  private isAt(affinity: string): boolean {
    return this.chat.state.affinity === affinity;
  }

  /** Live Agent REST API, SessionId: the session of an ended chat is given back, which nobody has to wait for. */
  private async letGo(): Promise<void> {
    try {
      await this.chat.deleteSession(GOODBYE_TIMEOUT_MS);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      this.chat.tools.log.warn('The session of an ended Live Agent chat was not deleted', { reason: error.message });
    }
  }
}

/** What the answer of a call by the session of `before` means. */
function read(reply: Reply, { ack, affinity }: LiveAgentState): Outcome {
  if (reply.status === NOTHING_NEW) return { kind: 'empty', affinity };
  if (reply.status === 409) return { kind: 'conflict' };
  if (reply.status === 503) return { kind: 'moved', affinity };
  if (!isSuccess(reply)) return outcomeOf(failureOf(reply));
  const batch = readBatch(reply.body);
  if (batch === undefined) return failed(`${reply.what} was not answered with messages`, FAILURE_PAUSE_MS);
  if (batch.sequence > ack) return { kind: 'batch', batch, affinity };
  return failed(`${reply.what} was answered with what had been acknowledged`, REPETITION_PAUSE_MS);
}

function failed(message: string, pauseMs: number): Outcome {
  return { kind: 'failed', error: new ProviderError('unreachable', message), pauseMs };
}

/** What a thrown error means to a poll; throws what no further poll would put right. */
function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof ProviderError) || error.failure === 'rejected') throw error;
  return error.failure === 'gone' ? { kind: 'expired' } : { kind: 'failed', error, pauseMs: FAILURE_PAUSE_MS };
}
