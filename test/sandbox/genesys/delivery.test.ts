/// <reference types="jest" />
import { INTEGRATION } from './foreignClient';
import { Stage, until } from './stage';
import { expectedSignature } from './WebhookReceiver';

describe('the delivery of a notification', () => {
  let stage: Stage;
  let id: string;
  beforeEach(async () => {
    stage = await Stage.start();
    id = await stage.connected();
  });
  afterEach(() => stage.close());
  const texts = async (count: number) => (await stage.webhook.bodies(count)).map(({ text }) => text);
  const log = async () => (await stage.control.webhooks(id))[0];
  const attempted = (count: number) => until(async () => (await log())?.attempts.length === count);

  it('is done with the first answer of 2xx', async () => {
    stage.webhook.answer = () => 204;
    const { id: messageId } = await stage.control.say(id, 'x');
    await attempted(1);
    expect(await log()).toMatchObject({
      state: 'delivered',
      messageId,
      type: 'Text',
      conversationId: id,
      integrationId: INTEGRATION,
      url: stage.webhook.url,
      attempts: [{ status: 204 }],
    });
  });

  it.each([429, 500, 503])('is tried again 5 s after a %d, with the same bytes', async (status) => {
    stage.webhook.answer = (attempt) => (attempt === 1 ? status : 200);
    await stage.control.say(id, 'x');
    await attempted(1);
    await stage.clock.advance(4_999);
    expect(stage.webhook.received).toHaveLength(1);
    await stage.clock.advance(1);
    await attempted(2);
    expect(await log()).toMatchObject({ state: 'delivered', attempts: [{ status }, { status: 200 }] });
    const [first, second] = stage.webhook.received;
    expect(second?.raw).toEqual(first?.raw);
    expect(second?.headers['x-hub-signature-256']).toBe(first?.headers['x-hub-signature-256']);
  });

  it('is given up after five more attempts', async () => {
    stage.webhook.answer = () => 500;
    await stage.control.say(id, 'x');
    for (let attempt = 1; attempt <= 6; attempt++) {
      await attempted(attempt);
      await stage.clock.advance(5_000);
    }
    expect((await log())?.state).toBe('failed');
    expect((await log())?.attempts.map(({ at }, index, all) => at - (all[index - 1]?.at ?? at))).toEqual([
      0, 5_000, 5_000, 5_000, 5_000, 5_000,
    ]);
    await stage.clock.advance(60_000);
    expect(stage.webhook.received).toHaveLength(6);
  });

  it('takes a webhook that does not answer within 10 s for one that failed, for 85 s at most', async () => {
    stage.webhook.answer = () => 'never';
    await stage.control.say(id, 'x');
    const begun = stage.clock.now();
    for (let attempt = 1; attempt <= 6; attempt++) {
      await stage.webhook.bodies(attempt);
      await stage.clock.advance(10_000);
      await attempted(attempt);
      await stage.clock.advance(attempt < 6 ? 5_000 : 0);
    }
    expect(stage.clock.now() - begun).toBe(85_000);
    expect(await log()).toMatchObject({ state: 'failed', attempts: Array(6).fill({ problem: 'timeout' }) });
  });

  it.each([301, 400, 401, 404])('is given up at once after a %d', async (status) => {
    stage.webhook.answer = () => status;
    await stage.control.say(id, 'x');
    await attempted(1);
    await stage.clock.advance(60_000);
    expect(await log()).toMatchObject({ state: 'failed', attempts: [{ status }] });
  });

  it('is tried again when nobody listens', async () => {
    await stage.client.patch(`conversations/messaging/integrations/open/${INTEGRATION}`, {
      name: 'x',
      outboundNotificationWebhookUrl: 'http://127.0.0.1:9/',
    });
    await stage.control.say(id, 'x');
    await attempted(1);
    await stage.clock.advance(5_000);
    await attempted(2);
    expect(await log()).toMatchObject({ state: 'waiting', attempts: Array(2).fill({ problem: 'unreachable' }) });
  });

  it('does not hold up what follows while it is tried again', async () => {
    stage.webhook.answer = (attempt) => (attempt === 1 ? 500 : 200);
    await stage.control.say(id, 'first');
    await stage.control.say(id, 'second');
    await texts(2);
    await attempted(1);
    await stage.clock.advance(5_000);
    expect(await texts(3)).toEqual(['first', 'second', 'first']);
    const times = stage.webhook.received.map(({ body }) => body.channel.time);
    expect(times[2]).toBe(times[0]);
  });

  it('keeps the order of one conversation', async () => {
    const all = Array.from({ length: 20 }, (_, index) => String(index));
    for (const text of all) {
      await stage.control.say(id, text);
    }
    expect(await texts(20)).toEqual(all);
  });

  it('loses a notification', async () => {
    await stage.control.addFault({ kind: 'lose-webhook', times: 1 });
    await stage.control.say(id, 'lost');
    await stage.control.say(id, 'kept');
    expect(await texts(1)).toEqual(['kept']);
    expect(await log()).toMatchObject({ state: 'lost', attempts: [] });
  });

  it('repeats a notification, with the same id', async () => {
    await stage.control.addFault({ kind: 'repeat-webhook', times: 1 });
    await stage.control.say(id, 'twice');
    const [first, second] = await stage.webhook.bodies(2);
    expect(second).toEqual(first);
  });

  it('swaps two notifications, so that their times tell their order', async () => {
    await stage.control.addFault({ kind: 'swap-webhooks', times: 1 });
    await stage.control.say(id, 'first');
    await stage.clock.advance(1_000);
    await stage.control.say(id, 'second');
    expect(await texts(2)).toEqual(['second', 'first']);
    const [early, late] = stage.webhook.received.map(({ body }) => Date.parse(body.channel.time));
    expect((early ?? 0) - (late ?? 0)).toBe(1_000);
  });

  it('swaps notifications in pairs, and loses none', async () => {
    await stage.control.addFault({ kind: 'swap-webhooks', times: 2 });
    for (const text of ['first', 'second', 'third', 'fourth']) await stage.control.say(id, text);
    expect(await texts(4)).toEqual(['second', 'first', 'fourth', 'third']);
  });

  it('delivers what was to be swapped 5 s later where nothing follows', async () => {
    await stage.control.addFault({ kind: 'swap-webhooks', times: 1 });
    await stage.control.say(id, 'alone');
    await stage.clock.advance(5_000);
    expect(await texts(1)).toEqual(['alone']);
    await stage.control.say(id, 'next');
    expect(await texts(2)).toEqual(['alone', 'next']);
  });

  it('delays a notification, which others overtake', async () => {
    await stage.control.addFault({ kind: 'delay-webhook', delayMs: 3_000, times: 1 });
    await stage.control.say(id, 'slow');
    await stage.control.say(id, 'quick');
    expect(await texts(1)).toEqual(['quick']);
    await stage.clock.advance(3_000);
    expect(await texts(2)).toEqual(['quick', 'slow']);
  });

  it('signs wrongly, or not at all, or leaves the headers of the integration out', async () => {
    await stage.client.patch(`conversations/messaging/integrations/open/${INTEGRATION}`, {
      name: 'x',
      webhookHeaders: { 'X-Token': 't' },
    });
    await stage.control.addFault({ kind: 'wrong-signature', times: 1 });
    await stage.control.say(id, 'forged');
    await stage.webhook.bodies(1);
    await stage.control.addFault({ kind: 'no-signature', times: 1 });
    await stage.control.addFault({ kind: 'no-webhook-headers', times: 1 });
    await stage.control.say(id, 'bare');
    await stage.webhook.bodies(2);
    const [forged, bare] = stage.webhook.received;
    expect(forged?.headers['x-hub-signature-256']).toMatch(/^sha256=.{44}$/);
    expect(forged?.headers['x-hub-signature-256']).not.toBe(expectedSignature(forged?.raw ?? Buffer.alloc(0)));
    expect(forged?.headers['x-token']).toBe('t');
    expect([bare?.headers['x-hub-signature-256'], bare?.headers['x-token']]).toEqual([undefined, undefined]);
  });

  it('goes wrong in one conversation only when the fault names it', async () => {
    const other = await stage.connected('other');
    await stage.control.addFault({ kind: 'lose-webhook', conversation: other });
    await stage.control.say(other, 'lost');
    await stage.control.say(id, 'kept');
    expect(await texts(1)).toEqual(['kept']);
  });
});
