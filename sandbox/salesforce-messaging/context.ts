import type { Clock } from '../clock';
import type { SeededRandom } from '../contactCentre/SeededRandom';
import type { MessagingFaults } from './faults';
import type { Organization } from './Organization';
import type { Switches } from './switches';

/** Something that happened in a conversation, for whoever watches. */
export interface ConversationEvent {
  readonly conversation: string;
  readonly at: number;
  readonly side: 'to-visitor' | 'at-agent' | 'conversation';
  readonly kind: string;
  readonly detail: unknown;
}

/** What every part of the simulator works with. */
export interface Context {
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly switches: Switches;
  readonly faults: MessagingFaults;
  readonly organization: Organization;
  /** Where the simulator is reached, without a slash at its end. */
  origin(): string;
  emit(event: ConversationEvent): void;
}
