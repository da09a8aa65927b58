/// <reference types="jest" />
import { createHash } from 'crypto';
import { createServer } from 'http';
import type { AddressInfo } from 'net';
import { channel, channelOf, INTEGRATION } from './foreignClient';
import { Stage, until } from './stage';

const image = { mediaType: 'Image', url: 'http://127.0.0.1:9/a.png', mime: 'image/png' };
const TIME = '2026-01-05T09:00:00Z';

describe('an inbound message', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());

  it('is accepted, and answered with what was understood of it', async () => {
    const metadata = { customAttributes: { language: 'es' } };
    const body = { channel: channel({ metadata }), text: 'hola', metadata: { any: 'thing' } };
    const { status, data } = await stage.client.inbound('message', body);
    expect([status, data]).toEqual([
      202,
      {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        channel: {
          id: INTEGRATION,
          platform: 'Open',
          type: 'Private',
          messageId: 'm-1',
          to: { id: INTEGRATION },
          from: { id: 'visitor-1', idType: 'Opaque', nickname: 'Vera' },
          time: '2026-01-05T09:00:00.000Z',
          metadata,
        },
        type: 'Text',
        text: 'hola',
        content: [],
        direction: 'Inbound',
        metadata: { any: 'thing' },
      },
    ]);
  });

  it.each([
    ['message?prefetchConversationId=true', true],
    ['message?prefetchConversationId=false', false],
    ['message', false],
  ])('names its conversation only when asked to: %s', async (path, named) => {
    const { data } = await stage.client.inbound(path, { channel: channel(), text: 'x' });
    expect('conversationId' in data).toBe(named);
  });

  it('reaches agents in order, with what is known of the visitor', async () => {
    const from = { id: 'v', idType: 'Email', nickname: 'Vee', firstName: 'V', lastName: 'E', email: 'v@e.org' };
    const metadata = { customAttributes: { plan: 'gold' } };
    const { data } = await stage.client.message('one', { channel: channel({ from, metadata }) });
    await stage.client.message('two', { channel: channel({ from, messageId: 'm-2' }) });
    const view = await stage.control.conversation(data.conversationId);
    expect(view).toMatchObject({ visitor: from, attributes: { plan: 'gold' } });
    expect(view.fromVisitor.map(({ text, messageId }) => [text, messageId])).toEqual([
      ['one', 'm-1'],
      ['two', 'm-2'],
    ]);
  });

  it('reaches agents twice when it is sent twice, for there is no idempotency key', async () => {
    const id = await stage.begun();
    await stage.begun();
    const { fromVisitor } = await stage.control.conversation(id);
    expect(fromVisitor.map(({ messageId }) => messageId)).toEqual(['m-1', 'm-1']);
  });

  it('tolerates what the deprecated shape has besides', async () => {
    const extra = { type: 'Text', direction: 'Inbound', extra: { deep: 1 } };
    const old = channel({ platform: 'Open', type: 'Private', to: { id: INTEGRATION } });
    expect((await stage.client.inbound('message', { channel: old, text: 'x', ...extra })).status).toBe(202);
  });

  it.each([
    ['channel', { text: 'x' }],
    ['channel.from', { channel: channel({ from: undefined }), text: 'x' }],
    ['channel.from.id', { channel: channel({ from: { idType: 'Opaque' } }), text: 'x' }],
    ['channel.from.idType', { channel: channel({ from: { id: 'v' } }), text: 'x' }],
    ['channel.from.idType', { channel: channel({ from: { id: 'v', idType: 'Facebook' } }), text: 'x' }],
    ['channel.time', { channel: channel({ time: undefined }), text: 'x' }],
    ['channel.time', { channel: channel({ time: 'yesterday' }), text: 'x' }],
    ['channel.time', { channel: channel({ time: 1767603600000 }), text: 'x' }],
    ['text', { channel: channel(), text: 1 }],
    ['metadata.customAttributes', { channel: channel(), text: 'x', metadata: { customAttributes: { a: 'b' } } }],
    [
      'channel.metadata.customAttributes.age',
      { channel: channel({ metadata: { customAttributes: { age: 7 } } }), text: 'x' },
    ],
    ['content', { channel: channel(), content: [{ attachment: image }, { attachment: image }] }],
    ['content.0.attachment.url', { channel: channel(), content: [{ attachment: { ...image, url: undefined } }] }],
    ['content.0.attachment.mime', { channel: channel(), content: [{ attachment: { ...image, mime: undefined } }] }],
    [
      'content.0.attachment.mediaType',
      { channel: channel(), content: [{ attachment: { ...image, mediaType: 'Gif' } }] },
    ],
    ['content.0.contentType', { channel: channel(), content: [{ contentType: 'Location', attachment: image }] }],
  ])('is refused for %s', async (fieldName, body) => {
    const { status, data } = await stage.client.inbound('message', body);
    expect([status, data.code, data.details]).toEqual([
      400,
      'bad.request',
      [{ errorCode: 'invalid.value', fieldName }],
    ]);
    expect(await stage.control.conversations()).toEqual([]);
  });

  it('must say something', async () => {
    expect((await stage.client.inbound('message', { channel: channel() })).status).toBe(400);
    expect((await stage.client.inbound('message', [])).status).toBe(400);
  });

  it('goes to an integration that exists, with a parameter that is understood', async () => {
    const body = { channel: channel(), text: 'x' };
    expect((await stage.client.inbound('message', body, 'nobody')).status).toBe(404);
    expect((await stage.client.inbound('message?prefetchConversationId=yes', body)).status).toBe(400);
  });

  it('has its attachment fetched from where it says, once', async () => {
    const requests: string[] = [];
    const files = createServer((request, response) => {
      requests.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      response.end('bytes');
    });
    await new Promise<void>((resolve) => {
      files.listen(0, '127.0.0.1', resolve);
    });
    const url = `http://127.0.0.1:${(files.address() as AddressInfo).port}/a.png`;
    const attachment = { ...image, url, filename: 'a.png', text: 'look' };
    const { data } = await stage.client.message('', { content: [{ contentType: 'Attachment', attachment }] });
    expect(data.content).toEqual([{ contentType: 'Attachment', attachment }]);
    const seen = async () => (await stage.control.conversation(data.conversationId)).fromVisitor[0]?.attachment;
    await until(async () => (await seen())?.state === 'stored');
    const sha256 = createHash('sha256').update('bytes').digest('hex');
    expect(await seen()).toMatchObject({ filename: 'a.png', text: 'look', contentSizeBytes: 5, sha256 });
    const id = (await seen())?.id ?? '';
    expect((await stage.control.file(data.conversationId, id)).toString()).toBe('bytes');
    expect(requests).toEqual(['GET /a.png undefined']);
    files.close();
  });

  it('shows an attachment that could not be fetched as failed', async () => {
    const { data } = await stage.client.message('see', { content: [{ attachment: image }] });
    await until(async () => {
      const { fromVisitor } = await stage.control.conversation(data.conversationId);
      return fromVisitor[0]?.attachment?.state === 'failed';
    });
  });
});

describe('an inbound event', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());
  const from = { id: 'visitor-1', idType: 'Opaque' };
  const typing = (events: unknown = [{ eventType: 'Typing' }]) =>
    stage.client.inbound('event', { channel: { from, time: TIME }, events });

  it('shows agents that the visitor types, until he has written', async () => {
    const id = await stage.begun();
    const { status, data } = await typing();
    expect([status, data.type, data.events]).toEqual([202, 'Event', [{ eventType: 'Typing' }]]);
    expect((await stage.control.conversation(id)).visitorTypes).toBe(true);
    await stage.begun();
    expect((await stage.control.conversation(id)).visitorTypes).toBe(false);
  });

  it('begins no conversation', async () => {
    expect((await typing()).status).toBe(202);
    expect(await stage.control.conversations()).toEqual([]);
  });

  it.each([[undefined], [[]], [[{ eventType: 'Presence' }]], [[{}]]])('is refused as %j', async (events) => {
    expect((await stage.client.inbound('event', { channel: { from, time: TIME }, events })).status).toBe(400);
  });
});

describe('an inbound receipt', () => {
  let stage: Stage;
  let conversation: string;
  let id: string;
  beforeEach(async () => {
    stage = await Stage.start();
    conversation = await stage.connected();
    id = (await stage.control.say(conversation, 'hi')).id;
  });
  afterEach(() => stage.close());
  const receipt = (changes: object = {}) =>
    stage.client.inbound('receipt', {
      id,
      channel: { to: { id: 'visitor-1' }, time: TIME },
      status: 'Delivered',
      ...changes,
    });

  it('is kept with its message, and answered', async () => {
    const reasons = [{ code: 'RateLimited', message: 'later' }];
    const { status, data } = await receipt({ status: 'Failed', reasons, isFinalReceipt: false });
    expect([status, data]).toMatchObject([
      202,
      { id, type: 'Receipt', status: 'Failed', reasons, isFinalReceipt: false, channel: { id: INTEGRATION } },
    ]);
    await receipt();
    const { sent } = await stage.control.conversation(conversation);
    expect(sent[0]?.receipts).toMatchObject([
      { status: 'Failed', reasons, isFinalReceipt: false },
      { status: 'Delivered', reasons: [], isFinalReceipt: true },
    ]);
  });

  it('of an unknown message is accepted, with a failure in the answer', async () => {
    for (const changes of [{ id: 'unknown' }, { channel: { to: { id: 'somebody else' }, time: TIME } }]) {
      const { status, data } = await receipt(changes);
      expect([status, data]).toMatchObject([202, { status: 'Failed', reasons: [{ code: 'UnknownMessage' }] }]);
    }
  });

  it.each([
    { status: 'Read' },
    { status: undefined },
    { id: undefined },
    { channel: { time: TIME } },
    { reasons: [{ code: 'Because', message: 'x' }] },
    { reasons: [{ code: 'GeneralError' }] },
  ])('is refused with %j', async (changes) => {
    expect((await receipt(changes)).status).toBe(400);
    expect((await stage.control.conversation(conversation)).sent[0]?.receipts).toEqual([]);
  });
});

describe('an inbound structured response', () => {
  let stage: Stage;
  let conversation: string;
  let originatingMessageId: string;
  const buttonResponse = { type: 'QuickReply', text: 'Yes', payload: 'y' };
  beforeEach(async () => {
    stage = await Stage.start();
    conversation = await stage.connected();
    const replies = [{ text: 'Yes', payload: 'y' }, { text: 'No' }];
    originatingMessageId = (await stage.control.act(conversation, 'quick-replies', { text: 'Sure?', replies })).id;
  });
  afterEach(() => stage.close());
  const respond = (changes: object = {}) =>
    stage.client.inbound('structured/response', {
      channel: channel(),
      buttonResponse,
      originatingMessageId,
      ...changes,
    });

  it('reaches the agent as the choice that it is', async () => {
    const { status, data } = await respond();
    const answered = { contentType: 'ButtonResponse', buttonResponse: { ...buttonResponse, originatingMessageId } };
    expect([status, data]).toMatchObject([202, { type: 'Structured', direction: 'Inbound', content: [answered] }]);
    const { fromVisitor } = await stage.control.conversation(conversation);
    expect(fromVisitor.at(-1)).toMatchObject({ kind: 'response', text: 'Yes', detail: { payload: 'y' } });
  });

  it.each([
    { originatingMessageId: undefined },
    { originatingMessageId: 'unknown' },
    { buttonResponse: { type: 'QuickReply', text: 'Yes' } },
    { buttonResponse: undefined },
    { channel: channelOf('somebody else') },
  ])('is refused with %j', async (changes) => {
    expect((await respond(changes)).status).toBe(400);
  });
});

describe('the deprecated endpoint for everything', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());
  const send = (body: object) => stage.client.post('conversations/messages/inbound/open', body);
  const to = { id: INTEGRATION };

  it('takes messages and events for the integration that they are addressed to', async () => {
    const { status, data } = await send({ type: 'Text', direction: 'Inbound', channel: channel({ to }), text: 'old' });
    expect([status, data.type, data.text]).toEqual([202, 'Text', 'old']);
    const [conversation] = await stage.control.conversations();
    await send({ type: 'Event', channel: channel({ to }), events: [{ eventType: 'Typing' }] });
    expect(await stage.control.conversation(conversation?.id ?? '')).toMatchObject({
      visitorTypes: true,
      fromVisitor: [{ text: 'old' }],
    });
  });

  it('takes receipts, which are addressed to the visitor', async () => {
    const conversation = await stage.connected();
    const { id } = await stage.control.say(conversation, 'hi');
    const path = { id: INTEGRATION, to: { id: 'visitor-1' }, time: TIME };
    expect((await send({ type: 'Receipt', id, channel: path, status: 'Delivered' })).data.status).toBe('Delivered');
    expect((await stage.control.conversation(conversation)).sent[0]?.receipts).toHaveLength(1);
  });

  it('refuses what it does not know', async () => {
    expect((await send({ channel: channel({ to }), text: 'no type' })).status).toBe(400);
    expect((await send({ type: 'Text', channel: channel({ to: { id: 'nobody' } }), text: 'x' })).status).toBe(404);
    expect((await send({ type: 'Text', channel: channel(), text: 'to nobody' })).status).toBe(400);
  });
});
