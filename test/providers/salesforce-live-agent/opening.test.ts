/// <reference types="jest" />
import type { OpenRequest } from '../../../lib/provider';
import { anOpenRequest, aProvider } from './support/aProvider';
import { Conversation } from './support/Conversation';
import { type Answer, ScriptedHttp } from './support/ScriptedHttp';

const session = { body: { key: 'S!1!a+/b=', id: 'S', clientPollTimeout: 40, affinityToken: 'A1' } };
const script = () => new ScriptedHttp().on('GET System/SessionId', session);

async function open(http: ScriptedHttp, changes: Partial<OpenRequest> = {}, conversation = new Conversation(null)) {
  const { provider } = aProvider({ http });
  await provider.open(conversation, anOpenRequest(changes));
  return conversation;
}

describe('opening a chat', () => {
  test('asks for what bots have written on the room', () => {
    const { provider } = aProvider({ http: new ScriptedHttp() });
    expect(provider.roomFields).toEqual(['salesforceId', 'customDetail', 'prechatDetails']);
  });

  test('gets a session and requests the chat with it', async () => {
    const http = script();
    const { state } = await open(http);
    expect(http.requests).toMatchObject([
      {
        method: 'GET',
        url: 'https://chat.example.com/chat/rest/System/SessionId',
        headers: { 'X-LIVEAGENT-API-VERSION': '49', 'X-LIVEAGENT-AFFINITY': 'null' },
      },
      {
        method: 'POST',
        url: 'https://chat.example.com/chat/rest/Chasitor/ChasitorInit',
        headers: {
          'X-LIVEAGENT-API-VERSION': '49',
          'X-LIVEAGENT-AFFINITY': 'A1',
          'X-LIVEAGENT-SESSION-KEY': 'S!1!a+/b=',
          'X-LIVEAGENT-SEQUENCE': '1',
          'Content-Type': 'application/json',
        },
      },
    ]);
    expect(state).toMatchObject({ sessionId: 'S', affinity: 'A1', sequence: 2, ack: -1, clientPollTimeoutMs: 40_000 });
  });

  test.each(['OK', '', '{'])('does not read the body %p of a success', async (body) => {
    const http = script().on('POST Chasitor/ChasitorInit', { body });
    await expect(open(http)).resolves.toBeDefined();
  });

  test('takes 202 for a success', async () => {
    const http = script().on('POST Chasitor/ChasitorInit', 202);
    await expect(open(http)).resolves.toBeDefined();
  });

  test.each([
    ['cut' as const, 'unreachable'],
    [500, 'unreachable'],
    [503, 'unreachable'],
    [429, 'unreachable'],
    [400, 'rejected'],
    [403, 'rejected'],
    [404, 'rejected'],
  ])('gives the session back when the request fails with %p, which is %s', async (answer, failure) => {
    const http = script().on('POST Chasitor/ChasitorInit', answer);
    await expect(open(http)).rejects.toMatchObject({ failure });
    expect(http.requests[2]).toMatchObject({
      method: 'DELETE',
      url: 'https://chat.example.com/chat/rest/System/SessionId/S!1!a%2B%2Fb%3D',
      headers: { 'X-LIVEAGENT-AFFINITY': 'A1' },
    });
  });

  test('stores the session before it requests the chat, so that a cut can be made good', async () => {
    const conversation = new Conversation(null);
    const http = script().on('POST Chasitor/ChasitorInit', () => {
      expect(conversation.stored().state).toMatchObject({ sessionId: 'S', sequence: 1 });
      return 200;
    });
    await open(http, {}, conversation);
    expect(conversation.saves).toBe(1);
  });

  test('gives the session back when it cannot be stored', async () => {
    const conversation = new Conversation(null);
    conversation.save = () => Promise.reject(new Error('Somebody else owns it'));
    const http = script();
    await expect(open(http, {}, conversation)).rejects.toThrow('Somebody else owns it');
    expect(http.requests.map(({ method }) => method)).toEqual(['GET', 'DELETE']);
  });

  test('leaves no state when the session was given back, and gives it back later when it was not', async () => {
    const conversation = new Conversation(null);
    const answers: Answer[] = ['cut', 200];
    const http = script()
      .on('POST Chasitor/ChasitorInit', 500)
      .on('DELETE System/SessionId', ...answers);
    await expect(open(http, {}, conversation)).rejects.toMatchObject({ failure: 'unreachable' });
    expect(conversation.state.sessionId).toBe('S');
    await expect(open(http, {}, conversation)).rejects.toMatchObject({ failure: 'unreachable' });
    expect(conversation.get()).toBeNull();
    expect(http.requests.map(({ method }) => method)).toEqual([
      'GET',
      'POST',
      'DELETE',
      'DELETE',
      'GET',
      'POST',
      'DELETE',
    ]);
  });

  test.each<Answer>([500, 400])('keeps the session that giving it back (%p) did not end', async (answer) => {
    const conversation = new Conversation(null);
    const http = script().on('POST Chasitor/ChasitorInit', 500).on('DELETE System/SessionId', answer);
    await expect(open(http, {}, conversation)).rejects.toMatchObject({ failure: 'unreachable' });
    expect(conversation.state.sessionId).toBe('S');
  });

  test('gives the session back where it was moved', async () => {
    const message = { affinityToken: 'A2' };
    const http = script()
      .on('POST Chasitor/ChasitorInit', 503)
      .on('DELETE System/SessionId', 503, 200)
      .on('GET System/ReconnectSession', { body: { messages: [{ type: 'ReconnectSession', message }] } });
    const conversation = new Conversation(null);
    await expect(open(http, {}, conversation)).rejects.toMatchObject({ failure: 'unreachable' });
    expect(http.sent('System/SessionId').at(-1)?.headers).toMatchObject({ 'X-LIVEAGENT-AFFINITY': 'A2' });
    expect(conversation.get()).toBeNull();
  });

  test('goes on when what was left of an earlier opening cannot be read', async () => {
    expect((await open(script(), {}, new Conversation({ what: 'is this' }))).state.sessionId).toBe('S');
  });

  test('reports the failure of the request when the session cannot be given back either', async () => {
    const http = script().on('POST Chasitor/ChasitorInit', 400).on('DELETE System/SessionId', 'cut');
    const { provider, log } = aProvider({ http });
    const conversation = new Conversation(null);
    await expect(provider.open(conversation, anOpenRequest())).rejects.toMatchObject({ failure: 'rejected' });
    expect(log.lines).toHaveLength(1);
  });

  test.each([
    ['cut' as const, 'unreachable'],
    [500, 'unreachable'],
    [403, 'rejected'],
    [404, 'rejected'],
    [{ body: '<html>' }, 'unreachable'],
    [{ body: { key: 1 } }, 'unreachable'],
  ])('fails when the session is answered with %j, which is %s', async (answer, failure) => {
    const http = new ScriptedHttp().on('GET System/SessionId', answer);
    await expect(open(http)).rejects.toMatchObject({ failure });
    expect(http.requests).toHaveLength(1);
  });

  test('refuses a target that is no id, before there is a session', async () => {
    const http = script();
    const opening = open(http, { target: 'x&y' });
    await expect(opening).rejects.toMatchObject({ failure: 'rejected' });
    expect(http.requests).toEqual([]);
  });

  test('follows the org to another server and stays there', async () => {
    const moved = (host: string) => ({
      body: { messages: [{ type: 'SwitchServer', message: { newUrl: `https://${host}/chat` } }] },
    });
    const http = new ScriptedHttp().on('GET System/SessionId', moved('b.example'), moved('c.example'), session);
    const { state } = await open(http);
    expect(http.requests.map(({ url }) => new URL(url).host)).toEqual([
      'chat.example.com',
      'b.example',
      'c.example',
      'c.example',
    ]);
    expect(state.endpoint).toBe('https://c.example/chat/rest/');
  });

  test('gives up when it is sent in a circle', async () => {
    const newUrl = 'https://chat.example.com/chat';
    const circle = { body: { messages: [{ type: 'SwitchServer', message: { newUrl } }] } };
    const http = new ScriptedHttp().on('GET System/SessionId', circle, circle, circle, circle, session);
    await expect(open(http)).rejects.toMatchObject({ failure: 'unreachable' });
    expect(http.requests).toHaveLength(4);
  });
});
