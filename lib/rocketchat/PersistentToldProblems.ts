import { isJsonObject } from '../json';
import type { ToldProblem, ToldProblems } from '../ToldProblems';
import type { RecordStore } from './RecordStore';

/** One record of kind `handover-problem` for each problem that is there, written by whoever has the turn. */
export class PersistentToldProblems implements ToldProblems {
  public static readonly KIND = 'handover-problem';

  constructor(private readonly records: RecordStore) {}

  public async list(): Promise<readonly ToldProblem[]> {
    return (await this.records.read({})).filter(isToldProblem);
  }

  public async keep(problem: ToldProblem): Promise<void> {
    const known = await this.records.read({ id: problem.id });
    if (known.length === 0) await this.records.create({ id: problem.id }, problem);
    else await this.records.replace({ id: problem.id }, problem);
  }

  public async forget(id: string): Promise<void> {
    await this.records.remove({ id });
  }
}

function isToldProblem(record: unknown): record is ToldProblem {
  return (
    isJsonObject(record) &&
    typeof record.id === 'string' &&
    typeof record.sentence === 'string' &&
    typeof record.isTold === 'boolean'
  );
}
