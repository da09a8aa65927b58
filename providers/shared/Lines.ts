/**
 * What the calls of one process about one conversation must agree on: its line, which is the same for all calls that
 * run at the same time, and is forgotten after the last of them.
 */
export class Lines<L> {
  private readonly lines = new Map<string, { readonly line: L; users: number }>();

  constructor(private readonly newLine: () => L) {}

  /** Does something with the line of a conversation, which `key` tells from all others of the provider. */
  public async with(key: string, work: (line: L) => Promise<void>): Promise<void> {
    const entry = this.lines.get(key) ?? { line: this.newLine(), users: 0 };
    this.lines.set(key, entry);
    entry.users++;
    try {
      await work(entry.line);
    } finally {
      entry.users--;
      if (entry.users === 0) this.lines.delete(key);
    }
  }
}
