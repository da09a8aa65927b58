import { isJsonObject } from '../json';
import type { Mailbox, Note } from '../Mailbox';
import type { RecordStore } from './RecordStore';

/** Notes as records of kind `handover-note`, filed under the instance they are for. Each is written once, then removed. */
export class PersistentMailbox implements Mailbox {
  public static readonly KIND = 'handover-note';

  constructor(private readonly records: RecordStore) {}

  public async put(owner: string, note: Note): Promise<void> {
    await this.records.create({ instance: owner, id: note.id }, { ...note, owner });
  }

  public async take(owner: string): Promise<Note[]> {
    const notes = (await this.records.read({ instance: owner })).filter(isNote);
    await Promise.all(notes.map(({ id }) => this.records.remove({ instance: owner, id })));
    return notes.map(({ owner: _owner, ...note }) => note);
  }

  public async owners(): Promise<ReadonlySet<string>> {
    const notes = (await this.records.read({})).filter(isNote);
    return new Set(notes.flatMap(({ owner }) => owner ?? []));
  }
}

/** The first version of the app did not write down whom a note is for. */
function isNote(record: unknown): record is Note & { readonly owner?: string } {
  return isJsonObject(record) && ['id', 'roomId', 'kind'].every((field) => typeof record[field] === 'string');
}
