import type { LastTest, LastTests } from '../../lib/handoverProviders/LastTests';

/** Last tests as their contract describes them, in memory. */
export class MemoryLastTests implements LastTests {
  private readonly tests = new Map<string, LastTest>();

  public async keep(test: LastTest): Promise<void> {
    this.tests.set(test.providerId, structuredClone(test));
  }

  public async list(): Promise<readonly LastTest[]> {
    return structuredClone([...this.tests.values()]);
  }

  public async forget(providerId: string): Promise<void> {
    this.tests.delete(providerId);
  }
}
