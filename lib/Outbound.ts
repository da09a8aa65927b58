import { canSendFiles } from './abilities';
import type { Conversation } from './Conversation';
import { advance, isAfter } from './deliveryCursor';
import { describeError } from './describeError';
import { CredentialsError, ProviderError, type ProviderFailure } from './ProviderError';
import { patiently } from './patiently';
import type { OutgoingMessage } from './provider';
import type { RoomMessage } from './roomMessages';
import type { SessionParts } from './SessionParts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;
/** A message that cannot be delivered for so long ends the session. */
const PATIENCE_MS = 60_000;
/** A larger file gets no link: whoever follows one makes this process read the whole of it. */
export const MOST_LINKED_BYTES = 25 * 1024 * 1024;

/** What came of a delivery: all is delivered, the visitor wants to leave, or it will not go on. */
export type DeliveryResult = 'delivered' | 'exit' | 'failed' | 'gone';

/**
 * Delivers what the visitor has written, in the order of the room. The room's own messages are the queue: whoever calls
 * `deliver` only says that there may be something new, so calls may be lost, repeated, or come in any order.
 */
export class Outbound {
  private running: Promise<DeliveryResult> | undefined;
  private isAskedAgain = false;
  private readonly notes: OutgoingMessage[] = [];
  /** Of the messages that were read last, by id. */
  private times: ReadonlyMap<string, number> = new Map();

  constructor(
    private readonly conversation: Conversation,
    private readonly parts: SessionParts,
    private readonly visitorId: string,
    private readonly hooks: { onSpoken(): Promise<void>; onUndeliverable(message: RoomMessage): Promise<void> },
  ) {}

  /** One run at a time; a call during a run makes that run look once more. */
  public deliver(): Promise<DeliveryResult> {
    if (this.running) {
      this.isAskedAgain = true;
      return this.running;
    }
    this.running = this.run();
    return this.running;
  }

  /** Delivers, after what the visitor has written, something that is no message of the room's. */
  public note(note: OutgoingMessage): Promise<DeliveryResult> {
    this.notes.push(note);
    return this.deliver();
  }

  private async run(): Promise<DeliveryResult> {
    try {
      do {
        this.isAskedAgain = false;
        const result = await this.deliverAll(await this.pending());
        if (result !== 'delivered') return result;
        const noted = await this.deliverNotes();
        if (noted !== 'delivered') return noted;
      } while (this.isAskedAgain);
      return 'delivered';
    } finally {
      this.running = undefined;
    }
  }

  private async deliverAll(pending: readonly RoomMessage[]): Promise<DeliveryResult> {
    for (const message of pending) {
      if (this.isExit(message)) return 'exit';
      // Words wait for an agent; an exit word behind them does not.
      if (!this.isActive()) return pending.some((next) => this.isExit(next)) ? 'exit' : 'delivered';
      const result = await this.deliverOne(message);
      if (result !== 'delivered') return result;
    }
    return 'delivered';
  }

  private async deliverNotes(): Promise<DeliveryResult> {
    for (let note = this.notes.shift(); note; note = this.notes.shift()) {
      const { id, text } = note;
      const result = await this.untilSent(() => this.parts.provider.send(this.conversation, { id, text }));
      if (result === 'failed' || result === 'gone') return result;
    }
    return 'delivered';
  }

  private async pending(): Promise<RoomMessage[]> {
    const { roomId, delivered } = this.conversation.session;
    const { atMs, ids } = delivered;
    const messages = await patiently(roomId, this.parts, () => this.parts.messages.since(roomId, atMs, ids.length));
    this.times = new Map(messages.map(({ id, atMs }) => [id, atMs]));
    return messages.filter(
      (message) => message.senderId === this.visitorId && message.eventId === undefined && isAfter(delivered, message),
    );
  }

  private isActive(): boolean {
    return this.conversation.session.state === 'active';
  }

  private isExit({ text }: RoomMessage): boolean {
    return this.parts.rules.exitWords.includes(text.trim().toLowerCase());
  }

  private async deliverOne(message: RoomMessage): Promise<DeliveryResult> {
    let isRejected = false;
    for (const send of this.sendings(message)) {
      const result = await this.untilSent(send);
      if (result === 'failed' || result === 'gone') return result;
      if (result === 'rejected') isRejected = true;
    }
    if (isRejected) await this.hooks.onUndeliverable(message);
    const { session } = this.conversation;
    this.conversation.change({ ...session, delivered: advance(session.delivered, message, this.times) });
    await this.hooks.onSpoken();
    return 'delivered';
  }

  /** One call of the provider for each thing that a message carries, so that none is repeated because of another. */
  private sendings({ id, text, file }: RoomMessage): Array<() => Promise<void>> {
    const { provider } = this.parts;
    const calls: Array<() => Promise<void>> = [];
    if (file) calls.push(() => this.sendFile(id, file));
    if (text.trim() !== '') calls.push(() => provider.send(this.conversation, { id, text }));
    return calls;
  }

  private async untilSent(send: () => Promise<void>): Promise<'sent' | 'rejected' | 'failed' | 'gone'> {
    const giveUpAtMs = this.parts.clock.nowMs() + PATIENCE_MS;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      // Before anything leaves: after a cut the same message goes with the same state, which the far side recognises.
      await this.conversation.save();
      if (this.conversation.session.state === 'ending') return 'gone';
      try {
        await send();
        return 'sent';
      } catch (error) {
        const failure = this.failureOf(error);
        if (failure !== 'unreachable') return failure;
        if (this.parts.clock.nowMs() >= giveUpAtMs) return 'failed';
        await this.parts.clock.wait(pauseMs);
      }
    }
  }

  /** @throws the error, when it is none that providers throw on purpose */
  private failureOf(error: unknown): ProviderFailure {
    if (error instanceof CredentialsError) this.parts.onRefusedCredentials();
    if (!(error instanceof ProviderError)) throw error;
    return error.failure;
  }

  private async sendFile(id: string, file: NonNullable<RoomMessage['file']>): Promise<void> {
    const { provider } = this.parts;
    if (!canSendFiles(provider)) return provider.send(this.conversation, { id: `${id}:file`, text: `[${file.name}]` });
    const content = await this.contentOf(file);
    const isLinked = this.parts.linkTo !== undefined && content.length <= MOST_LINKED_BYTES;
    const link = isLinked && (() => this.linkTo(file));
    const { name, mediaType } = file;
    await provider.sendFile(this.conversation, { id, name, mediaType, content, ...(link && { link }) });
  }

  private async linkTo(file: NonNullable<RoomMessage['file']>): Promise<string> {
    const { linkTo, log } = this.parts;
    try {
      return (await linkTo?.(file)) ?? '';
    } catch (error) {
      log.warn('No link to a file could be made', { cause: describeError(error) });
      throw new ProviderError('unreachable', 'no link to the file could be made');
    }
  }

  /** @throws ProviderError `rejected` when the host does not hand the file out: the visitor is told, and talks on. */
  private async contentOf({ id }: NonNullable<RoomMessage['file']>): Promise<Buffer> {
    const { messages, log } = this.parts;
    try {
      return await messages.fileContent(id);
    } catch (error) {
      const { roomId } = this.conversation.session;
      log.warn('A file of the visitor could not be read', { roomId, cause: describeError(error) });
      throw new ProviderError('rejected', 'the file could not be read');
    }
  }
}
