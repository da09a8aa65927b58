import { canReceive, canWarnIdle } from './abilities';
import { Conversation, NotOwner } from './Conversation';
import { describeError } from './describeError';
import { finishSession } from './finishSession';
import { Outbound } from './Outbound';
import { openConversation } from './openConversation';
import { ProviderError } from './ProviderError';
import type { IncomingContent, ProviderEvent, ReceivingProvider } from './provider';
import type { SessionParts } from './SessionParts';
import type { EndCause, Session } from './session';
import { fillText, type TextKey, type TextValues } from './texts';
import { type Effect, end, onEvent, onTime, onVisitorSpoke, type Transition } from './transitions';

/** How long the provider may be out of reach before the session is given up. */
const PATIENCE_MS = 120_000;
const PAUSE_MS = 2_000;
/** How long a message of which nobody has told may lie in the room. */
const LOOK_AGAIN_MS = 30_000;
/** How far back the room is searched for what this session has said before it was taken over. */
const REMEMBERED_MESSAGES = 100;

/**
 * Carries one session on the instance that owns it: opens the conversation, listens, relays, keeps the deadlines and
 * ends it. Everything that changes the session goes through `apply`, one change after the other.
 */
export class SessionRunner {
  private readonly conversation: Conversation;
  private readonly outbound: Outbound;
  private readonly listening = new AbortController();
  private readonly posted = new Set<string>();
  private changes: Promise<unknown> = Promise.resolve();
  private opening: Promise<void> = Promise.resolve();
  private lookedAtMs = 0;
  private isOver = false;

  constructor(
    session: Session,
    private readonly parts: SessionParts,
    visitorId: string,
  ) {
    this.conversation = new Conversation(session, parts.sessions, parts.holdsLease);
    this.outbound = new Outbound(this.conversation, parts, visitorId, {
      onSpoken: () => this.apply(({ session: current }) => onVisitorSpoke(current)),
      onUndeliverable: ({ id }) => this.tell('not-delivered', {}, `undelivered-${id}`),
    });
  }

  public get session(): Session {
    return this.conversation.session;
  }

  private get isEnding(): boolean {
    return this.isOver || this.session.state === 'ending';
  }

  /** Runs the session to its end, or until this instance loses it. Never throws. */
  public async run({ isTakenOver }: { isTakenOver: boolean }): Promise<void> {
    try {
      if (isTakenOver) await this.remember();
      if (this.session.state === 'starting') {
        this.opening = this.open();
        await this.opening;
      } else if (this.session.state === 'ending') await this.finish();
      else this.deliver();
      await this.listen();
    } catch (error) {
      await this.giveUp(error);
    }
    await this.changes.catch(() => undefined);
  }

  /** There may be something new from the visitor. */
  public deliver(): void {
    this.lookedAtMs = this.parts.clock.nowMs();
    this.inBackground(this.outbound.deliver().then((result) => this.afterDelivery(result)));
  }

  /** The room may have been closed, moved, or given to somebody else. */
  public async reconcile(): Promise<void> {
    const room = await this.parts.rooms.find(this.session.roomId);
    if (!room?.isOpen) await this.end('closed');
    else if (room.servedBy !== this.parts.rules.bridgeAgent) await this.end('moved');
  }

  /** Tells the agent something that is not a message of the room's, such as an edit. */
  public note(id: string, text: string): void {
    if (this.session.state !== 'active') return;
    this.inBackground(this.outbound.note({ id, text }).then((result) => this.afterDelivery(result)));
  }

  /** To be called about every second: keeps the deadlines, and stores what is not stored yet. */
  public tick(): void {
    const { clock, rules } = this.parts;
    if (clock.nowMs() - this.lookedAtMs >= LOOK_AGAIN_MS) this.deliver();
    this.inBackground(this.apply(({ session }) => onTime(session, rules.limits, clock.nowMs())));
    this.inBackground(this.keep());
  }

  public end(cause: EndCause): Promise<void> {
    return this.apply(({ session }) => end(session, cause, this.parts.clock.nowMs()));
  }

  /** Stops without ending the session, because it is another instance's now, or nobody's. */
  public abandon(): void {
    this.isOver = true;
    this.listening.abort();
  }

  private async open(): Promise<void> {
    await this.tell('finding-agent', {}, 'finding-agent');
    await openConversation(this.conversation, this.parts);
  }

  private async listen(): Promise<void> {
    const { provider, clock, log } = this.parts;
    if (!canReceive(provider)) return;
    let lastReachedAtMs = clock.nowMs();
    const emit = (event: ProviderEvent) => {
      lastReachedAtMs = clock.nowMs();
      return this.apply(({ session }) => onEvent(session, event, clock.nowMs()));
    };
    while (!this.isEnding) {
      const failure = await this.receive(provider, emit);
      if (this.isEnding) return;
      if (failure === undefined || failure.failure === 'gone') return this.end('expired');
      const isHopeless = failure.failure === 'rejected' || clock.nowMs() - lastReachedAtMs > PATIENCE_MS;
      if (isHopeless) return this.end('error');
      log.warn('The provider cannot be reached; trying again', { roomId: this.session.roomId, error: failure.message });
      await clock.wait(PAUSE_MS);
    }
  }

  /** Listens until the provider has no more to say; why it stopped, unless the conversation is over. */
  private async receive(
    provider: ReceivingProvider,
    emit: (event: ProviderEvent) => Promise<void>,
  ): Promise<ProviderError | undefined> {
    try {
      await provider.receive(this.conversation, this.listening.signal, emit);
      return undefined;
    } catch (error) {
      if (error instanceof ProviderError) return error;
      if (this.isEnding) return undefined;
      throw error;
    }
  }

  private async afterDelivery(result: 'delivered' | 'exit' | 'failed' | 'gone'): Promise<void> {
    if (result === 'exit') await this.end('ended-by-visitor');
    if (result === 'failed') await this.end('error');
    if (result === 'gone') await this.end('expired');
  }

  /** One change at a time; its effects are done before the next change is looked at. */
  private apply(change: (at: { session: Session }) => Transition): Promise<void> {
    const done = this.changes.then(async () => {
      if (this.isOver) return;
      const { session, effects } = change({ session: this.session });
      if (session !== this.session) this.conversation.change(session);
      for (const effect of effects) await this.carryOut(effect);
    });
    this.changes = done.catch(() => undefined);
    return done;
  }

  private async carryOut(effect: Effect): Promise<void> {
    switch (effect.type) {
      case 'tell':
        return this.tell(effect.text, effect.values ?? {}, effect.eventId);
      case 'post':
        return this.post(readable(effect.content), effect.eventId);
      case 'typing':
        return this.showTyping(effect.isTyping);
      case 'deliver':
        return this.deliver();
      case 'warn-idle':
        return this.warnIdle(effect.isWarned);
      case 'end':
        return this.finish();
      default:
        return effect satisfies never;
    }
  }

  private async finish(): Promise<void> {
    await this.conversation.save();
    this.listening.abort();
    // What is being opened must be known to be closed.
    await this.opening.catch(() => undefined);
    const isFinished = await finishSession(this.conversation, this.parts, (key) => this.tell(key, {}, 'end'));
    if (isFinished) this.isOver = true;
  }

  /** Stores what is not stored yet; when the store cannot be reached, the next time will do. */
  private async keep(): Promise<void> {
    try {
      await this.conversation.save();
    } catch (error) {
      if (error instanceof NotOwner) throw error;
      this.parts.log.warn('A session could not be stored; it is tried again', {
        roomId: this.session.roomId,
        cause: describeError(error),
      });
    }
  }

  private async showTyping(isTyping: boolean): Promise<void> {
    const { messages, log } = this.parts;
    const { roomId, agentName = '' } = this.session;
    try {
      await messages.showTyping(roomId, agentName, isTyping);
    } catch (error) {
      log.warn('The visitor could not be shown that the agent types', { roomId, cause: describeError(error) });
    }
  }

  private async warnIdle(isWarned: boolean): Promise<void> {
    const { provider, log } = this.parts;
    if (!canWarnIdle(provider)) return;
    try {
      await provider.idleWarning(this.conversation, isWarned);
    } catch (error) {
      log.warn('The provider was not told of an idle visitor', { roomId: this.session.roomId, error: String(error) });
    }
  }

  private async tell(key: TextKey, values: TextValues, eventId: string): Promise<void> {
    const text = fillText(this.parts.rules.texts[key], values);
    if (text !== '') await this.post(text, `${key}:${eventId}`);
  }

  /** Posts once, however often it is asked to: what was posted is found again in the room. */
  private async post(text: string, event: string): Promise<void> {
    const eventId = `${this.session.id}:${event}`;
    if (this.posted.has(eventId)) return;
    await this.parts.messages.post(this.session.roomId, { text, eventId });
    this.posted.add(eventId);
  }

  private async remember(): Promise<void> {
    const messages = await this.parts.messages.newest(this.session.roomId, REMEMBERED_MESSAGES);
    for (const { eventId } of messages) if (eventId !== undefined) this.posted.add(eventId);
  }

  private inBackground(work: Promise<unknown>): void {
    work.catch((error) => this.giveUp(error));
  }

  private async giveUp(error: unknown): Promise<void> {
    if (this.isOver) return;
    const { roomId } = this.session;
    if (error instanceof NotOwner) {
      this.abandon();
      this.parts.log.info('A session has gone to another instance', { roomId });
      return;
    }
    this.parts.log.error('A session failed', { roomId, cause: describeError(error) });
    await this.end('error').catch((cause) => {
      this.parts.log.error('A session could not be ended; it is tried again', { roomId, cause: describeError(cause) });
    });
  }
}

/** What a visitor can read of it: choices are numbered, a file is a link. */
function readable(content: IncomingContent): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'choices':
      return [content.text, ...content.choices.map(({ title }, index) => `${index + 1}. ${title}`)].join('\n').trim();
    case 'file':
      return `[${content.name}](${content.url})`;
    default:
      return content satisfies never;
  }
}
