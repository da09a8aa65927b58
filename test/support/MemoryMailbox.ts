import type { Mailbox, Note } from '../../lib/Mailbox';

/** The mailbox as its contract describes it, in memory. */
export class MemoryMailbox implements Mailbox {
  private readonly notes = new Map<string, Note[]>();

  public async put(owner: string, note: Note): Promise<void> {
    this.notes.set(owner, [...(this.notes.get(owner) ?? []), structuredClone(note)]);
  }

  public async take(owner: string): Promise<Note[]> {
    const notes = this.notes.get(owner) ?? [];
    this.notes.delete(owner);
    return notes;
  }

  public async owners(): Promise<ReadonlySet<string>> {
    return new Set(this.notes.keys());
  }
}
