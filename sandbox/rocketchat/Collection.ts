/**
 * One collection of the in-memory database. Whatever goes in or comes out is a copy, and every method is atomic, as a
 * single statement is in the real one.
 */
export class Collection<T extends { _id: string }> {
  private readonly documents = new Map<string, T>();
  private readonly groups = new Map<string, Set<string>>();

  /** With `groupOf`, documents can be looked up by that (unchanging) value without a scan. */
  constructor(private readonly groupOf?: (document: Readonly<T>) => string) {}

  /** Stores a new document; false when its `_id` is taken. */
  insert(document: T): boolean {
    if (this.documents.has(document._id)) {
      return false;
    }
    this.documents.set(document._id, storable(document));
    if (this.groupOf) {
      const group = this.groupOf(document);
      const members = this.groups.get(group) ?? new Set<string>();
      this.groups.set(group, members.add(document._id));
    }
    return true;
  }

  get(id: string): T | undefined {
    const found = this.documents.get(id);
    return found && structuredClone(found);
  }

  /** Every match, in order of insertion. The predicate sees the stored document and must not change it. */
  find(matches: (document: Readonly<T>) => boolean = () => true): T[] {
    return this.select(this.documents.values(), matches);
  }

  findOne(matches: (document: Readonly<T>) => boolean): T | undefined {
    for (const document of this.documents.values()) {
      if (matches(document)) {
        return structuredClone(document);
      }
    }
    return undefined;
  }

  /** Every document of one group, in order of insertion. */
  inGroup(group: string, matches: (document: Readonly<T>) => boolean = () => true): T[] {
    const found: T[] = [];
    for (const id of this.groups.get(group) ?? []) {
      const document = this.documents.get(id);
      if (document && matches(document)) {
        found.push(structuredClone(document));
      }
    }
    return found;
  }

  count(matches: (document: Readonly<T>) => boolean): number {
    let total = 0;
    for (const document of this.documents.values()) {
      total += matches(document) ? 1 : 0;
    }
    return total;
  }

  /** Applies a change to one document and answers the changed copy; undefined when there is none. */
  update(id: string, change: (document: T) => void): T | undefined {
    const stored = this.documents.get(id);
    if (!stored) {
      return undefined;
    }
    const draft = structuredClone(stored);
    change(draft);
    this.documents.set(id, storable(draft));
    return storable(draft);
  }

  /** Applies a change to every match and answers how many there were. */
  updateAll(matches: (document: Readonly<T>) => boolean, change: (document: T) => void): number {
    const ids = this.find(matches).map((document) => document._id);
    for (const id of ids) {
      this.update(id, change);
    }
    return ids.length;
  }

  /** Removes one document and answers it. */
  remove(id: string): T | undefined {
    const stored = this.documents.get(id);
    if (stored) {
      this.documents.delete(id);
      this.leaveGroup(stored);
    }
    return stored;
  }

  /** Removes every match and answers them. */
  removeAll(matches: (document: Readonly<T>) => boolean): T[] {
    const found = this.find(matches);
    for (const document of found) {
      this.remove(document._id);
    }
    return found;
  }

  private leaveGroup(document: T): void {
    const group = this.groupOf?.(document);
    const members = group === undefined ? undefined : this.groups.get(group);
    if (group === undefined || !members) {
      return;
    }
    members.delete(document._id);
    if (members.size === 0) {
      this.groups.delete(group);
    }
  }

  private select(documents: Iterable<T>, matches: (document: Readonly<T>) => boolean): T[] {
    const found: T[] = [];
    for (const document of documents) {
      if (matches(document)) {
        found.push(structuredClone(document));
      }
    }
    return found;
  }
}

/** A copy without undefined values, which the database does not keep. */
function storable<T>(document: T): T {
  const copy = structuredClone(document);
  dropUndefined(copy);
  return copy;
}

function dropUndefined(value: unknown): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) {
    return;
  }
  for (const [key, entry] of Object.entries(value)) {
    if (entry === undefined) {
      Reflect.deleteProperty(value, key);
    } else {
      dropUndefined(entry);
    }
  }
}
