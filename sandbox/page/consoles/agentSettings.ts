import type { AgentState } from './Console';

/** How many conversations an agent of the page has at a time. */
const CAPACITY = 3;
const ACCEPT_AFTER_MS = 1_500;

/** An agent's state as the control APIs of all contact centres take it. */
export function agentSettings({ isOnline, acceptsAlone }: AgentState): {
  online: boolean;
  capacity: number;
  acceptAfterMs: number | null;
} {
  return { online: isOnline, capacity: CAPACITY, acceptAfterMs: acceptsAlone ? ACCEPT_AFTER_MS : null };
}

/** An agent of any contact centre as the page shows him. */
export function agentView({ id, name, online, acceptAfterMs }: ControlledAgent): {
  id: string;
  name: string;
  isOnline: boolean;
  acceptsAlone: boolean;
} {
  return { id, name, isOnline: online, acceptsAlone: acceptAfterMs !== undefined };
}

interface ControlledAgent {
  readonly id: string;
  readonly name: string;
  readonly online: boolean;
  readonly acceptAfterMs?: number;
}
