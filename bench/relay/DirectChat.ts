/** A chat straight with the simulator, which shows how much of a delay is the simulator's own. */
export abstract class DirectChat {
  /** When a text of the agent's was here, in milliseconds since the Unix epoch. */
  readonly heardAtMs = new Map<string, number>();
  /** When a text of the visitor's went out. */
  readonly saidAtMs = new Map<string, number>();

  private before: Promise<unknown> = Promise.resolve();

  constructor(readonly visitor: string) {}

  /** One message after the other, as a visitor's client sends them. */
  say(text: string): Promise<void> {
    const said = this.before.then(() => {
      this.saidAtMs.set(text, Date.now());
      return this.post(text);
    });
    this.before = said.catch(() => undefined);
    return said;
  }

  abstract close(): void;

  protected abstract post(text: string): Promise<void>;
}
