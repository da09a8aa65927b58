/// <reference types="jest" />
import type { HttpStream } from '../../../lib/http';
import { aProvider } from './support/aProvider';
import { aConversation, Conversation, theConversation } from './support/Conversation';
import { type Answer, CONVERSATION, ScriptedHttp } from './support/ScriptedHttp';

const close = (http: ScriptedHttp, conversation = aConversation()) =>
  aProvider({ http })
    .provider.close(conversation, 'visitor')
    .then(
      () => 'closed',
      (error: unknown) => error,
    );

describe('closing', () => {
  test('lets the visitor leave, and nobody else', async () => {
    const http = new ScriptedHttp();
    http.on('GET conversation', theConversation({ id: 'ana', purpose: 'agent' }) as Answer);
    expect(await close(http)).toBe('closed');
    expect(http.sent('PATCH participant').map(({ url }) => url)).toEqual([
      `https://api.mypurecloud.de/api/v2/conversations/messages/${CONVERSATION}/participants/visitor`,
    ]);
  });

  test.each<[string, Answer]>([
    ['is over', theConversation({ purpose: 'customer', state: 'disconnected' }) as Answer],
    ['is not there any more', 404],
  ])('a conversation that %s is a success', async (_what, answer) => {
    const http = new ScriptedHttp().on('GET conversation', answer);
    expect(await close(http)).toBe('closed');
    expect(http.sent('PATCH participant')).toEqual([]);
  });

  test('a conversation that never was asks nobody', async () => {
    const http = new ScriptedHttp();
    expect([await close(http, new Conversation(null)), http.requests]).toEqual(['closed', []]);
  });

  test('disconnects everybody where the visitor may not leave alone', async () => {
    const http = new ScriptedHttp().on('GET conversation', theConversation() as Answer).on('PATCH participant', 403);
    expect(await close(http)).toBe('closed');
    expect(http.bodies('PATCH conversation')).toEqual([{ state: 'disconnected' }]);
  });

  test.each([
    [500, 'unreachable', 3],
    [403, 'rejected', 1],
  ] as const)('that is answered with %i is %s after %i tries', async (status, failure, tries) => {
    const http = new ScriptedHttp().on('GET conversation', status);
    expect(await close(http)).toMatchObject({ name: 'ProviderError', failure });
    expect(http.sent('GET conversation')).toHaveLength(tries);
  });
});

describe('a file of an agent', () => {
  const fetched = (url: string, { status = 200, chunks = ['a fi', 'le'] } = {}, settings: object = {}) => {
    async function* bytes() {
      for (const chunk of chunks) yield Buffer.from(chunk);
    }
    const downloads = { open: async (): Promise<HttpStream> => ({ status, headers: {}, chunks: bytes() }) };
    const { provider } = aProvider({ http: new ScriptedHttp(), downloads, settings });
    const file = { kind: 'file' as const, name: 'a', mediaType: 'b/c', url };
    return provider.fetchFile(aConversation(), file).then(
      (content) => content.toString(),
      (error: unknown) => error,
    );
  };

  test.each(['https://api-downloads.mypurecloud.de/1', 'https://files.example.com/1'])(
    'is fetched from %s',
    async (url) => {
      expect(await fetched(url, {}, { fileHosts: ['example.com'] })).toBe('a file');
    },
  );

  test.each([
    'https://evil.example.com/1',
    'http://api-downloads.mypurecloud.de/1',
    'https://mypurecloud.de.evil.com',
    'x',
  ])('is not fetched from %s', async (url) => {
    expect(await fetched(url)).toMatchObject({ failure: 'rejected' });
  });

  test('is not read beyond the limit', async () => {
    const url = 'https://api-downloads.mypurecloud.de/1';
    expect(await fetched(url, { chunks: ['x'.repeat(11)] }, { downloadLimit: 10 })).toMatchObject({
      failure: 'rejected',
    });
  });

  test.each([
    [404, 'gone'],
    [503, 'unreachable'],
  ])('that is answered with %i is %s', async (status, failure) => {
    expect(await fetched('https://api-downloads.mypurecloud.de/1', { status })).toMatchObject({ failure });
  });
});
