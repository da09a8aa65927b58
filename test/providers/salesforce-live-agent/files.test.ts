/// <reference types="jest" />
import { aProvider } from './support/aProvider';
import { aConversation } from './support/Conversation';
import { Listening } from './support/listen';
import { type Answer, batch, ScriptedHttp } from './support/ScriptedHttp';

const UPLOAD = 'https://acme.my.salesforce.com/servlet?kind=chat';
const file = { id: 'f', name: 'a"b\r\nX: y.png', mediaType: 'image/png', content: Buffer.from([0, 255, 13, 10]) };
const wanted = (uploadUrl = UPLOAD) => aConversation({ file: { uploadUrl, token: 'secret&token' } });

function stage(answer: Answer = 200) {
  const http = new ScriptedHttp().on('POST ', answer);
  return { http, provider: aProvider({ http }).provider };
}

describe('sending a file', () => {
  test('goes to the place that the agent’s request named, and says whose it is', async () => {
    const { http, provider } = stage();
    await provider.sendFile(wanted(), file);
    const url = new URL(http.requests[0]?.url ?? '');
    expect(`${url.origin}${url.pathname}`).toBe('https://acme.my.salesforce.com/servlet');
    expect([...url.searchParams]).toEqual([
      ['kind', 'chat'],
      ['orgId', '00DSANDBOX00001'],
      ['chatKey', 'S'],
      ['fileToken', 'secret&token'],
      ['encoding', 'UTF-8'],
    ]);
  });

  test('is a form with one part, whose name cannot break out of it', async () => {
    const { http, provider } = stage();
    await provider.sendFile(wanted(), file);
    const { body, headers } = http.requests[0] ?? {};
    const boundary = /boundary=(\S+)$/.exec(headers?.['Content-Type'] ?? '')?.[1];
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a%22b%0D%0AX: y.png"\r\n`;
    const start = Buffer.from(`${head}Content-Type: image/png\r\n\r\n`);
    expect(body).toEqual(Buffer.concat([start, file.content, Buffer.from(`\r\n--${boundary}--\r\n`)]));
  });

  test('of a type that is none is plain bytes', async () => {
    const { http, provider } = stage();
    await provider.sendFile(wanted(), { ...file, mediaType: 'a/b\r\nX: y' });
    expect(String(http.requests[0]?.body)).toContain('Content-Type: application/octet-stream\r\n\r\n');
  });

  test('is refused when the agent has not asked for one', async () => {
    const { http, provider } = stage();
    await expect(provider.sendFile(aConversation(), file)).rejects.toMatchObject({ failure: 'rejected' });
    expect(http.requests).toEqual([]);
  });

  test('is done once for each request', async () => {
    const { provider } = stage();
    const conversation = wanted();
    await provider.sendFile(conversation, file);
    await expect(provider.sendFile(conversation, { ...file, id: 'g' })).rejects.toMatchObject({ failure: 'rejected' });
  });

  test('that was taken is not sent again', async () => {
    const { http, provider } = stage();
    const conversation = wanted();
    await provider.sendFile(conversation, file);
    conversation.set({ ...conversation.state, file: { uploadUrl: UPLOAD, token: 'another' } });
    await provider.sendFile(conversation, file);
    expect([http.requests.length, conversation.state.file]).toEqual([1, { uploadUrl: UPLOAD, token: 'another' }]);
  });

  test('whose sender is cut off is taken for sent when its place is taken', async () => {
    const cut = stage('cut');
    const conversation = wanted();
    await expect(cut.provider.sendFile(conversation, file)).rejects.toMatchObject({ failure: 'unreachable' });
    const found = conversation.stored();
    await stage(403).provider.sendFile(found, file);
    expect(found.state).toMatchObject({ file: null, lastFile: 'f' });
  });

  test('whose sender is cut off is sent again when its place is free, and no other is put there', async () => {
    const cut = stage('cut');
    const conversation = wanted();
    await expect(cut.provider.sendFile(conversation, file)).rejects.toMatchObject({ failure: 'unreachable' });
    const again = stage();
    await again.provider.sendFile(conversation.stored(), file);
    expect(again.http.requests).toHaveLength(1);
    const other = stage(403).provider.sendFile(conversation.stored(), { ...file, id: 'g' });
    await expect(other).rejects.toMatchObject({ failure: 'rejected' });
  });

  test('whose sender is cut off is known to be taken when Live Agent says so', async () => {
    const message = { type: 'Success', fileToken: 'secret&token' };
    const http = new ScriptedHttp().on('POST ', 'cut').on('GET System/Messages', batch(1, ['FileTransfer', message]));
    const { provider } = aProvider({ http });
    const conversation = wanted();
    await expect(provider.sendFile(conversation, file)).rejects.toMatchObject({ failure: 'unreachable' });
    const listening = new Listening(provider, conversation);
    await listening.first(1);
    await listening.stop();
    expect(conversation.state).toMatchObject({ file: null, lastFile: 'f' });
  });

  test.each(['https://evil.example/upload', 'http://acme.my.salesforce.com/', 'https://127.0.0.1/', 'not a URL'])(
    'does not go to %s',
    async (uploadUrl) => {
      const { http, provider } = stage();
      await expect(provider.sendFile(wanted(uploadUrl), file)).rejects.toMatchObject({ failure: 'rejected' });
      expect(http.requests).toEqual([]);
    },
  );

  test('goes to hosts that the settings allow', async () => {
    const http = new ScriptedHttp();
    const { provider } = aProvider({ http, settings: { uploadHosts: ['files.example'] } });
    await provider.sendFile(wanted('https://eu.files.example/upload'), file);
    expect(http.requests).toHaveLength(1);
    await expect(provider.sendFile(wanted(), file)).rejects.toMatchObject({ failure: 'rejected' });
  });

  test.each<[Answer, string]>([
    ['cut', 'unreachable'],
    [500, 'unreachable'],
    [413, 'rejected'],
    [403, 'rejected'],
  ])('that is answered with %p is %s, and the request still stands', async (answer, failure) => {
    const { provider } = stage(answer);
    const conversation = wanted();
    await expect(provider.sendFile(conversation, file)).rejects.toMatchObject({ failure });
    expect(conversation.state.file).not.toBeNull();
  });

  test('can be done as soon as the request is reported', async () => {
    const message = { type: 'Requested', uploadServletUrl: UPLOAD, fileToken: 'T' };
    const http = new ScriptedHttp().on('GET System/Messages', batch(1, ['FileTransfer', message]));
    const { provider } = aProvider({ http });
    const conversation = aConversation();
    const listening: Listening = new Listening(provider, conversation, () => provider.sendFile(conversation, file));
    expect(await listening.first(1)).toMatchObject([{ type: 'file-transfer', phase: 'requested' }]);
    await listening.stop();
    expect(http.sent('servlet')).toHaveLength(1);
  });

  test('is not possible any more once the agent has cancelled', async () => {
    const http = new ScriptedHttp().on('GET System/Messages', batch(1, ['FileTransfer', { type: 'Canceled' }]));
    const { provider } = aProvider({ http });
    const conversation = wanted();
    const listening = new Listening(provider, conversation);
    await listening.first(1);
    await listening.stop();
    await expect(provider.sendFile(conversation, file)).rejects.toMatchObject({ failure: 'rejected' });
  });
});
