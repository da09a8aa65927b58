/// <reference types="jest" />
import { createHmac } from 'crypto';
import { announceEnd, type EndListeners } from '../../lib/announceEnd';
import { type HttpClient, HttpFailure, type HttpRequest } from '../../lib/http';
import type { EndCause } from '../../lib/session';
import { aSession, RecordingLog } from '../support/aDesk';

const webhook = { url: 'https://bot.example.com/ended', secret: 'hook secret' };
const bot = { url: 'https://chat.example.com/incoming', languageCode: 'en', event: (cause: EndCause) => `on ${cause}` };

let requests: HttpRequest[];
let log: RecordingLog;
beforeEach(() => {
  requests = [];
  log = new RecordingLog();
});

function announce(listeners: EndListeners, answer: () => number = () => 200): Promise<void> {
  const http: HttpClient = {
    send: async (request) => {
      requests.push(request);
      return { status: answer(), headers: {}, body: '' };
    },
  };
  const atMs = Date.UTC(2026, 0, 5, 12);
  return announceEnd({ http, log }, listeners, { session: aSession(), cause: 'agent', atMs });
}

test('the webhook gets what ended, why and when', async () => {
  await announce({ webhook });
  expect(requests).toMatchObject([{ method: 'POST', url: webhook.url, timeoutMs: 5_000 }]);
  expect(JSON.parse(String(requests[0]?.body))).toEqual({
    event: 'handover-ended',
    roomId: 'room',
    sessionId: 'session-1',
    departmentId: 'salesforce',
    reason: 'agent',
    at: '2026-01-05T12:00:00.000Z',
  });
});

test('the signature is the HMAC-SHA256 of the very body, in hex', async () => {
  await announce({ webhook });
  const body = String(requests[0]?.body);
  const hex = createHmac('sha256', webhook.secret).update(body).digest('hex');
  expect(requests[0]?.headers).toEqual({
    'content-type': 'application/json',
    'x-handover-signature': `sha256=${hex}`,
  });
});

test('a webhook without a secret gets no signature', async () => {
  await announce({ webhook: { ...webhook, secret: '' } });
  expect(requests[0]?.headers).toEqual({ 'content-type': 'application/json' });
});

test('the Dialogflow app gets its event for the room, and nothing else', async () => {
  await announce({ bot });
  expect(requests.map(({ url, body }) => [url, body])).toEqual([
    [
      bot.url,
      '{"action":"trigger-event","sessionId":"room","actionData":{"event":{"name":"on agent","languageCode":"en"}}}',
    ],
  ]);
  expect(requests[0]?.headers).toEqual({ 'content-type': 'application/json' });
});

test('the Dialogflow app gets no event that has no name', async () => {
  await announce({ bot: { ...bot, event: () => '' } });
  expect(requests).toEqual([]);
});

test('both are told, and nobody where there is none', async () => {
  await announce({});
  expect(requests).toEqual([]);
  await announce({ webhook, bot });
  expect(requests.map(({ url }) => url)).toEqual([webhook.url, bot.url]);
});

test.each([
  [299, []],
  [300, ['warn The end of a session was announced, but refused {"status":300}']],
])('an answer of %d is logged when it refuses', async (status, expected) => {
  await announce({ webhook }, () => status);
  expect(log.lines).toEqual(expected);
});

test.each([
  ['refuses', () => 500],
  [
    'does not answer',
    () => {
      throw new HttpFailure('POST bot.example.com/ended was not answered');
    },
  ],
  [
    'breaks',
    () => {
      throw new TypeError('a bug');
    },
  ],
])('a listener that %s keeps nobody from the way back, and is logged without the secret', async (_name, answer) => {
  await announce({ webhook, bot }, answer);
  expect(requests).toHaveLength(2);
  expect(log.lines).toHaveLength(2);
  expect(log.lines.join('\n')).not.toContain(webhook.secret);
});
