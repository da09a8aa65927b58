/// <reference types="jest" />
import { channel, INTEGRATION } from './foreignClient';
import { Stage } from './stage';

const HOURS = 3_600_000;

describe('the conversation that a message belongs to', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());

  it('is the same for one visitor at one integration, and another for anybody else', async () => {
    const id = await stage.begun('a');
    const other = { name: 'Other', outboundNotificationWebhookUrl: stage.webhook.url };
    const integration = await stage.client.post('conversations/messaging/integrations/open', {
      ...other,
      outboundNotificationWebhookSignatureSecretToken: 's',
    });
    const from = { id: 'a', idType: 'Opaque' };
    const path = 'message?prefetchConversationId=true';
    const elsewhere = await stage.client.inbound(path, { channel: channel({ from }), text: 'x' }, integration.data.id);
    expect(await stage.begun('a')).toBe(id);
    expect(await stage.begun('b')).not.toBe(id);
    expect(elsewhere.data.conversationId).not.toBe(id);
    expect(integration.data.id).not.toBe(INTEGRATION);
  });

  it('goes on when its visitor writes again within 72 hours after it ended, with the flow first', async () => {
    const id = await stage.connected();
    await stage.control.end(id);
    await stage.clock.advance(72 * HOURS - 1);
    await stage.control.setSwitches({ tokenLifetimeSeconds: 1_000_000 });
    await stage.client.login();
    expect(await stage.begun()).toBe(id);
    expect(await stage.cast(id)).toEqual([
      'customer visitor-1 connected',
      'workflow Inbound Message Flow disconnected transfer',
      'acd Support disconnected transfer',
      'agent Ana disconnected client',
      'workflow Inbound Message Flow disconnected transfer',
      'acd Support connected',
      'agent Ana alerting',
    ]);
    expect((await stage.client.get(`conversations/${id}`)).data).not.toHaveProperty('endTime');
  });

  it('is a new one later, counted from its last message', async () => {
    await stage.control.setSwitches({ tokenLifetimeSeconds: 1_000_000 });
    await stage.client.login();
    const id = await stage.connected();
    await stage.clock.advance(HOURS);
    await stage.control.say(id, 'still here?');
    await stage.control.end(id);
    await stage.clock.advance(72 * HOURS);
    expect(await stage.begun()).not.toBe(id);
    expect((await stage.control.conversation(id)).state).toBe('ended');
  });

  it('is a new one at once when there is no window, but not while it is open', async () => {
    await stage.control.setSwitches({ threadingWindowMs: 0 });
    const id = await stage.connected();
    expect(await stage.begun()).toBe(id);
    await stage.control.end(id);
    expect(await stage.begun()).not.toBe(id);
  });
});
