import type { ToldProblem, ToldProblems } from '../../lib/ToldProblems';

/** What admins were told of as its contract describes it, in memory. */
export class MemoryToldProblems implements ToldProblems {
  private readonly problems = new Map<string, ToldProblem>();

  public async list(): Promise<readonly ToldProblem[]> {
    return structuredClone([...this.problems.values()]);
  }

  public async keep(problem: ToldProblem): Promise<void> {
    this.problems.set(problem.id, structuredClone(problem));
  }

  public async forget(id: string): Promise<void> {
    this.problems.delete(id);
  }
}
