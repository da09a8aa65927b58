import type { ProviderEvent } from '../../lib/provider';
import type { Chat } from './Chat';
import { changesOf, endOf } from './changes';
import { areLastWordsMissing } from './order';
import { type Participant, type Participants, participantsOf } from './participants';
import { agentsOn, secondsToWait } from './queues';

/** What the last words of an agent, who has ended the conversation right after them, may take to get here. */
export const LAST_WORDS_MS = 2_000;
/** How often it is asked who is on a waiting visitor's queue. */
const QUEUE_INTERVAL_MS = 20_000;

/** Hands one event over, and resolves when it was applied. */
type Emit = (event: ProviderEvent) => Promise<void>;

/** Whom a watch tells, until they have heard enough. */
export interface Listener {
  readonly emit: Emit;
  readonly signal?: AbortSignal;
}

/** Finds out who is in a conversation, of which no notification tells, and hands over what has changed. */
export class Watch {
  private queueLookedAtMs = Number.NEGATIVE_INFINITY;
  private endSeenAtMs: number | undefined;

  constructor(
    private readonly chat: Chat,
    private readonly listener: Listener,
  ) {}

  public get isOver(): boolean {
    return this.chat.state.end !== null;
  }

  /** True while an end was seen that has to be seen once more, because an agent's last words may still be on the way. */
  public get isEnding(): boolean {
    return this.endSeenAtMs !== undefined && !this.isOver;
  }

  /** Looks once, when nobody else is at it; true when something was new. @throws ProviderError */
  public look(): Promise<boolean> {
    return this.chat.line.inTurn(() => this.lookNow());
  }

  /** Looks once, for whoever has the turn. @throws ProviderError */
  public async lookNow(): Promise<boolean> {
    const { conversationId } = this.chat.state;
    const participants = await participantsOf(this.chat);
    // What the visitor said meanwhile may have begun another conversation.
    const isOutdated = this.chat.state.conversationId !== conversationId;
    if (participants === undefined || isOutdated || this.isOver || this.listener.signal?.aborted) return false;
    const end = endOf(participants, this.chat.state);
    if (end !== null) return this.onEnd(end, participants);
    this.endSeenAtMs = undefined;
    return this.apply(participants);
  }

  /** Hands over the end that was handed over before, to whoever goes on without having heard of it. */
  public async repeatEnd(): Promise<void> {
    const { end } = this.chat.state;
    if (end !== null) await this.listener.emit({ ...end, type: 'ended' });
  }

  private async apply(participants: Participants): Promise<boolean> {
    const { events, change, waitsIn } = changesOf(participants, this.chat.state);
    for (const event of events) await this.listener.emit(this.named(event));
    this.chat.change(change);
    const isToldOfQueue = waitsIn !== undefined && (await this.lookAtQueue(waitsIn));
    return events.length > 0 || isToldOfQueue;
  }

  private named(event: ProviderEvent): ProviderEvent {
    if (event.type !== 'agent-joined' || event.name.trim() !== '') return event;
    return { ...event, name: this.chat.tools.settings.agentName };
  }

  private async lookAtQueue(queue: Participant): Promise<boolean> {
    const { tools, state } = this.chat;
    const nowMs = tools.clock.nowMs();
    const isNew = state.queued !== queue.id;
    if (queue.queueId === undefined || (!isNew && nowMs - this.queueLookedAtMs < QUEUE_INTERVAL_MS)) return false;
    this.queueLookedAtMs = nowMs;
    if (await this.isDeserted(queue.queueId)) {
      await this.finish({ id: `nobody:${queue.id}`, reason: 'unavailable' });
      return true;
    }
    if (isNew) await this.tellOfQueue(queue.id, queue.queueId);
    return isNew;
  }

  /** True when a visitor who has met no agent yet would wait in vain. */
  private async isDeserted(queueId: string): Promise<boolean> {
    const { tools, state } = this.chat;
    if (tools.settings.waitsForAgents || state.hadAgent) return false;
    return (await agentsOn([queueId], tools))?.get(queueId) === 0;
  }

  private async tellOfQueue(stay: string, queueId: string): Promise<void> {
    const { tools, state } = this.chat;
    const waitSeconds = await secondsToWait(queueId, tools, state.conversationId ?? undefined);
    if (this.listener.signal?.aborted) return;
    await this.listener.emit({
      id: `queued:${stay}`,
      type: 'queued',
      ...(waitSeconds !== undefined && { waitSeconds }),
    });
    this.chat.change({ queued: stay });
  }

  private async onEnd(end: NonNullable<Chat['state']['end']>, participants: Participants): Promise<boolean> {
    const nowMs = this.chat.tools.clock.nowMs();
    this.endSeenAtMs = this.endSeenAtMs ?? nowMs;
    if (this.chat.state.hadAgent && nowMs - this.endSeenAtMs < LAST_WORDS_MS) return true;
    if (areLastWordsMissing(participants, this.chat)) return true;
    await this.finish(end);
    return true;
  }

  private async finish(end: NonNullable<Chat['state']['end']>): Promise<void> {
    if (this.listener.signal?.aborted) return;
    await this.listener.emit({ ...end, type: 'ended' });
    this.chat.change({ end });
  }
}
