/// <reference types="jest" />
import type { OutgoingFile } from '../../../lib/provider';
import { SteppedClock } from '../../support/SteppedClock';
import { aProvider, SCRT } from './support/aProvider';
import { aConversation } from './support/Conversation';
import { type Answer, ScriptedHttp } from './support/ScriptedHttp';
import { ScriptedStreams } from './support/ScriptedStreams';

const aFile = (changes: Partial<OutgoingFile> = {}): OutgoingFile => ({
  id: 'rc-1',
  name: 'bill.pdf',
  mediaType: 'application/pdf',
  content: Buffer.from([0, 255, 13, 10, 45]),
  ...changes,
});

async function send(file: OutgoingFile, answer: Answer = 202, conversation = aConversation()) {
  const http = new ScriptedHttp().on('POST file', answer);
  const failure = await aProvider({ http })
    .provider.sendFile(conversation, file)
    .catch((error: unknown) => error);
  const [request] = http.sent('POST file');
  return { http, failure, request, form: Buffer.from(request?.body ?? '') };
}

describe('a file of the visitor', () => {
  test('is sent as a form of its description and its bytes', async () => {
    const { request, form } = await send(aFile());
    const [, boundary = ''] = /boundary=(.+)$/.exec(request?.headers?.['Content-Type'] ?? '') ?? [];
    const text = form.toString('latin1');
    const [, entry = '', data = ''] = text.split(`--${boundary}`);
    expect(entry).toContain('name="messageEntry"\r\nContent-Type: application/json\r\n\r\n');
    expect(JSON.parse(entry.split('\r\n\r\n')[1] ?? '')).toEqual({
      esDeveloperName: 'Rocket_Chat',
      message: { id: expect.stringMatching(/^[0-9a-f-]{36}$/), fileId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      isNewMessagingSession: false,
    });
    expect(data).toContain('name="fileData"; filename="bill.pdf"\r\nContent-Type: application/pdf\r\n\r\n');
    expect(data.endsWith(`\r\n\r\n${aFile().content.toString('latin1')}\r\n`)).toBe(true);
    expect(text.endsWith(`--${boundary}--\r\n`)).toBe(true);
  });

  test('has the same ids when it is sent again, and not those of the words beside it', async () => {
    const http = new ScriptedHttp();
    const { provider } = aProvider({ http });
    const conversation = aConversation();
    await provider.sendFile(conversation, aFile());
    await provider.sendFile(conversation, aFile());
    await provider.send(conversation, { id: 'rc-1', text: 'see the bill' });
    const ids = http.sent('POST file').map(({ body }) => /"message":(\{[^}]*\})/.exec(String(body))?.[1]);
    const words = http.bodies('POST message')[0]?.message as { id: string };
    expect([ids[0] === ids[1], ids[0]?.includes(words.id)]).toEqual([true, false]);
  });

  test('cannot break out of the form by its name or its type', async () => {
    const { form } = await send(aFile({ name: 'a"\r\nX: y', mediaType: 'text/html\r\nX: y' }));
    expect(form.toString('latin1')).not.toMatch(/^X: y/m);
    expect(form.toString()).toContain('Content-Type: application/octet-stream');
  });

  test('of more than 5 MB is refused without being sent', async () => {
    const { failure, http } = await send(aFile({ content: Buffer.alloc(5 * 1024 * 1024 + 1) }));
    expect([failure, http.requests]).toEqual([expect.objectContaining({ failure: 'rejected' }), []]);
  });

  test.each([
    [413, 'rejected'],
    [415, 'rejected'],
    [417, 'gone'],
    [500, 'unreachable'],
    ['cut', 'unreachable'],
  ] as const)('that is answered with %p is %s', async (answer, failure) => {
    expect((await send(aFile(), answer)).failure).toMatchObject({ failure });
  });

  test('for a conversation that has ended is gone', async () => {
    const { failure, http } = await send(aFile(), 202, aConversation({ end: { id: 'e', reason: 'agent' } }));
    expect([failure, http.requests]).toEqual([expect.objectContaining({ failure: 'gone' }), []]);
  });
});

describe('a file of an agent', () => {
  const fetching = (url: string, streams = new ScriptedStreams(), settings = {}) => {
    const clock = new SteppedClock();
    const { provider } = aProvider({ http: new ScriptedHttp(), settings, clock, downloads: streams });
    const file = { kind: 'file', name: 'a.txt', mediaType: 'text/plain', url } as const;
    return { clock, streams, result: provider.fetchFile(aConversation(), file).catch((error: unknown) => error) };
  };
  const URL_OF_FILE = `${SCRT}/files/1?token=t`;

  test('is fetched from Salesforce, and gets no token', async () => {
    const { streams, result } = fetching(URL_OF_FILE);
    await new Promise(setImmediate);
    streams.last.write('some ');
    streams.last.write('bytes');
    streams.last.end();
    expect(String(await result)).toBe('some bytes');
    expect(streams.requests).toMatchObject([{ method: 'GET', url: URL_OF_FILE }]);
    expect(JSON.stringify(streams.requests)).not.toContain('token-1');
  });

  test.each(['https://evil.example.com/x', 'http://example.force.com/x', 'https://salesforce.com.evil.example/', 'x'])(
    'is not fetched from %s',
    async (url) => {
      const { streams, result } = fetching(url);
      expect([await result, streams.requests]).toEqual([expect.objectContaining({ failure: 'rejected' }), []]);
    },
  );

  test('is not fetched where bytes cannot be carried', async () => {
    const { provider } = aProvider({ http: new ScriptedHttp() });
    const file = { kind: 'file', name: 'a', mediaType: 'b', url: URL_OF_FILE } as const;
    await expect(provider.fetchFile(aConversation(), file)).rejects.toMatchObject({ failure: 'rejected' });
  });

  test('that is too large is left', async () => {
    const { streams, result } = fetching(URL_OF_FILE, new ScriptedStreams(), { downloadLimit: 4 });
    await new Promise(setImmediate);
    streams.last.write('five!');
    expect(await result).toMatchObject({ failure: 'rejected' });
    expect(streams.last.isOver).toBe(true);
  });

  test('that does not come to its end in time is left', async () => {
    const { clock, streams, result } = fetching(URL_OF_FILE);
    await clock.pass(29_000);
    streams.last.write('some');
    await clock.pass(1_000);
    expect(await result).toMatchObject({ failure: 'unreachable' });
  });

  test('that breaks off, or is not there, is a failure that does not show where it is', async () => {
    const broken = fetching(URL_OF_FILE);
    await new Promise(setImmediate);
    broken.streams.last.breakOff();
    const missing = fetching(URL_OF_FILE, new ScriptedStreams({ status: 503 }));
    await new Promise(setImmediate);
    missing.streams.last.end();
    const failures = await Promise.all([broken.result, missing.result]);
    expect(failures).toMatchObject([{ failure: 'unreachable' }, { failure: 'unreachable' }]);
    expect(failures.map(String).join()).not.toContain('token=t');
  });
});
