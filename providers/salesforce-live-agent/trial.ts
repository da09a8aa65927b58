import { ProviderError } from '../../lib/ProviderError';
import type { TestResult, TestStep } from '../../lib/provider';
import { isSuccess } from '../shared/httpAnswers';
import { listOf, objectOf, parseJson } from '../shared/readJson';
import { CALL_TIMEOUT_MS, NO_AFFINITY, type Tools } from './Chat';
import { failureOf, type Reply } from './Client';
import { shortId } from './ids';
import { messagesOf, readNewSession } from './wire';

/** What one of the steps says of its outcome. */
type Finding = Omit<TestStep, 'name'>;

/**
 * Tries out what a chat needs, up to but not including the request for an agent: the endpoint, whether the org routes by
 * the button, and a session, which is given back.
 */
export async function tryOut(tools: Tools): Promise<TestResult> {
  const button = await found(() => findButton(tools));
  const session = await found(() => borrowSession(tools));
  return {
    steps: [
      { name: 'button', ...button },
      { name: 'session', ...session },
    ],
  };
}

async function found(look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { outcome: 'failed', sentence: `${error.message}.` };
  }
}

/** Live Agent REST API, Settings: lists the buttons that this org and this deployment have. */
async function findButton({ short, settings }: Tools): Promise<Finding> {
  const reply = await short.send({
    method: 'GET',
    endpoint: settings.endpointUrl,
    resource: 'Visitor/Settings',
    query: {
      org_id: settings.organisationId,
      deployment_id: settings.deploymentId,
      'Settings.buttonIds': settings.buttonId,
      'Settings.needEstimatedWaitTime': '1',
    },
    timeoutMs: CALL_TIMEOUT_MS,
  });
  if (!isSuccess(reply)) throw failureOf(reply);
  const answer = messagesOf(parseJson(reply.body))?.find(({ type }) => type === 'Settings');
  if (!answer) return unreadable(reply);
  const buttons = listOf(answer.message.buttons).map(objectOf);
  const button = buttons.find(({ id }) => typeof id === 'string' && shortId(id) === shortId(settings.buttonId));
  if (!button) {
    const sentence =
      'The org has no button of this id, or the organisation or the deployment is not that of the button.';
    return { outcome: 'failed', sentence };
  }
  const isStaffed = button.isAvailable === true;
  return {
    outcome: 'ok',
    sentence: `The org knows the button; ${isStaffed ? 'agents are' : 'no agent is'} available.`,
  };
}

/** Live Agent REST API, SessionId: the first call of every chat, which alone rings nowhere. */
async function borrowSession({ short, settings }: Tools): Promise<Finding> {
  const reply = await short.send({
    method: 'GET',
    endpoint: settings.endpointUrl,
    resource: 'System/SessionId',
    credentials: { affinity: NO_AFFINITY },
    timeoutMs: CALL_TIMEOUT_MS,
  });
  if (!isSuccess(reply)) throw failureOf(reply);
  const session = readNewSession(reply.body);
  if (!session) return unreadable(reply);
  const returned = await short.send({
    method: 'DELETE',
    endpoint: reply.endpoint,
    resource: 'System/SessionId',
    secret: session.key,
    credentials: { affinity: session.affinityToken },
    timeoutMs: CALL_TIMEOUT_MS,
  });
  if (!isSuccess(returned)) throw failureOf(returned);
  return { outcome: 'ok', sentence: 'A session was made and given back.' };
}

function unreadable({ what }: Reply): Finding {
  return {
    outcome: 'failed',
    sentence: `${what} was not answered as Live Agent answers; is the endpoint that of Live Agent?`,
  };
}
