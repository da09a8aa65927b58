/// <reference types="jest" />
import { ProviderError } from '../../../lib/ProviderError';
import { anOpenRequest, aProvider } from './support/aProvider';
import { aConversation, Conversation } from './support/Conversation';
import { Listening } from './support/listen';
import { type Answer, ScriptedHttp } from './support/ScriptedHttp';

const SECRET = /secret|K!1|K%211|tokenA1|private/;
const answers: Answer[] = ['cut', 400, 403, 404, 409, 500, 503, { body: 'secret' }];

describe('what is said when something goes wrong', () => {
  test.each(answers)('holds no key, token or text after %j', async (answer) => {
    const http = new ScriptedHttp()
      .on('GET System/SessionId', { body: { key: 'K!1!secret', id: 'S', affinityToken: 'tokenA1' } })
      .on('GET System/ReconnectSession', answer)
      .on('POST ', answer)
      .on('DELETE ', answer);
    const { provider, log } = aProvider({ http });
    const conversation = () =>
      aConversation({
        affinity: 'tokenA1',
        connectionTimeoutMs: 10_000,
        file: { uploadUrl: 'https://x.salesforce.com/upload?a=secret', token: 'secret' },
      });
    const file = { id: 'f', name: 'private', mediaType: 'text/plain', content: Buffer.from('private') };
    http.on('GET System/Messages', ...Array<Answer>(100).fill(answer));
    const failures = await Promise.all([
      provider.open(new Conversation(null), anOpenRequest({ summary: 'private' })).catch((error: unknown) => error),
      provider.send(conversation(), { id: 'm', text: 'private' }).catch((error: unknown) => error),
      provider.close(conversation(), 'visitor').catch((error: unknown) => error),
      provider.idleWarning(conversation(), true).catch((error: unknown) => error),
      provider.sendFile(conversation(), file).catch((error: unknown) => error),
      new Listening(provider, conversation()).done,
    ]);
    for (const failure of failures.filter((one): one is Error => one instanceof Error)) {
      expect(failure).toBeInstanceOf(ProviderError);
      expect(failure.message).not.toMatch(SECRET);
    }
    expect(log.lines.join('\n')).not.toMatch(SECRET);
  });

  test('names method, host and path, and hides the key in it', async () => {
    const http = new ScriptedHttp().on('POST ', 500).on('DELETE ', 500);
    const { provider } = aProvider({ http });
    await expect(provider.send(aConversation(), { id: 'm', text: 'x' })).rejects.toThrow(
      'POST chat.example.com/chat/rest/Chasitor/ChatMessage was answered with status 500',
    );
    await expect(provider.close(aConversation(), 'visitor')).rejects.toThrow(
      'DELETE chat.example.com/chat/rest/System/SessionId/*** was answered with status 500',
    );
  });
});
