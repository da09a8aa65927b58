import type { ProviderEvent } from '../../lib/provider';

/** Enhanced Chat API, Typing Indicators: one that is not repeated is not true any longer. */
const LASTS_MS = 5_000;

/** Whether the visitor sees that the agent types. */
export class Typing {
  private shown: { id: string; untilMs: number } | undefined;

  constructor(private readonly emit: (event: ProviderEvent) => Promise<void>) {}

  /** When it has to be taken back unless it is repeated. */
  public get dueAtMs(): number {
    return this.shown?.untilMs ?? Number.POSITIVE_INFINITY;
  }

  public async start(id: string, nowMs: number): Promise<void> {
    const isShown = this.shown !== undefined;
    this.shown = { id, untilMs: nowMs + LASTS_MS };
    if (!isShown) await this.emit({ id, type: 'typing', isTyping: true });
  }

  /** Takes it back, if it is shown, by an event of this id. */
  public async stop(id: string): Promise<void> {
    if (this.shown === undefined) return;
    this.shown = undefined;
    await this.emit({ id, type: 'typing', isTyping: false });
  }

  /** Takes it back when it was not repeated in time. */
  public async expire(nowMs: number): Promise<void> {
    if (this.shown !== undefined && nowMs >= this.shown.untilMs) await this.stop(`${this.shown.id}:expired`);
  }
}
