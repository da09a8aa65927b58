import type { ProviderEvent } from '../../lib/provider';
import { textOf } from '../shared/readJson';
import { arrange } from './arrange';
import type { Chat } from './Chat';
import { decodeEntities } from './entities';
import { fingerprint } from './fingerprint';
import { catchUp, isHistory, type Missed, repeatedIn } from './history';
import { type EventDraft, translate } from './toEvents';
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
    const { epoch, heardAtAck, changesAtAck = 0, isConnected } = this.chat.state;
    this.chat.change({ heard: heardAtAck, changes: changesAtAck });
    const repeated = repeatedIn(messages);
    let hasEnded = false;
    for (const { index, message } of arrange(messages, isConnected)) {
      if (this.listener.signal.aborted) return false;
      if (isHistory(message)) await this.handOverMissed(messages);
      else if (!repeated.has(index)) hasEnded = await this.handOverOne(message);
    }
    this.chat.change({ heardAtAck: this.chat.state.heard });
    if (this.chat.state.epoch === epoch) {
      const { changes } = this.chat.state;
      this.chat.change({
        ack: sequence,
        changesAtAck: changes,
        ...(messages.length > 0 && offset !== undefined && { offset }),
      });
    }
    // Whoever was told of the end has no more use for the state.
    if (!hasEnded) await this.chat.save();
    return hasEnded;
  }

  private async handOverOne(message: WireMessage): Promise<boolean> {
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
    await this.emit(event, message.type === 'ChatMessage' ? { count, last: fingerprint(spoken) } : undefined);
    return event.type === 'ended';
  }

  private async handOverMissed(batch: readonly WireMessage[]): Promise<void> {
    const { missed, change } = catchUp(batch, this.chat.state);
    this.chat.change(change);
    for (const { event, heard } of missed) await this.emit(event, heard);
  }

  /**
   * Events are named by their count: agents' words by theirs, which is the same in a batch and in the history after a
   * reconnect, and all others by their own, which is the same when they are delivered again. Whoever goes on from an older
   * state meets them under the ids that they were told by.
   */
  private async emit(event: EventDraft, heard: Missed['heard']): Promise<void> {
    const changes = (this.chat.state.changes ?? 0) + 1;
    await this.listener.emit({ id: heard ? `words-${heard.count}` : `change-${changes}`, ...event });
    this.chat.change(heard ? { heard: heard.count, lastHeard: heard.last } : { changes });
  }
}
