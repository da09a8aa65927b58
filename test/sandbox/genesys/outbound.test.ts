/// <reference types="jest" />
import axios from 'axios';
import { channel, INTEGRATION } from './foreignClient';
import { Stage } from './stage';
import { expectedSignature, WEBHOOK_SECRET } from './WebhookReceiver';

describe('a notification on the webhook', () => {
  let stage: Stage;
  let id: string;
  beforeEach(async () => {
    stage = await Stage.start();
    id = await stage.connected();
  });
  afterEach(() => stage.close());
  const first = async () => (await stage.webhook.bodies(1))[0];

  it('carries what an agent says, with everything that is known of the way it takes', async () => {
    await stage.client.message('mas', { channel: channel({ metadata: { customAttributes: { language: 'es' } } }) });
    await stage.control.say(id, 'Grüße, a/b');
    const body = await first();
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      channel: {
        id: INTEGRATION,
        platform: 'Open',
        type: 'Private',
        messageId: body.id,
        to: { id: 'visitor-1', idType: 'Opaque' },
        from: { nickname: 'Sandbox', id: INTEGRATION, idType: 'Opaque' },
        time: '2026-01-05T09:00:00.000Z',
        metadata: { customAttributes: { language: 'es' } },
      },
      conversationId: id,
      type: 'Text',
      direction: 'Outbound',
      originatingEntity: 'Human',
      text: 'Grüße, a/b',
    });
  });

  it('is signed over its very bytes, and carries the headers of the integration', async () => {
    await stage.client.patch(`conversations/messaging/integrations/open/${INTEGRATION}`, {
      name: 'Sandbox',
      webhookHeaders: { 'X-Handover-Token': 'token' },
    });
    await stage.control.say(id, 'é');
    await first();
    const { headers, raw } = stage.webhook.at(0);
    expect(headers['x-hub-signature-256']).toBe(expectedSignature(raw));
    expect(headers['x-hub-signature-256']).not.toBe(expectedSignature(raw, `${WEBHOOK_SECRET}x`));
    expect([headers['x-handover-token'], headers['content-type']]).toEqual(['token', 'application/json']);
  });

  it.each([
    ['compact', '"text":"é/"', true],
    ['escaped-unicode', '"text":"\\u00e9/"', false],
    ['escaped-slashes', '"text":"é\\/"', false],
    ['spaced', '"text": "é/"', false],
  ] as const)('is written %s when told to, which says the same in other bytes', async (webhookBody, part, isSame) => {
    await stage.control.setSwitches({ webhookBody });
    await stage.control.say(id, 'é/');
    expect((await first()).text).toBe('é/');
    const { headers, raw } = stage.webhook.at(0);
    expect(raw.toString('utf8')).toContain(part);
    expect(headers['x-hub-signature-256']).toBe(expectedSignature(raw));
    const writtenAgain = Buffer.from(JSON.stringify(JSON.parse(raw.toString('utf8'))));
    expect(expectedSignature(writtenAgain) === headers['x-hub-signature-256']).toBe(isSame);
  });

  it('carries a file as a link that anybody can download, and no text', async () => {
    const contentBase64 = Buffer.from('bytes').toString('base64');
    await stage.control.act(id, 'attach', { filename: 'plan.pdf', mime: 'application/pdf', contentBase64 });
    const body = await first();
    expect(body.type).toBe('Text');
    expect(body).not.toHaveProperty('text');
    expect(body.content).toEqual([
      {
        contentType: 'Attachment',
        attachment: {
          id: expect.any(String),
          mediaType: 'File',
          url: expect.stringContaining(`${stage.server.url}/api/v2/downloads/`),
          mime: 'application/pdf',
          filename: 'plan.pdf',
          contentSizeBytes: 5,
        },
      },
    ]);
    const { data, headers } = await axios.get(body.content[0].attachment.url, { proxy: false });
    expect([data, headers['content-type'], headers['content-disposition']]).toEqual([
      'bytes',
      'application/pdf',
      'attachment; filename="plan.pdf"',
    ]);
    const guessed = axios.get(`${stage.server.url}/api/v2/downloads/guess`, { proxy: false });
    await expect(guessed).rejects.toMatchObject({ response: { status: 404 } });
  });

  it('calls the name of a file as a switch says', async () => {
    await stage.control.setSwitches({ attachmentNameField: 'fileName' });
    await stage.control.act(id, 'attach', { filename: 'a.txt', mime: 'text/plain', contentBase64: '' });
    const { attachment } = (await first()).content[0];
    expect([attachment.fileName, attachment.filename]).toEqual(['a.txt', undefined]);
  });

  it.each([
    ['image/png', 'Image'],
    ['video/mp4', 'Video'],
    ['audio/ogg', 'Audio'],
    ['text/plain', 'File'],
  ])('says that %s is a medium of the type %s', async (mime, mediaType) => {
    await stage.control.act(id, 'attach', { filename: 'a', mime, contentBase64: 'AA==' });
    expect((await first()).content[0].attachment.mediaType).toBe(mediaType);
  });

  it('tells that an agent types, which has no end of its own', async () => {
    await stage.control.act(id, 'type', {});
    const body = await first();
    expect(body).toMatchObject({ type: 'Event', conversationId: id, channel: { to: { id: 'visitor-1' } } });
    expect(body.events).toEqual([{ eventType: 'Typing', typing: { type: 'On', duration: 5_000 } }]);
  });

  it('carries quick replies', async () => {
    await stage.control.act(id, 'quick-replies', {
      text: 'Sure?',
      replies: [{ text: 'Yes', payload: 'y' }, { text: 'No' }],
    });
    const quickReply = (text: string, payload: string) => ({
      contentType: 'QuickReply',
      quickReply: { text, payload, action: 'Message' },
    });
    expect(await first()).toMatchObject({
      type: 'Structured',
      text: 'Sure?',
      content: [quickReply('Yes', 'y'), quickReply('No', 'No')],
    });
  });

  it('carries one card, several as a carousel, date pickers and notification templates', async () => {
    const card = { title: 'One', actions: [{ type: 'Link' as const, text: 'Open', url: 'https://example.com' }] };
    const datePicker = { title: 'When?', availableTimes: [{ dateTime: '2026-02-01T10:00:00Z', duration: 900 }] };
    await stage.control.act(id, 'cards', { cards: [card] });
    await stage.control.act(id, 'cards', { cards: [card, { ...card, title: 'Two' }] });
    await stage.control.act(id, 'date-picker', datePicker);
    await stage.control.act(id, 'notification', { header: 'H', body: 'B' });
    const bodies = await stage.webhook.bodies(4);
    expect(bodies.map(({ type }) => type)).toEqual(Array(4).fill('Structured'));
    expect(bodies.map(({ content }) => content)).toEqual([
      [{ contentType: 'Card', card }],
      [{ contentType: 'Carousel', carousel: { cards: [card, { ...card, title: 'Two' }] } }],
      [{ contentType: 'DatePicker', datePicker }],
      [{ contentType: 'Notification', template: { header: { text: 'H' }, body: { text: 'B', parameters: [] } } }],
    ]);
  });

  it('can be a receipt for a message of the visitor', async () => {
    const { data } = await stage.client.message('read me');
    await stage.control.act(id, 'receipt', { messageId: data.id, status: 'Failed', reasons: [{ message: 'no' }] });
    await stage.control.setSwitches({ publishedReceipts: true });
    const { data: next } = await stage.client.message('me too');
    expect(await stage.webhook.bodies(2)).toMatchObject([
      { type: 'Receipt', id: data.id, status: 'Failed', reasons: [{ message: 'no' }], isFinalReceipt: true },
      { type: 'Receipt', id: next.id, status: 'Published', conversationId: id },
    ]);
  });
});
