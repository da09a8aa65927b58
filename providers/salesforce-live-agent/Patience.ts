import type { Clock } from '../../lib/clock';
import { ProviderError } from '../../lib/ProviderError';

const FIRST_CONFLICT_PAUSE_MS = 1_000;
const LONGEST_CONFLICT_PAUSE_MS = 8_000;
/** A poll of a process that died is held for up to 40 s; after this long it is somebody else's. */
const CONFLICT_LIMIT_MS = 90_000;

/** Pause between two polls that failed. */
export const FAILURE_PAUSE_MS = 2_000;

interface Failure {
  readonly error: ProviderError;
  readonly pauseMs: number;
}

/** How long polls wait after something went wrong, and when they give up. */
export class Patience {
  private lastSuccessMs: number;
  private conflicts = 0;
  private moves = 0;
  private firstConflictMs = 0;

  constructor(
    private readonly clock: Clock,
    private readonly signal: AbortSignal,
  ) {
    this.lastSuccessMs = clock.nowMs();
  }

  /** All is well. */
  public renew(): void {
    this.lastSuccessMs = this.clock.nowMs();
    this.conflicts = 0;
    this.moves = 0;
  }

  /** @throws the failure itself, when nothing has succeeded for as long as Live Agent keeps a chat. */
  public async afterFailure({ error, pauseMs }: Failure, limitMs: number): Promise<void> {
    if (this.clock.nowMs() - this.lastSuccessMs >= limitMs) throw error;
    await this.pause(pauseMs);
  }

  /** A chat that was taken up again and at once has moved again: the servers do not agree on who has it. */
  public async afterMove(limitMs: number): Promise<void> {
    this.moves++;
    if (this.moves === 1) return;
    const error = new ProviderError('unreachable', 'The chat goes from server to server');
    await this.afterFailure({ error, pauseMs: FAILURE_PAUSE_MS }, limitMs);
  }

  /** Another poll of the chat is open; Live Agent REST API, Messages: 409. */
  public async afterConflict(): Promise<void> {
    const nowMs = this.clock.nowMs();
    if (this.conflicts === 0) this.firstConflictMs = nowMs;
    if (nowMs - this.firstConflictMs >= CONFLICT_LIMIT_MS) {
      throw new ProviderError('unreachable', 'Another poll of the chat has been open for too long');
    }
    const pauseMs = Math.min(FIRST_CONFLICT_PAUSE_MS * 2 ** this.conflicts, LONGEST_CONFLICT_PAUSE_MS);
    this.conflicts++;
    await this.pause(pauseMs);
  }

  private pause(durationMs: number): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        this.signal.removeEventListener('abort', go);
        resolve();
      };
      this.signal.addEventListener('abort', go);
      this.clock.wait(durationMs).then(go, go);
      if (this.signal.aborted) go();
    });
  }
}
