import { CredentialsError, ProviderError } from '../../lib/ProviderError';
import type { Availability, TestResult, TestStep } from '../../lib/provider';
import { isSuccess } from '../shared/httpAnswers';
import { availabilityOf } from './availability';
import type { Tools } from './Chat';
import { CALL_TIMEOUT_MS, failureOf } from './Client';
import { isEventStream, streamRequest } from './EventStream';
import { type AccessToken, anonymousToken, verifiedToken } from './token';

/** Whom the signature of identities is tried out with. */
const NOBODY = 'rocketchat-connection-test';

const HOURS: Readonly<Record<Availability['state'], Omit<TestStep, 'name'>>> = {
  available: { outcome: 'ok', sentence: 'The deployment is open now.' },
  unavailable: { outcome: 'ok', sentence: 'The deployment is closed now.' },
  unknown: { outcome: 'failed', sentence: 'Salesforce did not tell the business hours of the deployment.' },
};

/** Tries out everything that needs no conversation: the deployment, who visitors are, business hours and the stream. */
export async function tryOut(tools: Tools): Promise<TestResult> {
  const deployment = await step('Deployment', () => tryDeployment(tools));
  let token: AccessToken | undefined;
  let refusesCredentials = false;
  const access = await step('Access', async () => {
    try {
      token = await (tools.settings.identity === undefined ? anonymousToken(tools) : verifiedToken(NOBODY, tools));
    } catch (error) {
      refusesCredentials = error instanceof CredentialsError;
      throw error;
    }
    refusesCredentials = tools.settings.identity !== undefined && token.identity === null;
    if (!refusesCredentials) return { outcome: 'ok', sentence: 'Salesforce gives access tokens for visitors.' };
    const sentence = 'Salesforce does not believe who a visitor is; check key, key id, issuer and audience.';
    return { outcome: 'failed', sentence };
  });
  const [hours] = await availabilityOf([], tools);
  const stream = await step('Stream of events', () => tryStream(tools, token));
  const businessHours = { name: 'Business hours', ...HOURS[hours?.state ?? 'unknown'] };
  return { steps: [deployment, access, businessHours, stream], refusesCredentials };
}

async function step(name: string, attempt: () => Promise<Omit<TestStep, 'name'>>): Promise<TestStep> {
  try {
    return { name, ...(await attempt()) };
  } catch (error) {
    const reason = error instanceof ProviderError ? error.message : 'no answer';
    return { name, outcome: 'failed', sentence: `It failed: ${reason}.` };
  }
}

/** Enhanced Chat API, Embedded Service Configuration: 412 for a deployment that was never published. */
async function tryDeployment({ client, settings }: Tools): Promise<Omit<TestStep, 'name'>> {
  const reply = await client.send({
    method: 'GET',
    path: '/embeddedservice/v1/embedded-service-config',
    query: { orgId: settings.organisationId, esConfigName: settings.deployment, language: settings.language },
    timeoutMs: CALL_TIMEOUT_MS,
  });
  if (reply.status === 412) return { outcome: 'failed', sentence: 'The deployment is not published.' };
  if (!isSuccess(reply)) throw failureOf(reply);
  return { outcome: 'ok', sentence: 'The deployment is published.' };
}

/** Opens the stream as a conversation would, and closes it at once. */
async function tryStream(tools: Tools, token: AccessToken | undefined): Promise<Omit<TestStep, 'name'>> {
  if (tools.streams === undefined) {
    return { outcome: 'skipped', sentence: 'Salesforce is asked for news, as the settings say.' };
  }
  if (token === undefined) return { outcome: 'skipped', sentence: 'Without an access token there is no stream.' };
  const connection = new AbortController();
  try {
    const { accessToken, lastEventId } = token;
    const stream = await tools.streams.open({
      ...streamRequest(tools.settings, { accessToken, lastEventId }),
      abort: connection,
    });
    if (isEventStream(stream)) return { outcome: 'ok', sentence: 'The stream of events can be opened.' };
    const sentence = `The stream was answered with status ${stream.status}; Salesforce will be asked for news instead.`;
    return { outcome: 'failed', sentence };
  } finally {
    connection.abort();
  }
}
