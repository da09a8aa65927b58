/// <reference types="jest" />
import axios from 'axios';
import { randomBytes, randomUUID } from 'crypto';
import type { ForeignClient } from './foreignClient';
import { eventOf, Stage } from './stage';

const LIMIT = 5 * 1_024 * 1_024;

describe('a file of the visitor', () => {
  let stage: Stage;
  let client: ForeignClient;
  const view = () => stage.control.conversation(client.conversationId);
  beforeEach(async () => {
    stage = await Stage.start();
    client = await stage.connected();
  });
  afterEach(() => stage.close());

  it.each([false, true])('reaches the agent byte for byte, its entry named as a file: %s', async (isEntryNamed) => {
    const content = randomBytes(10_000);
    const messageId = randomUUID();
    const sent = await client.sendFile(content, {
      name: 'bill ä.pdf',
      mimeType: 'application/pdf',
      messageId,
      isEntryNamed,
    });
    expect([sent.status, sent.data.conversationEntries]).toEqual([
      202,
      [{ id: messageId, clientTimestamp: stage.clock.now() }],
    ]);
    const { files, fromVisitor } = await view();
    expect(fromVisitor).toMatchObject([{ id: messageId, kind: 'file', fileId: files[0]?.id }]);
    expect(files).toMatchObject([{ from: 'visitor', mimeType: 'application/pdf', size: 10_000 }]);
    expect(await stage.control.file(client.conversationId, files[0]?.id ?? '')).toEqual(content);
  });

  it('is echoed as a message with an attachment that can be downloaded', async () => {
    const stream = await client.stream();
    await client.sendFile(Buffer.from('pixels'), { text: 'look' });
    const { payload } = await eventOf(stream, 'MESSAGE');
    const { staticContent } = payload.abstractMessage as { staticContent: { attachments: { url: string }[] } };
    expect(staticContent).toMatchObject({
      formatType: 'Attachments',
      text: 'look',
      attachments: [{ name: 'picture.png', mimeType: 'image/png' }],
    });
    const { data, headers } = await axios.get(staticContent.attachments[0]?.url ?? '', { proxy: false });
    expect([data, headers['content-type']]).toEqual(['pixels', 'image/png']);
  });

  it('is taken once under its message id', async () => {
    const messageId = randomUUID();
    await client.sendFile(Buffer.from('a'), { messageId });
    expect((await client.sendFile(Buffer.from('a'), { messageId })).status).toBe(202);
    expect((await view()).files).toHaveLength(1);
  });

  it('has at most 5 MB', async () => {
    expect((await client.sendFile(Buffer.alloc(LIMIT))).status).toBe(202);
    expect((await client.sendFile(Buffer.alloc(LIMIT + 1))).status).toBe(413);
    expect((await client.sendFile(Buffer.alloc(LIMIT + 1_000_000))).status).toBe(413);
    expect((await view()).files).toHaveLength(1);
  });

  it('has one of the types that the org takes', async () => {
    expect((await client.sendFile(Buffer.from('x'), { mimeType: 'application/zip' })).status).toBe(415);
    await stage.control.setSwitches({ fileTypes: ['application/zip'] });
    expect((await client.sendFile(Buffer.from('x'), { mimeType: 'application/zip' })).status).toBe(202);
    expect((await client.sendFile(Buffer.from('x'))).status).toBe(415);
    await stage.control.setSwitches({ fileTypes: [] });
    expect((await client.sendFile(Buffer.from('x'), { mimeType: 'text/x-anything' })).status).toBe(202);
  });

  it.each<[string, Record<string, unknown>]>([
    ['an unknown property', { fileName: 'x' }],
    ['another deployment', { esDeveloperName: 'Rocket_Chat_Sales' }],
    ['a message without a file id', { message: { id: randomUUID() } }],
  ])('gets 400 for %s', async (_what, changes) => {
    expect((await client.sendFile(Buffer.from('x'), { changes })).status).toBe(400);
  });

  it('gets 400 without one of its parts, and 415 when it comes as something else', async () => {
    const path = `${client.path}/file`;
    const entry = JSON.stringify({
      esDeveloperName: 'Rocket_Chat',
      message: { id: randomUUID(), fileId: randomUUID() },
    });
    const withoutFile = new FormData();
    withoutFile.append('messageEntry', entry);
    expect((await client.post(path, withoutFile)).status).toBe(400);
    const withoutEntry = new FormData();
    withoutEntry.append('fileData', new Blob(['x'], { type: 'image/png' }), 'x.png');
    expect((await client.post(path, withoutEntry)).status).toBe(400);
    const broken = new FormData();
    broken.append('messageEntry', '{');
    expect((await client.post(path, broken)).status).toBe(400);
    expect((await client.post(path, { messageEntry: entry })).status).toBe(415);
  });

  it('opens a new session like any message, and gets 417 where pre-chat comes first', async () => {
    await stage.control.end(client.conversationId);
    expect((await client.sendFile(Buffer.from('x'))).status).toBe(202);
    expect((await view()).state).toBe('waiting');
    await stage.control.setDeployment('Rocket_Chat', { hasSessionPrechat: true });
    client = await stage.connected();
    await stage.control.end(client.conversationId);
    expect((await client.sendFile(Buffer.from('x'))).status).toBe(417);
    expect((await view()).files).toEqual([]);
  });
});

describe('a file of the agent', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());

  it('comes as an attachment whose address gives its content', async () => {
    const { client, stream } = await stage.streaming();
    const content = randomBytes(2_000);
    const file = { name: 'Rechnung ü.pdf', mimeType: 'application/pdf', content, text: 'the bill' };
    const { id, url } = await stage.control.attach(client.conversationId, file);
    const { payload, data } = await eventOf(stream, 'MESSAGE');
    expect(data.conversationEntry).toMatchObject({ identifier: id, sender: { role: 'Agent' } });
    expect(payload.abstractMessage).toMatchObject({
      messageType: 'StaticContentMessage',
      staticContent: {
        formatType: 'Attachments',
        text: 'the bill',
        attachments: [{ id: expect.any(String), name: file.name, mimeType: file.mimeType, url }],
      },
    });
    const answer = await axios.get(url, { responseType: 'arraybuffer', proxy: false });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(Buffer.from(answer.data)).toEqual(content);
  });

  it('is nowhere else', async () => {
    const client = stage.client();
    expect((await client.http.get('/content/v1/attachments/0000/x.pdf')).status).toBe(404);
  });
});
