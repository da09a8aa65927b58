import type { TestResult } from '../provider';

/** What came of trying a provider out. */
export interface ProviderTest extends TestResult {
  /** `failed` when any step has. */
  readonly outcome: 'ok' | 'failed';
}

/** What came of the last time that a provider was tried out. */
export interface LastTest extends ProviderTest {
  readonly providerId: string;
  /** Of the settings that were tried out; 0 for those of the app. */
  readonly revision: number;
  /** Milliseconds since the Unix epoch. */
  readonly atMs: number;
}

/** Where the last test of each provider is kept, shared by all app instances. */
export interface LastTests {
  /** Takes the place of the one before. */
  keep(test: LastTest): Promise<void>;
  /** At most one per provider. */
  list(): Promise<readonly LastTest[]>;
  forget(providerId: string): Promise<void>;
}
