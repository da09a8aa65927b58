import type { LifeState, LifeStep } from './PageView';

/** Where a handover is at one moment. */
export interface LifeMoment {
  /** What the app's records say; undefined while they know of no handover. */
  readonly state: LifeState | undefined;
  /** The agent's name, where one is there. */
  readonly agent?: string;
  /** Whether the bot serves the room. */
  readonly isWithBot: boolean;
  readonly isRoomOpen: boolean;
}

/** The way of one room from the bot to an agent and back, as a list of states with their times. */
export class LifeLine {
  private past: LifeStep[] = [];

  constructor(private readonly nowMs: () => number) {}

  /** The last one is where the handover is now. */
  get steps(): readonly LifeStep[] {
    return this.past;
  }

  /** A new room, with the bot. */
  begin(): void {
    this.past = [{ state: 'bot', atMs: this.nowMs() }];
  }

  /** Notes where the handover is, if that is news. Answers whether it is. */
  note(moment: LifeMoment): boolean {
    const last = this.past.at(-1);
    const state = this.stateOf(moment, last);
    if (last === undefined || state === undefined) return false;
    const detail = state === 'active' ? moment.agent : undefined;
    if (state === last.state && detail === last.detail) return false;
    if (last.state === 'returned') this.past = [{ state: 'bot', atMs: last.atMs }];
    this.past = [...this.past, { state, atMs: this.nowMs(), ...(detail !== undefined && { detail }) }];
    return true;
  }

  private stateOf({ state, isWithBot, isRoomOpen }: LifeMoment, last: LifeStep | undefined): LifeState | undefined {
    if (state !== undefined) return state;
    if (!isRoomOpen) return 'closed';
    const wasAway = last?.state !== 'bot' && last?.state !== 'returned';
    return wasAway && isWithBot ? 'returned' : undefined;
  }
}
