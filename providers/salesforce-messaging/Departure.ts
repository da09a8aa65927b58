import { isSuccess } from '../shared/httpAnswers';
import { objectOf, parseJson } from '../shared/readJson';
import type { Chat } from './Chat';
import { CALL_TIMEOUT_MS, failureOf } from './Client';
import type { Listener } from './Delivery';

/** How long an end, a transfer or another agent may take to be told of. */
const GRACE_MS = 2_000;
/** How long a conversation that nobody is in is left alone before Salesforce is asked about it. */
const CHECK_MS = 10_000;

/** Enhanced Chat API, Get Conversation: `routingStatus` of a conversation that nobody is to get any more. */
const OVER = 'NEEDS_ROUTING';

/**
 * What follows when the last agent has left and nothing is said about it. An end is followed by nothing that must be told
 * before it, so the visitor hears of an agent who left a little later; and where no end is ever told, it is asked for.
 */
export class Departure {
  constructor(
    private readonly chat: Chat,
    private readonly listener: Listener,
  ) {}

  /** When there is something to do; never, while somebody is there. */
  public get dueAtMs(): number {
    const { departure } = this.chat.state;
    if (departure === null) return Number.POSITIVE_INFINITY;
    const { sinceMs, checkedAtMs } = departure;
    return checkedAtMs === null ? sinceMs + GRACE_MS : checkedAtMs + CHECK_MS;
  }

  /** Does what is due. @throws ProviderError of kind `gone` when there is no conversation any more */
  public async settle(): Promise<void> {
    const { departure } = this.chat.state;
    const nowMs = this.chat.tools.clock.nowMs();
    if (departure === null || nowMs < this.dueAtMs) return;
    const { id, checkedAtMs } = departure;
    if (checkedAtMs === null) await this.listener.emit({ id, type: 'agent-left' });
    else if (await this.isOver()) return this.end(`${id}:ended`);
    // Somebody may have joined meanwhile, while this was waiting for an answer.
    if (this.chat.state.departure?.id === id) this.chat.change({ departure: { ...departure, checkedAtMs: nowMs } });
  }

  private async end(id: string): Promise<void> {
    await this.listener.emit({ id, type: 'ended', reason: 'agent' });
    this.chat.change({ end: { id, reason: 'agent' } });
  }

  private async isOver(): Promise<boolean> {
    const reply = await this.chat.call({ method: 'GET', path: '', timeoutMs: CALL_TIMEOUT_MS });
    if (isSuccess(reply)) return objectOf(parseJson(reply.body)).routingStatus === OVER;
    const failure = failureOf(reply);
    if (failure.failure === 'gone') throw failure;
    return false;
  }
}
