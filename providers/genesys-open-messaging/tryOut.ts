import { CredentialsError, ProviderError } from '../../lib/ProviderError';
import type { TestResult, TestStep } from '../../lib/provider';
import { isSuccess } from '../shared/httpAnswers';
import { objectOf, textOf } from '../shared/readJson';
import type { Tools } from './Chat';
import type { Reply } from './Client';
import { agentsOn } from './queues';

/** Tries the settings out: logs in, looks at the integration, and at the queue where one is set. */
export async function tryOut(tools: Tools): Promise<TestResult> {
  const { steps, ...found } = await integrationSteps(tools);
  const isQueueTried = steps[0]?.outcome === 'ok' && tools.settings.queueId !== '';
  return { ...found, steps: [...steps, isQueueTried ? await queueStep(tools) : skipped('queue')] };
}

async function integrationSteps({ client, settings }: Tools): Promise<TestResult> {
  const path = `/conversations/messaging/integrations/open/${settings.integrationId}`;
  try {
    const reply = await client.send({ method: 'GET', path });
    return { steps: [ok('login', 'Genesys Cloud knows the OAuth client.'), integrationStep(reply)] };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const steps = [failed('login', `Logging in failed: ${error.message}.`), skipped('integration')];
    return { steps, refusesCredentials: error instanceof CredentialsError };
  }
}

function integrationStep(reply: Reply): TestStep {
  const name = 'integration';
  if (reply.status === 403) return failed(name, 'The role of the OAuth client lacks messaging:integration:view.');
  if (reply.status === 404) return failed(name, 'There is no Open Messaging integration with this integrationId.');
  if (!isSuccess(reply)) return failed(name, `${reply.what} was answered with status ${reply.status}.`);
  const { createStatus, status, createError } = reply.body;
  if (createStatus === 'Error') {
    const code = textOf(objectOf(createError).code) ?? 'no reason given';
    return failed(name, `Genesys Cloud could not set up the integration: ${code}.`);
  }
  if (createStatus === 'Initiated') return failed(name, 'Genesys Cloud is still setting up the integration.');
  if (textOf(status) !== undefined && !/^active$/i.test(String(status))) {
    return failed(name, 'The integration is switched off.');
  }
  return ok(name, 'The integration is ready.');
}

async function queueStep(tools: Tools): Promise<TestStep> {
  const { queueId } = tools.settings;
  const count = (await agentsOn([queueId], tools))?.get(queueId);
  if (count === undefined) return failed('queue', 'Genesys Cloud does not tell who is on the queue.');
  return ok('queue', count === 0 ? 'Nobody is on the queue now.' : `${count} agents are on the queue now.`);
}

const ok = (name: string, sentence: string): TestStep => ({ name, outcome: 'ok', sentence });
const failed = (name: string, sentence: string): TestStep => ({ name, outcome: 'failed', sentence });
const skipped = (name: string): TestStep => ({ name, outcome: 'skipped', sentence: 'There was nothing to try.' });
