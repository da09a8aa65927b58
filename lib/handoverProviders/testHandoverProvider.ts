import { canTest } from '../abilities';
import type { Clock } from '../clock';
import { describeError } from '../describeError';
import type { Log } from '../log';
import type { Provider, TestResult, TestStep } from '../provider';
import type { ProviderSummary } from './HandoverProvider';
import type { LastTests, ProviderTest } from './LastTests';

/** Shorter than what the host allows a call. */
const LONGEST_TEST_MS = 20_000;

interface TestParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly lastTests: LastTests;
}

/** A provider ready for use, or what its settings lack. */
type Choice = { readonly provider: Provider } | { readonly problems: readonly string[] };

/**
 * Tries a provider out: what its settings lack, and whatever its contact centre can be asked. What came of it is kept.
 * Never throws.
 */
export async function testHandoverProvider(
  { id, revision }: Pick<ProviderSummary, 'id' | 'revision'>,
  choice: Choice,
  parts: TestParts,
): Promise<ProviderTest> {
  const result = await tryOut(choice, parts);
  try {
    await parts.lastTests.keep({ ...result, providerId: id, revision, atMs: parts.clock.nowMs() });
  } catch (error) {
    parts.log.warn('The test of a handover provider could not be kept', { cause: describeError(error) });
  }
  return result;
}

async function tryOut(choice: Choice, parts: TestParts): Promise<ProviderTest> {
  if ('problems' in choice) {
    const sentence = `The settings are incomplete: ${choice.problems.join('; ')}.`;
    return resultOf({ steps: [{ name: 'settings', outcome: 'failed', sentence }] });
  }
  const settings: TestStep = { name: 'settings', outcome: 'ok', sentence: 'The settings are complete.' };
  const { steps, ...found } = await testConnection(choice.provider, parts);
  return resultOf({ steps: [settings, ...steps], ...found });
}

async function testConnection(provider: Provider, { clock, log }: TestParts): Promise<TestResult> {
  const connection = (outcome: TestStep['outcome'], sentence: string): TestResult => ({
    steps: [{ name: 'connection', outcome, sentence }],
  });
  if (!canTest(provider)) {
    return connection('skipped', 'This service has nothing that could be tried out without opening a conversation.');
  }
  const late = clock.wait(LONGEST_TEST_MS).then(() => connection('failed', 'There was no answer within 20 s.'));
  try {
    return await Promise.race([provider.test(), late]);
  } catch (error) {
    log.error('A test of a handover provider broke', { cause: describeError(error) });
    return connection('failed', 'The test itself broke; the log of the app says why.');
  }
}

function resultOf(result: TestResult): ProviderTest {
  return { ...result, outcome: result.steps.some(({ outcome }) => outcome === 'failed') ? 'failed' : 'ok' };
}
