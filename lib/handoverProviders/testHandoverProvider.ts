import { canTest } from '../abilities';
import type { Clock } from '../clock';
import { describeError } from '../describeError';
import type { Log } from '../log';
import type { Provider, TestStep } from '../provider';

/** Shorter than what the host allows a call. */
const LONGEST_TEST_MS = 20_000;

/** What came of trying a provider out. */
export interface ProviderTest {
  /** `failed` when any step has. */
  readonly outcome: 'ok' | 'failed';
  readonly steps: readonly TestStep[];
}

interface TestParts {
  readonly clock: Clock;
  readonly log: Log;
}

/** Tries a provider out: what its settings lack, and whatever its contact centre can be asked. Never throws. */
export async function testHandoverProvider(
  choice: { readonly provider: Provider } | { readonly problems: readonly string[] },
  parts: TestParts,
): Promise<ProviderTest> {
  if ('problems' in choice) {
    const sentence = `The settings are incomplete: ${choice.problems.join('; ')}.`;
    return resultOf([{ name: 'settings', outcome: 'failed', sentence }]);
  }
  const settings: TestStep = { name: 'settings', outcome: 'ok', sentence: 'The settings are complete.' };
  return resultOf([settings, ...(await testConnection(choice.provider, parts))]);
}

async function testConnection(provider: Provider, { clock, log }: TestParts): Promise<readonly TestStep[]> {
  const connection = (outcome: TestStep['outcome'], sentence: string): TestStep[] => [
    { name: 'connection', outcome, sentence },
  ];
  if (!canTest(provider)) {
    return connection('skipped', 'This service has nothing that could be tried out without opening a conversation.');
  }
  const late = clock.wait(LONGEST_TEST_MS).then(() => connection('failed', 'There was no answer within 20 s.'));
  try {
    return await Promise.race([provider.test().then(({ steps }) => steps), late]);
  } catch (error) {
    log.error('A test of a handover provider broke', { cause: describeError(error) });
    return connection('failed', 'The test itself broke; the log of the app says why.');
  }
}

function resultOf(steps: readonly TestStep[]): ProviderTest {
  return { outcome: steps.some(({ outcome }) => outcome === 'failed') ? 'failed' : 'ok', steps };
}
