import type { Clock } from '../../lib/clock';
import type { Json } from '../../lib/json';
import type { Log } from '../../lib/log';
import { ProviderError } from '../../lib/ProviderError';
import { isSuccess } from '../shared/httpAnswers';
import { StoredChat } from '../shared/StoredChat';
import { type Call, type Client, failureOf, type Reply } from './Client';
import type { Line } from './Line';
import type { LiveAgentSettings } from './settings';
import { type LiveAgentState, readState } from './state';
import { readReconnection } from './wire';

/** What a provider instance works with. */
export interface Tools {
  readonly settings: LiveAgentSettings;
  /** For calls that are answered at once. */
  readonly short: Client;
  /** For polls, which are held open. */
  readonly long: Client;
  readonly clock: Clock;
  readonly log: Log;
}

export const CALL_TIMEOUT_MS = 10_000;
/** The affinity of a client that belongs to no server yet; Live Agent REST API, Request Headers. */
export const NO_AFFINITY = 'null';
/** A poll is given up later than Live Agent itself ends it. */
const SHORTEST_POLL_TIMEOUT_MS = 55_000;
const POLL_MARGIN_MS = 15_000;

type SessionCall = Omit<Call, 'endpoint' | 'credentials' | 'timeoutMs'> & {
  readonly sequence?: number;
  readonly timeoutMs?: number;
};

/** One chat: its state, and the calls that belong to its session. */
export class Chat extends StoredChat<LiveAgentState, Line, Tools> {
  protected read(stored: Json): LiveAgentState {
    return readState(stored);
  }

  /** A short call on behalf of the session. */
  public async call({ sequence, timeoutMs = CALL_TIMEOUT_MS, ...call }: SessionCall): Promise<Reply> {
    const { endpoint, key, affinity } = this.state;
    const credentials = { affinity, key, ...(sequence !== undefined && { sequence }) };
    return this.stay(await this.tools.short.send({ ...call, endpoint, credentials, timeoutMs }));
  }

  /** Live Agent REST API, Messages: one long poll, given up when `signal` aborts or the chat is reconnected meanwhile. */
  public poll(signal: AbortSignal): Promise<Reply> {
    return this.line.inTurn('poll', async () => {
      const { endpoint, key, affinity, ack, clientPollTimeoutMs } = this.state;
      const abort = new AbortController();
      const stop = (): void => abort.abort();
      signal.addEventListener('abort', stop);
      if (signal.aborted) stop();
      this.line.poll = abort;
      try {
        return this.stay(
          await this.tools.long.send({
            method: 'GET',
            endpoint,
            resource: 'System/Messages',
            query: { ack: String(ack) },
            credentials: { affinity, key },
            timeoutMs: Math.max(SHORTEST_POLL_TIMEOUT_MS, clientPollTimeoutMs + POLL_MARGIN_MS),
            abort,
          }),
        );
      } finally {
        this.line.poll = undefined;
        signal.removeEventListener('abort', stop);
      }
    });
  }

  /**
   * Takes the chat up again after Live Agent answered 503 to a call with `affinity`; Live Agent REST API,
   * ReconnectSession. Does nothing when that has been done since.
   *
   * @throws ProviderError, and whatever storing the state throws
   */
  public async reconnect(affinity: string): Promise<void> {
    if (this.state.affinity !== affinity) return;
    if (this.line.reconnecting === undefined) {
      this.line.reconnecting = this.takeUpAgain();
    }
    await this.line.reconnecting;
  }

  /** Live Agent REST API, SessionId: gives the session back. */
  public async deleteSession(timeoutMs = CALL_TIMEOUT_MS): Promise<Reply> {
    const { key, affinity, endpoint } = this.state;
    const call: Call = { method: 'DELETE', endpoint, resource: 'System/SessionId', secret: key, timeoutMs };
    return this.tools.short.send({ ...call, credentials: { affinity } });
  }

  private async takeUpAgain(): Promise<void> {
    try {
      const { endpoint, key, offset } = this.state;
      const reply = await this.tools.short.send({
        method: 'GET',
        endpoint,
        resource: 'System/ReconnectSession',
        query: offset === null ? {} : { 'ReconnectSession.offset': String(offset) },
        credentials: { affinity: NO_AFFINITY, key },
        timeoutMs: CALL_TIMEOUT_MS,
      });
      this.applyReconnection(this.stay(reply));
      await this.save();
      this.line.poll?.abort();
      this.tools.log.info('A Live Agent chat was taken up again on another server');
    } finally {
      this.line.reconnecting = undefined;
    }
  }

  private applyReconnection(reply: Reply): void {
    const reconnection = isSuccess(reply) ? readReconnection(reply.body) : undefined;
    if (reconnection === undefined) {
      if (reply.status === 403) throw failureOf(reply);
      throw new ProviderError('unreachable', `${reply.what} did not take the session up again (${reply.status})`);
    }
    const { heard, pending, epoch } = this.state;
    const { affinityToken, resetSequence } = reconnection;
    this.change({ affinity: affinityToken, catchUp: 'awaited', heardAtAck: heard });
    if (resetSequence) {
      this.change({
        sequence: 1,
        ack: -1,
        epoch: epoch + 1,
        pending: pending && { messageId: pending.messageId, sequence: null },
      });
    }
  }

  /** Remembers for the rest of the chat which server answers. */
  private stay(reply: Reply): Reply {
    if (reply.endpoint !== this.state.endpoint) this.change({ endpoint: reply.endpoint });
    return reply;
  }
}
