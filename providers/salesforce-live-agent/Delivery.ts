import type { ProviderEvent } from '../../lib/provider';
import { textOf } from '../shared/readJson';
import { arrange } from './arrange';
import type { Chat } from './Chat';
import { decodeEntities } from './entities';
import { fingerprint } from './fingerprint';
import { catchUp, isHistory, type Missed, repeatedIn } from './history';
import { translate } from './toEvents';
import type { Batch, WireMessage } from './wire';

/** Who wants to know what happens, and until when. */
export interface Listener {
  readonly signal: AbortSignal;
  emit(event: ProviderEvent): Promise<void>;
}

/** Hands batches over as events and remembers how far it came. */
export class Delivery {
  constructor(
    private readonly chat: Chat,
    private readonly listener: Listener,
  ) {}

  /** Hands over a batch, and stores that it arrived once all of it was applied. True when it ended the chat. */
  public async handOver({ messages, sequence, offset }: Batch): Promise<boolean> {
    const { epoch, ack, heardAtAck, isConnected } = this.chat.state;
    this.chat.change({ heard: heardAtAck });
    const repeated = repeatedIn(messages);
    let hasEnded = false;
    for (const { index, message } of arrange(messages, isConnected)) {
      if (this.listener.signal.aborted) return false;
      const id = `${epoch}:${ack}.${index}`;
      if (isHistory(message)) await this.handOverMissed(messages, id);
      else if (!repeated.has(index)) hasEnded = await this.handOverOne(message, id);
    }
    this.chat.change({ heardAtAck: this.chat.state.heard });
    if (this.chat.state.epoch === epoch) {
      this.chat.change({ ack: sequence, ...(messages.length > 0 && offset !== undefined && { offset }) });
    }
    // Whoever was told of the end has no more use for the state.
    if (!hasEnded) await this.chat.save();
    return hasEnded;
  }

  private async handOverOne(message: WireMessage, id: string): Promise<boolean> {
    const translation = translate(message, this.chat.state);
    if (translation === undefined) {
      // The type comes from outside: shown only if it looks like one.
      const type = /^\w{1,60}$/.test(message.type) ? message.type : 'unreadable';
      this.chat.tools.log.warn('Live Agent sent a message of a type that is not known; it is ignored', { type });
      return false;
    }
    const { event, change } = translation;
    if (change !== undefined) this.chat.change(change);
    if (event === undefined) return false;
    const count = this.chat.state.heard + 1;
    const spoken = decodeEntities(textOf(message.message.text) ?? '');
    const heard = message.type === 'ChatMessage' ? { count, last: fingerprint(spoken) } : undefined;
    await this.emit({ id: heard ? idOfWords(heard.count) : id, ...event }, heard);
    return event.type === 'ended';
  }

  private async handOverMissed(batch: readonly WireMessage[], id: string): Promise<void> {
    const { missed, change } = catchUp(batch, this.chat.state);
    this.chat.change(change);
    for (const { suffix, event, heard } of missed) {
      await this.emit({ id: heard ? idOfWords(heard.count) : `${id}${suffix}`, ...event }, heard);
    }
  }

  private async emit(event: ProviderEvent, heard: Missed['heard']): Promise<void> {
    await this.listener.emit(event);
    if (heard !== undefined) this.chat.change({ heard: heard.count, lastHeard: heard.last });
  }
}

/**
 * Agents' words are named by their count, which is the same in a batch and in the history after a reconnect: whoever goes
 * on from an older state meets them under the ids that they were posted by.
 */
function idOfWords(count: number): string {
  return `words-${count}`;
}
