/// <reference types="jest" />

import axios from 'axios';
import { createHash } from 'crypto';
import type { ForeignClient } from './foreignClient';
import { ORG, Stage } from './stage';

const content = Buffer.from([0, 255, 13, 10, 128]);

describe('files', () => {
  let stage: Stage;
  let client: ForeignClient;
  let request: Record<string, string>;
  const parameters = () => ({
    orgId: ORG,
    chatKey: client.keys.id,
    fileToken: request.fileToken ?? '',
    encoding: 'UTF-8',
  });
  const upload = (query: Record<string, string>, part = 'file') => {
    const form = new FormData();
    form.append(part, new Blob([content], { type: 'image/png' }), 'shot.png');
    return axios.post(`${request.uploadServletUrl}?${new URLSearchParams(query)}`, form, {
      validateStatus: () => true,
      proxy: false,
    });
  };
  beforeEach(async () => {
    stage = await Stage.start();
    client = await stage.connected();
    await stage.control.act(client.keys.id, 'request-file', {});
    const [message] = await client.messages();
    expect(message?.type).toBe('FileTransfer');
    request = message?.message as Record<string, string>;
  });
  afterEach(() => stage.close());

  it('are asked for with a servlet and a token', () => {
    expect(request).toEqual({
      type: 'Requested',
      uploadServletUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/),
      fileToken: expect.stringMatching(/^[0-9a-f]{32}$/),
      cdmServletUrl: expect.stringMatching(/^http:/),
    });
  });

  it('reach the agent byte by byte, and both sides hear of it', async () => {
    expect((await upload(parameters())).status).toBe(200);
    expect((await client.messages())[0]?.message.type).toBe('Success');
    const { files, agentView } = await stage.control.chat(client.keys.id);
    const sha256 = createHash('sha256').update(content).digest('hex');
    expect(files).toMatchObject([{ status: 'uploaded', name: 'shot.png', mime: 'image/png', size: 5, sha256 }]);
    expect(agentView.at(-1)?.kind).toBe('file-uploaded');
    const url = `${stage.server.controlUrl}/chats/${client.keys.id}/files/${request.fileToken}`;
    expect(Buffer.from((await axios.get(url, { responseType: 'arraybuffer', proxy: false })).data)).toEqual(content);
  });

  it('are refused with 403 for another token, chat or organization, and a second time', async () => {
    expect((await upload({ ...parameters(), fileToken: 'other' })).status).toBe(403);
    expect((await upload({ ...parameters(), chatKey: 'other' })).status).toBe(403);
    expect((await upload({ ...parameters(), orgId: '00DOTHER0000001' })).status).toBe(403);
    expect((await upload(parameters())).status).toBe(200);
    expect((await upload(parameters())).status).toBe(403);
  });

  it('are refused with 400 without a parameter or without the part', async () => {
    for (const name of ['orgId', 'fileToken', 'encoding'] as const) {
      const { [name]: _missing, ...rest } = parameters();
      expect((await upload(rest)).status).toBe(400);
    }
    expect((await upload(parameters(), 'attachment')).status).toBe(400);
  });

  it('are no longer taken once the agent cancels, or the chat is over', async () => {
    await stage.control.act(client.keys.id, 'cancel-file', {});
    expect((await client.messages())[0]?.message.type).toBe('Canceled');
    expect((await upload(parameters())).status).toBe(403);
    await stage.control.act(client.keys.id, 'request-file', {});
    request = (await client.messages())[0]?.message as Record<string, string>;
    await stage.control.end(client.keys.id);
    expect((await upload(parameters())).status).toBe(403);
  });

  it('can fail on Salesforce’s side', async () => {
    await stage.control.act(client.keys.id, 'fail-file', {});
    expect((await client.messages())[0]?.message.type).toBe('Failure');
  });
});
