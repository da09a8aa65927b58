import { canReceive, canWarnIdle } from './abilities';
import { Conversation } from './Conversation';
import { describeError } from './describeError';
import { finishSession } from './finishSession';
import { Incoming } from './Incoming';
import { NotOwner } from './NotOwner';
import { Outbound } from './Outbound';
import { openConversation } from './openConversation';
import { CredentialsError, ProviderError } from './ProviderError';
import type { News, ProviderEvent, ReceivingProvider } from './provider';
import type { SessionParts } from './SessionParts';
import type { EndCause, Session } from './session';
import { TypingSign } from './TypingSign';
import { type Effect, end, onEvent, onTime, onVisitorSpoke, type Transition } from './transitions';
import { Voice } from './Voice';

/** How long the provider may be out of reach before the session is given up. */
const PATIENCE_MS = 120_000;
const PAUSE_MS = 2_000;
/** How long a provider may take to tell of an end that shows in other ways already. */
const TOLD_MS = 5_000;
/** How long a message of which nobody has told may lie in the room. */
const LOOK_AGAIN_MS = 30_000;
/** How long what an owner wrote who was taken for dead, and was not, may still be on its way to the store. */
const CONTESTED_MS = 6_000;

/**
 * Carries one session on the instance that owns it: opens the conversation, listens, relays, keeps the deadlines and
 * ends it. Everything that changes the session goes through `apply`, one change after the other.
 */
export class SessionRunner {
  private readonly conversation: Conversation;
  private readonly outbound: Outbound;
  private readonly incoming: Incoming;
  private readonly voice: Voice;
  private readonly typing: TypingSign;
  private readonly listening = new AbortController();
  private changes: Promise<unknown> = Promise.resolve();
  private opening: Promise<void> = Promise.resolve();
  private lookedAtMs = 0;
  private lastReachedAtMs = 0;
  private contestedUntilMs = 0;
  private finishingSinceMs: number | undefined;
  private isOver = false;

  constructor(
    session: Session,
    private readonly parts: SessionParts,
    visitorId: string,
  ) {
    this.conversation = new Conversation(session, parts, () => this.isSurelyOurs());
    this.voice = new Voice(this.conversation, parts);
    this.typing = new TypingSign(this.conversation, parts);
    this.incoming = new Incoming(this.conversation, parts, {
      emit: (event) => this.happened(event),
      signal: this.listening.signal,
    });
    this.outbound = new Outbound(this.conversation, parts, visitorId, {
      onSpoken: () => this.apply(({ session: current }) => onVisitorSpoke(current)),
      onUndeliverable: ({ id }) => this.voice.tell('not-delivered', {}, `undelivered-${id}`),
    });
  }

  public get session(): Session {
    return this.conversation.session;
  }

  private isSurelyOurs(): boolean {
    return this.parts.holdsLease() && this.parts.clock.nowMs() >= this.contestedUntilMs;
  }

  private get isEnding(): boolean {
    return this.isOver || this.session.state === 'ending';
  }

  /** Runs the session to its end, or until this instance loses it. Never throws. */
  public async run({ isTakenOver }: { isTakenOver: boolean }): Promise<void> {
    if (isTakenOver) this.contestedUntilMs = this.parts.clock.nowMs() + CONTESTED_MS;
    try {
      // In turn: nothing may be said before it is known what was.
      if (isTakenOver) await this.inTurn(() => this.voice.remember());
      if (this.session.state === 'starting') {
        this.opening = this.open();
        await this.opening;
      } else if (this.session.state === 'ending') await this.inTurn(() => this.finish());
      else this.deliver();
      this.hear();
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

  /** There may be something new that a webhook has got. */
  public hear(): void {
    this.inBackground(this.incoming.hear());
  }

  /** A webhook has got something that is not kept yet; false when it has to be, because it was not heard at once. */
  public hearAtOnce(news: News): Promise<boolean> {
    return this.incoming.hearAtOnce(news, (run) => this.inBackground(run));
  }

  /**
   * The room may have been closed, moved, or given to somebody else. Resolves when that is known: an end may take as long
   * as the provider, and whoever looks after many rooms must not wait for it.
   */
  public async reconcile(): Promise<void> {
    const room = await this.parts.rooms.find(this.session.roomId);
    if (!room?.isOpen) this.inBackground(this.end('closed'));
    else if (room.servedBy !== this.parts.rules.bridgeAgent) this.inBackground(this.end('moved'));
  }

  /** Tells the agent something that is not a message of the room's, such as an edit. */
  public note(id: string, text: string): void {
    if (this.session.state !== 'active') return;
    this.inBackground(this.outbound.note({ id, text }).then((result) => this.afterDelivery(result)));
  }

  /** Looks for what nobody has told of, when that was not done for half a minute; true if it was time. */
  public lookAgain(): boolean {
    if (this.parts.clock.nowMs() - this.lookedAtMs < LOOK_AGAIN_MS) return false;
    this.deliver();
    this.hear();
    return true;
  }

  /**
   * To be called about every second: keeps the deadlines, and stores what is not stored yet. Of most sessions nothing is
   * due, which must not cost anything: the garbage of 1,000 for nothing keeps V8 at work while nobody talks.
   */
  public tick(): void {
    const { clock, rules } = this.parts;
    const due = ({ session }: { session: Session }) => onTime(session, rules.limits, clock.nowMs());
    const { session, effects } = due(this);
    if (session !== this.session || effects.length > 0) this.inBackground(this.apply(due));
    if (this.typing.isOverdue) this.inBackground(this.typing.expire());
    if (!this.conversation.isSettled) this.inBackground(this.keep());
  }

  public end(cause: EndCause): Promise<void> {
    return this.apply(({ session }) => end(session, cause, this.parts.clock.nowMs()));
  }

  /** This instance may have lost the session without noticing: it is let go if so. */
  public doubt(): void {
    this.inBackground(this.conversation.confirm());
  }

  /** Stops without ending the session, because it is another instance's now, or nobody's. */
  public abandon(): void {
    this.isOver = true;
    this.listening.abort();
  }

  private async open(): Promise<void> {
    await this.voice.tell('finding-agent', {}, 'finding-agent');
    await this.parts.turns.take(() => openConversation(this.conversation, this.parts));
  }

  private async listen(): Promise<void> {
    const { provider, clock, log } = this.parts;
    if (!canReceive(provider)) return aborted(this.listening.signal);
    this.lastReachedAtMs = clock.nowMs();
    while (!this.isEnding) {
      const failure = await this.receive(provider);
      if (this.isEnding) return;
      if (failure === undefined || failure.failure === 'gone') return this.end('expired');
      const isHopeless = failure.failure === 'rejected' || clock.nowMs() - this.lastReachedAtMs > PATIENCE_MS;
      if (isHopeless) return this.end('error');
      log.warn('The provider cannot be reached; trying again', { roomId: this.session.roomId, error: failure.message });
      await clock.wait(PAUSE_MS);
    }
  }

  /** Listens until the provider has no more to say; why it stopped, unless the conversation is over. */
  private async receive(provider: ReceivingProvider): Promise<ProviderError | undefined> {
    try {
      await provider.receive(this.conversation, this.listening.signal, (event) => this.happened(event));
      return undefined;
    } catch (error) {
      if (error instanceof CredentialsError) this.parts.onRefusedCredentials();
      if (error instanceof ProviderError) return error;
      if (this.isEnding) return undefined;
      throw error;
    }
  }

  /** The provider reports something. */
  private happened(event: ProviderEvent): Promise<void> {
    this.lastReachedAtMs = this.parts.clock.nowMs();
    return this.apply(({ session }) => onEvent(session, event, this.parts.clock.nowMs()));
  }

  private async afterDelivery(result: 'delivered' | 'exit' | 'failed' | 'gone'): Promise<void> {
    if (result === 'exit') await this.end('ended-by-visitor');
    if (result === 'failed') await this.end('error');
    if (result === 'gone') await this.endUnlessTold();
  }

  /** A conversation that takes no words any more has ended; why, the provider is about to tell whoever listens to it. */
  private async endUnlessTold(): Promise<void> {
    if (canReceive(this.parts.provider)) await this.parts.clock.wait(TOLD_MS);
    if (!this.isEnding) await this.end('expired');
  }

  /** One change at a time; its effects are done before the next change is looked at. */
  private apply(change: (at: { session: Session }) => Transition): Promise<void> {
    return this.inTurn(async () => {
      const { session, effects } = change({ session: this.session });
      if (session !== this.session) this.conversation.change(session);
      for (const effect of effects) await this.carryOut(effect);
    });
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.changes.then(() => (this.isOver ? undefined : work()));
    this.changes = done.catch(() => undefined);
    return done;
  }

  private async carryOut(effect: Effect): Promise<void> {
    switch (effect.type) {
      case 'tell':
        return this.voice.tell(effect.text, effect.values ?? {}, effect.eventId);
      case 'post':
        await this.typing.onSaid();
        return this.voice.post(effect.content, effect.eventId);
      case 'typing':
        return this.typing.show(effect.isTyping, effect.lastsMs);
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
    this.finishingSinceMs ??= this.parts.clock.nowMs();
    const isFinished = await finishSession(this.conversation, this.parts, {
      sinceMs: this.finishingSinceMs,
      tell: (key) => this.voice.tell(key, {}, 'end'),
    });
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

  private async warnIdle(isWarned: boolean): Promise<void> {
    const { provider, log } = this.parts;
    if (!canWarnIdle(provider)) return;
    try {
      await provider.idleWarning(this.conversation, isWarned);
    } catch (error) {
      log.warn('The provider was not told of an idle visitor', { roomId: this.session.roomId, error: String(error) });
    }
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

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
}
