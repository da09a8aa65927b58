/// <reference types="jest" />
import type { CloseReason } from '../../../lib/provider';
import { aProvider } from './support/aProvider';
import { aConversation, Conversation } from './support/Conversation';
import { type Answer, ScriptedHttp } from './support/ScriptedHttp';

const queued = () => aConversation({ isConnected: false, wasEstablished: false });

function stage(chatEnd: Answer[], deletion: Answer[] = [200]) {
  const http = new ScriptedHttp().on('POST Chasitor/ChatEnd', ...chatEnd).on('DELETE System/SessionId', ...deletion);
  const { provider, log } = aProvider({ http });
  const close = (reason: CloseReason = 'visitor', conversation = aConversation()) =>
    provider.close(conversation, reason);
  const calls = () => http.requests.map(({ method, url }) => `${method} ${new URL(url).pathname.split('/')[4]}`);
  return { http, close, calls, log };
}

describe('closing a chat', () => {
  test('says so to the agent and gives the session back', async () => {
    const { close, calls, http } = stage([200]);
    await close();
    expect(calls()).toEqual(['POST ChatEnd', 'DELETE SessionId']);
    expect(http.requests[0]).toMatchObject({ body: '{"reason":"client"}', headers: { 'X-LIVEAGENT-SEQUENCE': '2' } });
    expect(http.requests[1]?.url).toBe('https://chat.example.com/chat/rest/System/SessionId/K!1!secret');
  });

  test.each<[CloseReason, string]>([
    ['idle', 'clientIdleTimeout'],
    ['visitor', 'client'],
    ['queue-timeout', 'client'],
    ['moved', 'client'],
    ['closed', 'client'],
    ['error', 'client'],
    ['shutdown', 'client'],
  ])('because of %s is for Live Agent %s', async (reason, expected) => {
    const { close, http } = stage([200]);
    await close(reason);
    expect(http.requests[0]?.body).toBe(JSON.stringify({ reason: expected }));
  });

  test('is tried four times', async () => {
    const { close, calls } = stage(['cut', 502, 500, 200]);
    await close();
    expect(calls()).toEqual([...Array<string>(4).fill('POST ChatEnd'), 'DELETE SessionId']);
  });

  test('is done by the session alone when the end is not heard', async () => {
    const { close, calls } = stage(['cut']);
    await close();
    expect(calls()).toEqual([...Array<string>(4).fill('POST ChatEnd'), 'DELETE SessionId']);
  });

  test('before an agent has joined is done by the session alone, at once', async () => {
    const { close, calls } = stage([500]);
    await close('visitor', queued());
    expect(calls()).toEqual(['POST ChatEnd', 'DELETE SessionId']);
  });

  test('of a chat that is over is a success', async () => {
    const { close, calls } = stage([403]);
    await close();
    expect(calls()).toEqual(['POST ChatEnd']);
  });

  test.each<[Answer, Answer]>([
    [404, 404],
    [{ status: 409, body: 'The chat has ended' }, 403],
    ['cut', 403],
    [400, 409],
  ])('of a chat that answers %j and %j is a success', async (chatEnd, deletion) => {
    await expect(stage([chatEnd], [deletion]).close()).resolves.toBeUndefined();
  });

  test.each<Answer>(['cut', 500])('that reaches nobody (%p) is to be tried again', async (answer) => {
    await expect(stage([answer], [answer]).close()).rejects.toMatchObject({ failure: 'unreachable' });
  });

  test('is a success once the agent knows, whatever becomes of the session', async () => {
    const { close, log } = stage([200], ['cut']);
    await close();
    expect(log.lines).toHaveLength(1);
  });

  test('is not taken for said because of a number that something else has used up', async () => {
    const { close, http } = stage([{ status: 409, body: 'Out of sync Ack. Expected 2. Actual 2' }, 200]);
    await close();
    const sequences = http.sent('Chasitor/ChatEnd').map(({ headers }) => headers?.['X-LIVEAGENT-SEQUENCE']);
    expect(sequences).toEqual(['2', '3']);
  });

  test('of a chat that was never opened is a success', async () => {
    const { close, http } = stage([200]);
    await close('error', new Conversation(null));
    expect(http.requests).toEqual([]);
  });

  test('goes after a chat that was moved', async () => {
    const message = { resetSequence: true, affinityToken: 'A2' };
    const { close, http } = stage([503, 200]);
    http.on('GET System/ReconnectSession', { body: { messages: [{ type: 'ReconnectSession', message }] } });
    await close();
    expect(http.sent('Chasitor/ChatEnd')[1]?.headers).toMatchObject({
      'X-LIVEAGENT-AFFINITY': 'A2',
      'X-LIVEAGENT-SEQUENCE': '1',
    });
    expect(http.sent('System/SessionId')[0]?.headers).toMatchObject({ 'X-LIVEAGENT-AFFINITY': 'A2' });
  });

  test('gives a session back that was moved', async () => {
    const message = { affinityToken: 'A2' };
    const { close, http } = stage([500], [503, 200]);
    http.on('GET System/ReconnectSession', { body: { messages: [{ type: 'ReconnectSession', message }] } });
    await close('visitor', queued());
    expect(http.sent('System/SessionId').map(({ headers }) => headers?.['X-LIVEAGENT-AFFINITY'])).toEqual(['A1', 'A2']);
  });
});
