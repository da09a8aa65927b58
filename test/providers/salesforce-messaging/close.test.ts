/// <reference types="jest" />
import { aProvider, SCRT } from './support/aProvider';
import { aConversation, CONVERSATION_ID, Conversation } from './support/Conversation';
import { type Answer, ScriptedHttp } from './support/ScriptedHttp';

async function close(answers: Answer[], conversation = aConversation()) {
  const http = new ScriptedHttp().on('DELETE conversation', ...answers);
  const failure = await aProvider({ http })
    .provider.close(conversation, 'visitor')
    .catch((error: unknown) => error);
  return { http, failure };
}

describe('closing', () => {
  test('deletes the conversation, without a body', async () => {
    const { http, failure } = await close([204]);
    expect(failure).toBeUndefined();
    expect(http.requests).toMatchObject([
      { method: 'DELETE', url: `${SCRT}/iamessage/api/v2/conversation/${CONVERSATION_ID}?esDeveloperName=Rocket_Chat` },
    ]);
    expect(http.requests[0]).not.toHaveProperty('body');
  });

  test.each([401, 403, 404, 410, 417])('is done when there is no conversation any more (%i)', async (status) => {
    expect((await close([status])).failure).toBeUndefined();
  });

  test('is tried again while Salesforce cannot be reached, and then given up', async () => {
    expect((await close([500, 'cut', 204])).failure).toBeUndefined();
    const { http, failure } = await close([500]);
    expect([failure, http.requests.length]).toEqual([expect.objectContaining({ failure: 'unreachable' }), 3]);
  });

  test('is not tried again when Salesforce refuses', async () => {
    const { http, failure } = await close([400]);
    expect([failure, http.requests.length]).toEqual([expect.objectContaining({ failure: 'rejected' }), 1]);
  });

  test('does nothing where nothing was opened', async () => {
    expect((await close([204], new Conversation(null))).http.requests).toEqual([]);
  });
});
