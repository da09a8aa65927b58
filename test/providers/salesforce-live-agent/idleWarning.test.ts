/// <reference types="jest" />
import { aProvider } from './support/aProvider';
import { aConversation } from './support/Conversation';
import { ScriptedHttp } from './support/ScriptedHttp';

describe('a visitor who is idle', () => {
  test('is reported when he was warned, and when he spoke again', async () => {
    const http = new ScriptedHttp();
    const { provider } = aProvider({ http });
    const conversation = aConversation();
    await provider.idleWarning(conversation, true);
    await provider.idleWarning(conversation, false);
    expect(http.sent('Chasitor/ChasitorIdleTimeoutWarningEvent')).toMatchObject([
      { body: '{"idleTimeoutWarningEvent":"triggered"}', headers: { 'X-LIVEAGENT-SEQUENCE': '2' } },
      { body: '{"idleTimeoutWarningEvent":"cleared"}', headers: { 'X-LIVEAGENT-SEQUENCE': '3' } },
    ]);
  });

  test('does not leave another process in doubt whether the words before it were taken', async () => {
    const http = new ScriptedHttp();
    const { provider } = aProvider({ http });
    const conversation = aConversation();
    await provider.send(conversation, { id: 'm1', text: 'Still here' });
    await provider.idleWarning(conversation, false);
    await provider.send(conversation.stored(), { id: 'm1', text: 'Still here' });
    expect(http.sent('Chasitor/ChatMessage')).toHaveLength(1);
  });

  test('is not reported to a chat that is over', async () => {
    const http = new ScriptedHttp().on('POST Chasitor/', 403);
    const warning = aProvider({ http }).provider.idleWarning(aConversation(), true);
    await expect(warning).rejects.toMatchObject({ failure: 'gone' });
  });
});
