import { ProviderError } from '../../lib/ProviderError';
import { isSuccess } from '../shared/httpAnswers';
import type { Chat } from './Chat';
import { failureOf, type Reply } from './Client';
import { type Entry, readEntries } from './wire';

/** Enhanced Chat API, List Conversation Entries: the most that one call gives. */
const PAGE = 50;
const MOST_PAGES = 20;
/** Entries may be listed a little later than their time says. */
const OVERLAP_MS = 5_000;

/** Enhanced Chat API, List Conversation Entries: the last one is not known to every org. */
const TYPES = ['Message', 'ParticipantChanged', 'RoutingResult'];
const ALL_TYPES = [...TYPES, 'SessionStatusChanged'];

/** What a question for news came to. */
export type Answer =
  | { readonly kind: 'entries'; readonly entries: readonly Entry[] }
  | { readonly kind: 'failed'; readonly error: ProviderError; readonly retryAfterMs?: number };

/** Lists what has happened in a conversation; Enhanced Chat API, List Conversation Entries. */
export class Entries {
  private types: readonly string[] = ALL_TYPES;

  constructor(private readonly chat: Chat) {}

  /** Everything since the newest entry that was heard of, and a little before it, in the order of time. */
  public async sinceLast(): Promise<Answer> {
    try {
      return await this.allPages();
    } catch (error) {
      if (error instanceof ProviderError) return { kind: 'failed', error };
      throw error;
    }
  }

  private async allPages(): Promise<Answer> {
    const found = new Map<string, Entry>();
    let fromMs = Math.max(0, this.chat.state.lastEntryAtMs - OVERLAP_MS);
    for (let page = 0; page < MOST_PAGES; page++) {
      const reply = await this.page(fromMs);
      if (!isSuccess(reply)) return failed(reply);
      const entries = readEntries(reply.body);
      if (entries === undefined) throw new ProviderError('unreachable', `${reply.what} was not answered with entries`);
      const newestMs = this.collect(entries, found);
      if (entries.length < PAGE) break;
      // A page that is full of one moment would otherwise come again and again.
      fromMs = newestMs > fromMs ? newestMs : fromMs + 1;
    }
    return { kind: 'entries', entries: [...found.values()].sort((a, b) => a.atMs - b.atMs) };
  }

  private collect(entries: ReadonlyArray<Entry | undefined>, found: Map<string, Entry>): number {
    let newestMs = 0;
    for (const entry of entries) {
      if (entry === undefined) {
        this.chat.tools.novelties.meet('entry', '');
        continue;
      }
      found.set(entry.id, entry);
      newestMs = Math.max(newestMs, entry.atMs);
    }
    return newestMs;
  }

  private async page(fromMs: number): Promise<Reply> {
    const ask = (types: readonly string[]): Promise<Reply> =>
      this.chat.call({
        method: 'GET',
        path: '/entries',
        query: {
          limit: String(PAGE),
          direction: 'FromStart',
          entryTypeFilter: types.join(','),
          ...(fromMs > 0 && { startTimestamp: String(fromMs) }),
        },
      });
    const reply = await ask(this.types);
    if (reply.status !== 400 || this.types === TYPES) return reply;
    const narrower = await ask(TYPES);
    if (isSuccess(narrower)) this.types = TYPES;
    return narrower;
  }
}

function failed(reply: Reply): Answer {
  const { retryAfterMs } = reply;
  return { kind: 'failed', error: failureOf(reply), ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
