import type { Problem } from './problem';

/** A problem that is there, and whether any admin knows of it. */
export interface ToldProblem extends Problem {
  readonly isTold: boolean;
}

/** Where it is kept what admins were told of, shared by all app instances. Writers take turns. */
export interface ToldProblems {
  list(): Promise<readonly ToldProblem[]>;
  /** Takes the place of what is kept of the same problem. */
  keep(problem: ToldProblem): Promise<void>;
  forget(id: string): Promise<void>;
}
