import type { Clock } from '../clock';
import type { SeededRandom } from '../contactCentre/SeededRandom';
import type { LiveAgentFaults } from './faults';
import type { Switches } from './switches';

/** The Salesforce org that the simulated server belongs to. */
export interface Organization {
  id: string;
  deploymentIds: string[];
}

/** Something that happened in a chat, for whoever watches. */
export interface ChatEvent {
  readonly chat: string;
  readonly at: number;
  readonly side: 'to-visitor' | 'at-agent' | 'session';
  readonly kind: string;
  readonly detail: unknown;
}

/** What every part of the simulator works with. */
export interface Context {
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly switches: Switches;
  readonly faults: LiveAgentFaults;
  readonly organization: Organization;
  emit(event: ChatEvent): void;
}
