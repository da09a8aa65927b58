import type { Conversation, Entry } from './Conversation';
import type { Context } from './context';
import type { EventRouter } from './EventRouter';
import type { Draft } from './payloads';

/** Writes down what happens in conversations: entries that can be asked for, and events on the visitors' streams. */
export class Journal {
  private readonly pending = new Map<Conversation, Draft[]>();
  private depth = 0;

  constructor(
    private readonly context: Context,
    private readonly router: EventRouter,
  ) {}

  /** Has everything that the work adds go out together when it is done, as the events of one step. */
  step<T>(work: () => T): T {
    this.depth++;
    try {
      return work();
    } finally {
      this.depth--;
      this.flush();
    }
  }

  add(conversation: Conversation, ...drafts: Draft[]): void {
    this.pending.set(conversation, [...(this.pending.get(conversation) ?? []), ...drafts]);
    this.flush();
  }

  private flush(): void {
    if (this.depth > 0) {
      return;
    }
    const steps = [...this.pending];
    this.pending.clear();
    for (const [conversation, drafts] of steps) {
      const isShuffled =
        drafts.length > 1 && this.context.faults.strike('shuffle-step', { conversation: conversation.id });
      for (const draft of isShuffled ? this.context.random.shuffled(drafts) : drafts) {
        this.record(conversation, draft);
      }
    }
  }

  private record(conversation: Conversation, draft: Draft): void {
    const now = this.context.clock.now();
    const identifier = draft.identifier ?? this.context.random.uuid();
    const entryPayload = draft.payload(identifier);
    const entry: Entry = {
      entryType: String(entryPayload.entryType ?? ''),
      identifier,
      senderDisplayName: draft.senderDisplayName,
      sender: draft.sender,
      transcriptedTimestamp: now,
      clientTimestamp: draft.clientTimestamp ?? now,
      relatedRecords: draft.relatedRecords ?? conversation.sessions.slice(-1).map((session) => session.id),
      entryPayload,
    };
    if (draft.isStored) {
      conversation.entries.push(entry);
    }
    this.router.publish(conversation, draft.event, entry);
  }
}
