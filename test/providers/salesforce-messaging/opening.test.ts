/// <reference types="jest" />
import type { OpenRequest } from '../../../lib/provider';
import { anOpenRequest, aProvider, DEPLOYMENT, ORGANISATION, SCRT } from './support/aProvider';
import { aConversation, Conversation } from './support/Conversation';
import { ScriptedHttp } from './support/ScriptedHttp';

const attributes = { target: 'Button', phone: 'Phone', room: 'Room' };

async function open(http: ScriptedHttp, request: Partial<OpenRequest> = {}, settings: object = { attributes }) {
  const { provider, log } = aProvider({ http, settings });
  const conversation = new Conversation(null);
  const failure = await provider.open(conversation, anOpenRequest(request)).catch((error: unknown) => error);
  return { conversation, failure, log };
}

const textsOf = (http: ScriptedHttp) =>
  http.bodies('POST message').map(({ message }) => (message as { staticContent: { text: string } }).staticContent.text);

describe('opening a conversation', () => {
  test('asks for what bots have written on the room', () => {
    const { provider } = aProvider({ http: new ScriptedHttp() });
    expect(provider.roomFields).toEqual(['salesforceId', 'customDetail', 'prechatDetails']);
  });

  test('asks for a token as the deployment wants it, and creates the conversation with it', async () => {
    const http = new ScriptedHttp();
    const { conversation } = await open(http);
    expect(http.bodies('POST unauthenticated')).toEqual([
      {
        orgId: ORGANISATION,
        esDeveloperName: DEPLOYMENT,
        capabilitiesVersion: '1',
        platform: 'Web',
        context: { appName: 'RocketChat', clientVersion: '1.0' },
      },
    ]);
    const [creation] = http.sent('POST conversation');
    expect(creation).toMatchObject({
      url: `${SCRT}/iamessage/api/v2/conversation`,
      headers: { Authorization: 'Bearer token-1', 'X-Org-Id': ORGANISATION },
    });
    expect(http.bodies('POST conversation')).toEqual([
      {
        conversationId: conversation.state.conversationId,
        esDeveloperName: DEPLOYMENT,
        routingAttributes: { _firstName: 'Vera', _lastName: 'Visitor', _email: 'vera@example.com', Room: 'room-1' },
        language: 'en_US',
      },
    ]);
    expect(conversation.state).toMatchObject({ accessToken: 'token-1', lastEventId: '7', identity: null });
  });

  test('passes on where it is to go, what the bot said, and who the visitor is', async () => {
    const http = new ScriptedHttp();
    await open(
      http,
      {
        target: '573000000000001',
        visitor: { name: 'Ana Maria Lopez', phone: '+1', language: 'pt-BR' },
        summary: 'Order is late',
        attributes: [
          ['Case Id', '500'],
          ['Tier', 'silver'],
          ['Tier', 'gold'],
          ['Größe', ''],
          ['secret', 's'],
          ['prechatDetails', '[{"label":"Order No","value":7},{"label":"Empty"},"odd"]'],
          ['customDetail', '{"Shop":"web"}'],
          ['!!!', 'x'],
        ],
      },
      { attributes: { ...attributes, renamed: { secret: 'Vault' } } },
    );
    const [body] = http.bodies('POST conversation');
    expect(body).toMatchObject({ language: 'pt_BR' });
    expect(body?.routingAttributes).toEqual({
      _firstName: 'Ana',
      _lastName: 'Maria Lopez',
      _subject: 'Order is late',
      Phone: '+1',
      Room: 'room-1',
      Button: '573000000000001',
      Case_Id: '500',
      Tier: 'gold',
      Vault: 's',
      Order_No: '7',
      Shop: 'web',
    });
  });

  test('uses the target of the settings where the bot names none, and none where no attribute carries it', async () => {
    const [named, unnamed] = [new ScriptedHttp(), new ScriptedHttp()];
    await open(named, {}, { target: 'Queue_1', attributes: { target: 'Button' } });
    await open(unnamed, {}, { target: 'Queue_1' });
    const buttonOf = (http: ScriptedHttp) => JSON.stringify(http.bodies('POST conversation')[0]).includes('Queue_1');
    expect([buttonOf(named), buttonOf(unnamed)]).toEqual([true, false]);
  });

  test('refuses a target that cannot be one before anything is created', async () => {
    const http = new ScriptedHttp();
    const { failure } = await open(http, { target: 'no such target&x=1' });
    expect([failure, http.requests]).toEqual([expect.objectContaining({ failure: 'rejected' }), []]);
  });

  test('tells what was said before in as many messages as it takes, each with a label and an id of its own', async () => {
    const http = new ScriptedHttp();
    const transcript = Array.from({ length: 30 }, (_, index) => `Vera: line ${index}`).join('\n');
    await open(http, { transcript, summary: 'Late order' }, { messageLimit: 100 });
    const texts = textsOf(http);
    expect(texts[0]).toMatch(/^\[Before the handover, 1 of \d\]\nSummary: Late order\n\nConversation so far:\nVera/);
    expect(texts.every((text) => /^\[Before the handover, \d of \d\]\n/.test(text))).toBe(true);
    expect(texts.map((text) => text.replace(/^.*\]\n/, '')).join('\n')).toContain(transcript.slice(-60));
    const ids = http.bodies('POST message').map(({ message }) => (message as { id: string }).id);
    expect(new Set(ids).size).toBe(texts.length);
  });

  test('passes on the end of a conversation that is too long', async () => {
    const http = new ScriptedHttp();
    await open(http, { transcript: `old ${'x'.repeat(200)} new` }, { transcriptLimit: 100 });
    expect(textsOf(http).join('')).toMatch(/\]\nConversation so far:\nx+ new$/);
  });

  test('says nothing where there is nothing to tell', async () => {
    const http = new ScriptedHttp();
    await open(http, { transcript: ' ' });
    expect(http.sent('POST message')).toEqual([]);
  });

  test('is to be tried again, with another token, when a new one is not taken', async () => {
    const http = new ScriptedHttp().on('POST conversation', 401, 200);
    const { provider } = aProvider({ http });
    const conversation = new Conversation(null);
    await expect(provider.open(conversation, anOpenRequest())).rejects.toMatchObject({ failure: 'unreachable' });
    expect(conversation.get()).toBeNull();
    await provider.open(conversation, anOpenRequest());
    expect(http.sent('POST unauthenticated')).toHaveLength(2);
  });

  test('begins a session by the first words where the org has none yet', async () => {
    const http = new ScriptedHttp().on('POST message', 417, 202);
    const { failure } = await open(http, { transcript: 'Vera: hi' });
    expect(failure).toBeUndefined();
    const [first, second] = http.bodies('POST message');
    expect(first).toMatchObject({ isNewMessagingSession: false });
    expect(second).toMatchObject({
      isNewMessagingSession: true,
      routingAttributes: { _firstName: 'Vera' },
      language: 'en_US',
      message: first?.message,
    });
  });

  test('goes on without what was said before where Salesforce does not take it', async () => {
    const { failure, log } = await open(new ScriptedHttp().on('POST message', 400), { transcript: 'Vera: private' });
    expect(failure).toBeUndefined();
    expect(log.lines.join()).toContain('does not take what was said before');
    expect(log.lines.join()).not.toContain('private');
  });

  test('stores the state before the conversation is created', async () => {
    const stored: unknown[] = [];
    const http = new ScriptedHttp();
    const conversation = new Conversation(null);
    http.on('POST conversation', () => {
      stored.push(conversation.stored().state.conversationId);
      return 201;
    });
    await aProvider({ http }).provider.open(conversation, anOpenRequest());
    expect(stored).toEqual([conversation.state.conversationId]);
  });

  test.each([
    [500, 'unreachable'],
    ['cut', 'unreachable'],
    [400, 'rejected'],
    [403, 'rejected'],
  ] as const)('that fails with %p is %s, and closes what may have been created', async (answer, failure) => {
    const http = new ScriptedHttp().on('POST conversation', answer).on('DELETE conversation', 204);
    const result = await open(http);
    expect(result.failure).toMatchObject({ name: 'ProviderError', failure });
    expect(http.sent('DELETE conversation')).toHaveLength(1);
    expect(result.conversation.get()).toBeNull();
  });

  test('that fails and cannot be closed leaves a state to close it by', async () => {
    const http = new ScriptedHttp().on('POST conversation', 'cut').on('DELETE conversation', 500);
    const { conversation } = await open(http);
    expect(conversation.state.accessToken).toBe('token-1');
  });

  test.each([401, 403, 404, 412])('is rejected when there is no token (%i), and nothing is created', async (status) => {
    const http = new ScriptedHttp().on('POST unauthenticated', status);
    const { failure, conversation } = await open(http);
    expect(failure).toMatchObject({ failure: 'rejected' });
    expect([conversation.get(), http.sent('POST conversation')]).toEqual([null, []]);
  });

  test('that is tried again is another conversation, because the first one is closed for good', async () => {
    const tokens = ['token-1', 'token-2'].map((accessToken) => ({ body: { accessToken, lastEventId: 3 } }));
    const http = new ScriptedHttp().on('POST unauthenticated', ...tokens);
    const [first, second] = [await open(http), await open(http)];
    expect(second.conversation.state.conversationId).not.toBe(first.conversation.state.conversationId);
    expect(second.conversation.state.lastEventId).toBe('3');
  });

  test('that was cut off is taken up by closing what it left', async () => {
    const http = new ScriptedHttp().on('DELETE conversation', 404);
    const left = aConversation();
    const { conversationId } = left.state;
    await aProvider({ http }).provider.open(left, anOpenRequest());
    expect(http.sent('DELETE conversation')[0]?.url).toContain(conversationId);
    expect(left.state.conversationId).not.toBe(conversationId);
  });
});
