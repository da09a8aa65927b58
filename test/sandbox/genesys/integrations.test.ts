/// <reference types="jest" />
import { CLIENT, INTEGRATION } from './foreignClient';
import { Stage } from './stage';

const PATH = 'conversations/messaging/integrations/open';
const request = {
  name: 'Mine',
  outboundNotificationWebhookUrl: 'https://example.com/hook',
  outboundNotificationWebhookSignatureSecretToken: 'secret',
  webhookHeaders: { 'X-Handover-Token': 'token' },
};

describe('Open Messaging integrations', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());

  it('begin with one that is there', async () => {
    const { data } = await stage.client.get(`${PATH}/${INTEGRATION}`);
    expect(data).toMatchObject({
      id: INTEGRATION,
      name: 'Sandbox',
      status: 'Active',
      createStatus: 'Completed',
      recipient: { id: INTEGRATION, name: 'Sandbox' },
      selfUri: `/api/v2/${PATH}/${INTEGRATION}`,
    });
  });

  it('are created, read, changed and deleted', async () => {
    const supportedContent = { id: 'content' };
    const created = await stage.client.post(PATH, { ...request, supportedContent, id: 'mine', unknown: 1 });
    expect(created.data).toMatchObject({ ...request, supportedContent, createStatus: 'Initiated', status: 'Inactive' });
    expect(created.data.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(created.data).not.toHaveProperty('unknown');
    await stage.clock.advance(1_000);
    const one = `${PATH}/${created.data.id}`;
    const changed = await stage.client.patch(one, { name: 'New', webhookHeaders: { 'X-Other': 'o' } });
    expect(changed.status).toBe(200);
    const { data } = await stage.client.get(one);
    expect(data).toEqual(changed.data);
    expect(data).toMatchObject({
      name: 'New',
      outboundNotificationWebhookUrl: request.outboundNotificationWebhookUrl,
      webhookHeaders: { 'X-Other': 'o' },
      dateCreated: '2026-01-05T09:00:00.000Z',
      dateModified: '2026-01-05T09:00:01.000Z',
      createdBy: { id: CLIENT },
    });
    expect((await stage.client.delete(one)).status).toBe(204);
    const gone = [await stage.client.get(one), await stage.client.delete(one), await stage.client.patch(one, request)];
    expect(gone.map(({ status }) => status)).toEqual([404, 404, 404]);
  });

  it('are listed in pages', async () => {
    await stage.client.post(PATH, request);
    await stage.client.post(PATH, { ...request, name: 'Third' });
    const names = (data: { entities: { name: string }[] }) => data.entities.map(({ name }) => name);
    const all = (await stage.client.get(PATH)).data;
    expect([names(all), all.total, all.pageSize, all.pageCount]).toEqual([['Sandbox', 'Mine', 'Third'], 3, 25, 1]);
    const second = (await stage.client.get(`${PATH}?pageSize=2&pageNumber=2`)).data;
    expect([names(second), second.pageNumber, second.pageCount]).toEqual([['Third'], 2, 2]);
    expect(second).toMatchObject({ previousUri: `/api/v2/${PATH}?pageSize=2&pageNumber=1` });
    expect(second).not.toHaveProperty('nextUri');
    expect((await stage.client.get(`${PATH}?pageSize=none`)).status).toBe(400);
  });

  it.each([
    ['no name', { ...request, name: undefined }],
    ['no secret', { ...request, outboundNotificationWebhookSignatureSecretToken: undefined }],
    ['no webhook', { ...request, outboundNotificationWebhookUrl: undefined }],
    ['headers that are no texts', { ...request, webhookHeaders: { 'X-Number': 1 } }],
    ['http', { ...request, outboundNotificationWebhookUrl: 'http://example.com/hook' }],
    ['a port of its own', { ...request, outboundNotificationWebhookUrl: 'https://example.com:8443/hook' }],
    ['no URL', { ...request, outboundNotificationWebhookUrl: 'example' }],
  ])('are not created with %s', async (_what, body) => {
    const { status, data } = await stage.client.post(PATH, body);
    expect([status, data.code]).toEqual([400, 'bad.request']);
  });

  it('keep their webhook on port 443 when they are changed, unless a switch says otherwise', async () => {
    const change = { name: 'x', outboundNotificationWebhookUrl: 'https://example.com:8443/' };
    expect((await stage.client.patch(`${PATH}/${INTEGRATION}`, change)).status).toBe(400);
    await stage.control.setSwitches({ strictWebhookUrls: false });
    expect((await stage.client.patch(`${PATH}/${INTEGRATION}`, change)).status).toBe(200);
  });

  it('must be named in every change', async () => {
    const { status, data } = await stage.client.patch(`${PATH}/${INTEGRATION}`, { webhookHeaders: {} });
    expect([status, data.details]).toEqual([400, [{ errorCode: 'invalid.value', fieldName: 'name' }]]);
  });

  it('take no messages before they are set up, when that failed, or when they are off', async () => {
    await stage.control.setSwitches({ integrationSetupMs: 5_000 });
    const { id } = (await stage.client.post(PATH, request)).data;
    const send = async () => {
      const body = { channel: { time: '2026-01-05T09:00:00Z', from: { id: 'v', idType: 'Opaque' } }, text: 'x' };
      return (await stage.client.inbound('message', body, id)).status;
    };
    const status = async () => (await stage.client.get(`${PATH}/${id}`)).data;
    expect([await send(), (await status()).createStatus]).toEqual([400, 'Initiated']);
    await stage.clock.advance(5_000);
    expect([await send(), (await status()).createStatus]).toEqual([202, 'Completed']);
    await stage.control.setIntegration(id, { inactive: true });
    expect([await send(), (await status()).status]).toEqual([400, 'Inactive']);
    await stage.control.setIntegration(id, { inactive: false, failed: true });
    expect([await send(), await status()]).toMatchObject([
      400,
      { createStatus: 'Error', createError: { status: 500 } },
    ]);
  });
});
