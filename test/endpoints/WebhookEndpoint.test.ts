/// <reference types="jest" />
import { WebhookEndpoint } from '../../endpoints/WebhookEndpoint';
import type { News, Provider } from '../../lib/provider';
import { RecordingLog } from '../support/aDesk';
import { anApp, aRequest, call } from '../support/endpoints';
import { MemoryInbox } from '../support/MemoryInbox';
import { ScriptedProvider } from '../support/ScriptedProvider';
import { ScriptedWebhookProvider, someNews } from '../support/ScriptedWebhookProvider';

function posting(provider: Provider | undefined = new ScriptedWebhookProvider()) {
  const inbox = new MemoryInbox();
  const told: News[] = [];
  const asked: string[] = [];
  const endpoint = new WebhookEndpoint(anApp(new RecordingLog()), {
    provider: async (_call, providerId) => {
      asked.push(providerId);
      return provider;
    },
    newsDesk: () => ({ inbox, hearAtOnce: async ({ id }) => id === 'heard' }),
    passOn: (_call, news) => void told.push(...news),
  });
  const post = (content: unknown, headers: Record<string, string> = { secret: 'right' }) =>
    call(endpoint, 'post', aRequest({ content, headers, params: { providerId: 'provider-1' } }));
  return { post, inbox, told, asked, endpoint };
}

test('a call that is authentic is answered with 200 when it is kept, and told on', async () => {
  const { post, inbox, told, asked } = posting();
  expect((await post([someNews('a')])).status).toBe(200);
  expect([await inbox.list(), told, asked]).toEqual([[someNews('a')], [someNews('a')], ['provider-1']]);
});

test('of a call that was heard at once nothing is kept, and nobody is told', async () => {
  const { post, inbox, told } = posting();
  expect((await post([someNews('heard')])).status).toBe(200);
  expect([await inbox.list(), told]).toEqual([[], []]);
});

test('a call that is authentic and of no use is answered with 200, too', async () => {
  const { post, told } = posting();
  expect([(await post([])).status, told]).toEqual([200, []]);
});

test('a call that is not authentic is answered with 401, and nothing of it is kept', async () => {
  const { post, inbox, told } = posting();
  const { status, content } = await post([someNews('a')], { secret: 'guessed' });
  expect([status, content.error, await inbox.list(), told]).toEqual([401, 'unauthorized', [], []]);
});

test('a provider that is asked for news has no webhook', async () => {
  expect((await posting(new ScriptedProvider()).post([])).status).toBe(404);
});

test('a provider that there is not has no webhook', async () => {
  const endpoint = new WebhookEndpoint(anApp(new RecordingLog()), {
    provider: async () => undefined,
    newsDesk: () => ({ inbox: new MemoryInbox(), hearAtOnce: async () => false }),
    passOn: () => undefined,
  });
  expect(await call(endpoint, 'post', aRequest({ content: {}, params: { providerId: 'x' } }))).toMatchObject({
    status: 404,
    content: { error: 'provider-not-found' },
  });
});

test('a call that cannot be kept is answered with 500, after which contact centres call again', async () => {
  const { post, inbox } = posting();
  inbox.put = async () => Promise.reject(new Error('the store has a secret'));
  const { status, content } = await post([someNews('a')]);
  expect([status, JSON.stringify(content).includes('secret')]).toEqual([500, false]);
});

test('other methods are not offered', async () => {
  expect(await call(posting().endpoint, 'get', aRequest())).toMatchObject({ status: 405, headers: { allow: 'POST' } });
});
