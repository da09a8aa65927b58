import type { ProviderEvent } from '../../lib/provider';
import { acknowledge } from './acknowledge';
import type { Chat } from './Chat';
import { Departure } from './Departure';
import type { MessagingState } from './state';
import { Typing } from './Typing';
import { type EventDraft, isKnownType, type Translation, translate } from './toEvents';
import type { Entry } from './wire';

/** Who wants to know what happens, and until when. */
export interface Listener {
  readonly signal: AbortSignal;
  emit(event: ProviderEvent): Promise<void>;
}

/** More than come within the time that the stream and the list of entries may overlap by. */
const REMEMBERED_ENTRIES = 150;

/** Hands entries over as events, each once, whichever way and however often they come, and remembers how far it came. */
export class Delivery {
  private readonly departure: Departure;
  private readonly typing: Typing;

  constructor(
    private readonly chat: Chat,
    private readonly listener: Listener,
  ) {
    this.departure = new Departure(chat, listener);
    this.typing = new Typing((event) => listener.emit(event));
  }

  /** True once the conversation has ended and that was handed over. */
  public get isOver(): boolean {
    return this.chat.state.end !== null;
  }

  /** When `settle` has something to do. */
  public get dueAtMs(): number {
    return Math.min(this.departure.dueAtMs, this.typing.dueAtMs);
  }

  /** Hands over an entry that the stream has brought, as the event of that id, and stores how far the stream came. */
  public async handOver(entry: Entry, lastEventId: string | undefined): Promise<void> {
    await this.handOverAll([entry], lastEventId === undefined ? {} : { lastEventId });
  }

  /**
   * Hands over all that was listed since the last list, oldest first, and stores how far the lists came. True if anything
   * was new; what the visitor has said himself is not.
   */
  public async handOverList(entries: readonly Entry[]): Promise<boolean> {
    const newestMs = Math.max(this.chat.state.lastEntryAtMs, ...entries.map(({ atMs }) => atMs));
    return this.handOverAll(entries, { lastEntryAtMs: newestMs });
  }

  private async handOverAll(entries: readonly Entry[], change: Partial<MessagingState>): Promise<boolean> {
    const arrived: string[] = [];
    let isNews = false;
    for (const entry of entries) {
      if (this.listener.signal.aborted || this.isOver) return isNews;
      const translation = await this.handOverOne(entry);
      if (translation === undefined) continue;
      isNews = true;
      if (translation.arrived !== undefined) arrived.push(translation.arrived);
    }
    // Whoever was told of the end has no more use for the state.
    if (this.isOver) return isNews;
    this.chat.change(change);
    if (!isNews) return false;
    await this.chat.save();
    // Nobody waits for that: a slow answer must not hold up what is said next.
    acknowledge(this.chat, arrived).catch(() => undefined);
    return true;
  }

  /** Does what has become due since nothing came. */
  public async settle(): Promise<void> {
    await this.typing.expire(this.chat.tools.clock.nowMs());
    await this.departure.settle();
  }

  /** Hands over that there is no conversation any more. */
  public async expire(): Promise<void> {
    await this.listener.emit({ id: 'expired', type: 'ended', reason: 'expired' });
    this.chat.change({ end: { id: 'expired', reason: 'expired' } });
  }

  /** Hands over the end that was handed over before, to whoever goes on without having heard of it. */
  public async repeatEnd(): Promise<void> {
    const { end } = this.chat.state;
    if (end !== null) await this.listener.emit({ ...end, type: 'ended' });
  }

  /** What was applied of an entry; undefined for one that is nothing new, or nothing to remember. */
  private async handOverOne(entry: Entry): Promise<Translation | undefined> {
    if (this.chat.state.seen.includes(entry.id)) return undefined;
    const { clock, settings, novelties } = this.chat.tools;
    const scene = { state: this.chat.state, nowMs: clock.nowMs(), speaksToBots: settings.speaksToBots };
    const translation = translate(entry, scene);
    if (translation === undefined) novelties.meet(isKnownType(entry.type) ? 'payload' : 'entry', entry.type);
    if (translation?.isTyping !== undefined) await this.showTyping(entry, translation.isTyping);
    if (translation === undefined || !isMemorable(translation)) return undefined;
    await this.apply(entry, translation);
    return translation;
  }

  private async showTyping({ id }: Entry, isTyping: boolean): Promise<void> {
    if (isTyping) await this.typing.start(id, this.chat.tools.clock.nowMs());
    else await this.typing.stop(id);
  }

  /** Nothing is remembered before all of it was handed over: after a cut it comes again, with the same ids. */
  private async apply(entry: Entry, { events, change }: Translation): Promise<void> {
    if (events.some(({ type }) => type === 'message')) await this.typing.stop(`${entry.id}:typing`);
    for (const { suffix = '', ...event } of events) {
      if (this.listener.signal.aborted) return;
      await this.listener.emit({ ...event, id: `${entry.id}${suffix}` });
    }
    this.chat.change({
      ...change,
      ...endOf(entry, events),
      seen: [...this.chat.state.seen, entry.id].slice(-REMEMBERED_ENTRIES),
    });
  }
}

const isMemorable = ({ events, change }: Translation): boolean => events.length > 0 || Object.keys(change).length > 0;

function endOf({ id }: Entry, events: readonly EventDraft[]): Pick<Parameters<Chat['change']>[0], 'end'> {
  const [ended] = events.flatMap((event) => (event.type === 'ended' ? [event.reason] : []));
  return ended === undefined ? {} : { end: { id, reason: ended } };
}
