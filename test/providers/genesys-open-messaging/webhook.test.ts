/// <reference types="jest" />
import { createHmac } from 'crypto';
import type { News } from '../../../lib/provider';
import { aProvider, INTEGRATION, SETTINGS } from './support/aProvider';
import { aConversation, theConversation, VISITOR } from './support/Conversation';
import { type Answer, CONVERSATION, ScriptedHttp } from './support/ScriptedHttp';

const AT = '2026-01-05T09:00:00.500Z';

/** A notification as Genesys sends it; a text of an agent's unless said otherwise. */
function aNotification(changes: object = {}, channel: object = {}): object {
  return {
    id: 'n-1',
    channel: {
      id: INTEGRATION,
      platform: 'Open',
      type: 'Private',
      messageId: 'n-1',
      to: { id: VISITOR, idType: 'Opaque' },
      from: { nickname: 'Sandbox', id: INTEGRATION, idType: 'Opaque' },
      time: AT,
      ...channel,
    },
    conversationId: CONVERSATION,
    type: 'Text',
    direction: 'Outbound',
    originatingEntity: 'Human',
    text: 'grüß dich 🙂 a/b',
    ...changes,
  };
}

const sign = (body: string, secret = SETTINGS.webhookSecret) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('base64')}`;

const signed = (content: object, body = JSON.stringify(content)) => ({
  content,
  headers: { 'x-hub-signature-256': sign(body) },
});

const escaped = (json: string) =>
  json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const newsOf = (content: object, settings: object = {}) =>
  aProvider({ http: new ScriptedHttp(), settings }).provider.onWebhook(signed(content));

describe('a webhook', () => {
  test('that is signed brings news to the room and the session of the visitor', async () => {
    expect(await newsOf(aNotification())).toEqual([
      {
        roomId: 'room-1',
        sessionId: 'session-1',
        id: 'n-1',
        atMs: Date.parse(AT),
        content: expect.objectContaining({ text: 'grüß dich 🙂 a/b' }),
      },
    ]);
  });

  test.each([
    ['with escaped characters', escaped],
    ['with escaped slashes', (json: string) => json.replace(/\//g, '\\/')],
  ])('is known by its signature when its JSON was written %s', async (_how, written) => {
    const { provider } = aProvider({ http: new ScriptedHttp() });
    const content = aNotification();
    expect(await provider.onWebhook(signed(content, written(JSON.stringify(content))))).toHaveLength(1);
  });

  test('is known by the header of the settings, in whatever way its JSON was written', async () => {
    const { provider } = aProvider({ http: new ScriptedHttp(), settings: { webhookToken: 'a-token' } });
    const request = {
      content: aNotification(),
      headers: { 'x-handover-token': 'a-token', 'x-hub-signature-256': 'x' },
    };
    expect(await provider.onWebhook(request)).toHaveLength(1);
  });

  test.each<[string, Record<string, string>]>([
    ['without a signature', {}],
    ['signed with another secret', { 'x-hub-signature-256': sign(JSON.stringify(aNotification()), 'guessed') }],
    ['signed for another body', { 'x-hub-signature-256': sign('{}') }],
    ['signed in hexadecimal digits', { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }],
    ['with another token', { 'x-handover-token': 'guessed' }],
    ['with an empty token', { 'x-handover-token': '' }],
  ])('is refused %s', async (_how, headers) => {
    const { provider } = aProvider({ http: new ScriptedHttp(), settings: { webhookToken: 'a-token' } });
    await expect(provider.onWebhook({ content: aNotification(), headers })).rejects.toMatchObject({
      name: 'ProviderError',
      failure: 'rejected',
    });
  });

  test.each([
    ['a receipt', aNotification({ type: 'Receipt', status: 'Published' })],
    ['from another integration', aNotification({}, { id: '00000000-0000-4000-8000-000000000000' })],
    ['for somebody who is none of this app', aNotification({}, { to: { id: 'somebody' } })],
    ['for nobody', aNotification({}, { to: {} })],
    ['something else altogether', { hello: 'world' }],
  ])('that is %s is of no use, and no error', async (_what, content) => {
    expect(await newsOf(content)).toEqual([]);
  });

  test.each(['customer.end', 'user.end', 'acw'])('of a workflow that tells of %s is reason to look', async (topic) => {
    const content = { topic: `v2.detail.events.conversation.${CONVERSATION}.${topic}`, visitor: VISITOR };
    expect(await newsOf(content)).toMatchObject([{ roomId: 'room-1', sessionId: 'session-1', content: null }]);
  });
});

async function heard(content: object, { http = new ScriptedHttp(), conversation = aConversation() } = {}) {
  const { provider, log } = aProvider({ http });
  const [news] = await provider.onWebhook(signed(content));
  if (news === undefined) throw new Error('there are no news');
  const events: object[] = [];
  const emit = async (event: object) => void events.push(event);
  // Through JSON, as the inbox keeps it.
  const hear = (one: News = news) => provider.hear(conversation, JSON.parse(JSON.stringify(one)), emit);
  await hear();
  return { events, hear, conversation, http, log };
}

const TALKING = { agents: ['agent-1'], hadAgent: true };
const talking = () => ({ conversation: aConversation(TALKING) });

describe('what is heard', () => {
  test('is the text as it was written, under its id', async () => {
    const { events } = await heard(aNotification(), talking());
    expect(events).toEqual([{ id: 'n-1', type: 'message', content: { kind: 'text', text: 'grüß dich 🙂 a/b' } }]);
  });

  test('is heard once, however often it comes', async () => {
    const { events, hear } = await heard(aNotification(), talking());
    await hear();
    expect(events).toHaveLength(1);
  });

  test('of an agent of whom nobody knew comes after his joining, by his name', async () => {
    const http = new ScriptedHttp();
    http.on('GET conversation', theConversation({ id: 'agent-1', purpose: 'agent', name: 'Ana' }) as Answer);
    const { events, conversation } = await heard(aNotification(), { http, conversation: aConversation() });
    expect(events).toMatchObject([{ type: 'agent-joined', name: 'Ana' }, { type: 'message' }]);
    expect(conversation.state).toMatchObject({ agents: ['agent-1'], hadAgent: true });
  });

  test('of an agent whom the role does not let us see comes after a joining by the name of the settings', async () => {
    const http = new ScriptedHttp().on('GET conversation', 403);
    const { events } = await heard(aNotification(), { http, conversation: aConversation() });
    expect(events).toMatchObject([{ type: 'agent-joined', name: 'Agent' }, { type: 'message' }]);
  });

  test('of a flow is no agent who joins', async () => {
    const { events, http } = await heard(aNotification({ originatingEntity: 'Bot' }));
    expect(events).toMatchObject([{ type: 'message' }]);
    expect(http.sent('GET conversation')).toEqual([]);
  });

  test('is the typing of an agent, for as long as it is said to last', async () => {
    const events = [{ eventType: 'Typing', typing: { type: 'On', duration: 3_000 } }];
    const typing = await heard(aNotification({ type: 'Event', text: undefined, events }));
    expect(typing.events).toEqual([{ id: 'n-1', type: 'typing', isTyping: true, lastsMs: 3_000 }]);
  });

  test.each(['filename', 'fileName'])('is a file, by its %s', async (field) => {
    const attachment = { mediaType: 'Image', url: 'https://x/1', mime: 'image/png', [field]: 'a.png' };
    const content = [{ contentType: 'Attachment', attachment }];
    const { events } = await heard(aNotification({ text: undefined, content }), talking());
    const file = { kind: 'file', name: 'a.png', mediaType: 'image/png', url: 'https://x/1' };
    expect(events).toEqual([{ id: 'n-1', type: 'message', content: file }]);
  });

  test('is quick replies as choices, which can be answered', async () => {
    const content = ['Red', 'Blue'].map((text) => ({
      contentType: 'QuickReply',
      quickReply: { text, payload: text[0] },
    }));
    const offer = aNotification({ type: 'Structured', text: 'Which?', content });
    const { events, conversation } = await heard(offer, talking());
    const choices = [
      { title: 'Red', value: 'R' },
      { title: 'Blue', value: 'B' },
    ];
    expect(events).toMatchObject([{ content: { kind: 'choices', text: 'Which?', choices } }]);
    expect(conversation.state.choices).toMatchObject({
      messageId: 'n-1',
      options: [{ payload: 'R' }, { payload: 'B' }],
    });
  });

  test('is cards with what can be read of them, and their buttons as choices', async () => {
    const card = (title: string) => ({
      title,
      description: `about ${title}`,
      actions: [
        { type: 'Link', text: 'more', url: 'https://x' },
        { type: 'Postback', text: `take ${title}`, payload: title },
      ],
    });
    const content = [{ contentType: 'Carousel', carousel: { cards: [card('one'), card('two')] } }];
    const { events } = await heard(aNotification({ type: 'Structured', text: undefined, content }), talking());
    expect(events).toMatchObject([
      {
        content: {
          text: 'one\nabout one\nmore https://x\ntwo\nabout two',
          choices: [{ title: 'take one' }, { title: 'take two' }],
        },
      },
    ]);
  });

  test('is the times of a date picker as choices', async () => {
    const datePicker = { title: 'When?', availableTimes: [{ dateTime: '2026-01-05T09:30:00.000Z', duration: 900 }] };
    const content = [{ contentType: 'DatePicker', datePicker }];
    const { events } = await heard(aNotification({ type: 'Structured', text: undefined, content }), talking());
    expect(events).toMatchObject([{ content: { text: 'When?', choices: [{ title: '2026-01-05 09:30 UTC' }] } }]);
  });

  test('is a notification once, though its text comes twice', async () => {
    const template = { header: { text: 'News' }, body: { text: 'It is done' } };
    const content = [{ contentType: 'Notification', template }];
    const { events } = await heard(aNotification({ type: 'Structured', text: 'It is done', content }), talking());
    expect(events).toMatchObject([{ content: { kind: 'text', text: 'It is done\nNews' } }]);
  });

  test('makes choices that were offered before it past', async () => {
    const choices = { messageId: 'x', options: [{ type: 'QuickReply' as const, title: 'a', payload: 'a' }] };
    const { conversation } = await heard(aNotification(), { conversation: aConversation({ ...TALKING, choices }) });
    expect(conversation.state.choices).toBeNull();
  });

  test('is nothing of what cannot be shown, which Genesys is told', async () => {
    const content = [{ contentType: 'Hologram', hologram: {} }];
    const { events, http } = await heard(aNotification({ type: 'Structured', text: undefined, content }), talking());
    expect(events).toEqual([]);
    expect(http.bodies('POST receipt')).toMatchObject([
      { id: 'n-1', channel: { to: { id: VISITOR } }, status: 'Failed', reasons: [{ code: 'UnsupportedMessage' }] },
    ]);
  });
});

describe('news for nobody', () => {
  const refuse = async (content: object, http = new ScriptedHttp()) => {
    const { provider } = aProvider({ http });
    const [news] = await provider.onWebhook(signed(content));
    if (news === undefined) throw new Error('there are no news');
    await provider.refuse(news);
    return http.bodies('POST receipt');
  };

  test('are reported to Genesys as not delivered', async () => {
    expect(await refuse(aNotification())).toMatchObject([
      { id: 'n-1', status: 'Failed', reasons: [{ code: 'InvalidDestination' }], isFinalReceipt: true },
    ]);
  });

  test('are not reported when they were only typing', async () => {
    const events = [{ eventType: 'Typing', typing: { type: 'On' } }];
    expect(await refuse(aNotification({ type: 'Event', events }))).toEqual([]);
  });

  test.each([500, 'cut'] as const)('do no harm when the report is answered with %p', async (answer) => {
    expect(await refuse(aNotification(), new ScriptedHttp().on('POST receipt', answer))).toHaveLength(1);
  });
});
