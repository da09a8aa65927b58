import type { MessagingState } from './state';

type Agents = MessagingState['agents'];

/** Somebody who has joined or left, and when. */
export interface Movement {
  readonly subject: string;
  readonly isPresent: boolean;
  readonly atMs: number;
}

export const isAnybodyThere = (agents: Agents): boolean => Object.values(agents).some(({ isPresent }) => isPresent);

/** True when somebody has joined after that time and is still there. */
export const hasJoinedSince = (agents: Agents, atMs: number): boolean =>
  Object.values(agents).some((agent) => agent.isPresent && agent.atMs > atMs);

/** True for a movement that is no news: the agent has moved again since, or was where he is before. */
export function isOutdated(agents: Agents, { subject, isPresent, atMs }: Movement): boolean {
  const known = agents[subject];
  return known !== undefined && (known.atMs > atMs || known.isPresent === isPresent);
}

/** The agents after a movement. The newest one of each counts, in whatever order they are heard of. */
export function moved(agents: Agents, { subject, isPresent, atMs }: Movement): Agents {
  const known = agents[subject];
  return known !== undefined && known.atMs > atMs ? agents : { ...agents, [subject]: { isPresent, atMs } };
}
