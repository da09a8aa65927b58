/// <reference types="jest" />
import { SettingId } from '../../settings/SettingId';
import { channelOf, ForeignClient as GenesysClient } from '../sandbox/genesys/foreignClient';
import { WebhookReceiver } from '../sandbox/genesys/WebhookReceiver';
import { ForeignClient as LiveAgentClient } from '../sandbox/salesforce-live-agent/foreignClient';
import { ForeignClient as MessagingClient } from '../sandbox/salesforce-messaging/foreignClient';
import type { NewProvider } from '../support/addProvider';
import { eventually } from '../support/eventually';
import type { CentreConversation, ConnectedApp, ContactCentre } from './ContactCentre';
import { openCentre } from './centres';

/** What the app does for a visitor, done by hand. */
interface Visitor {
  say(text: string): Promise<unknown>;
  /** Listens from now on; what it answers makes it stop. */
  listen(): Promise<() => Promise<unknown>>;
  leave(): Promise<unknown>;
  close?(): Promise<void>;
}

/** An app that is nowhere. */
const NO_APP: ConnectedApp = {
  department: 'served',
  servers: () => [],
  addProvider: () => Promise.reject(new Error('Nothing is to be added')),
};

async function inLiveAgent(centre: ContactCentre, visitorName: string): Promise<Visitor> {
  const { [SettingId.liveAgentEndpoint]: url } = await centre.connect(NO_APP);
  const client = await new LiveAgentClient(String(url)).open();
  await client.init({ visitorName });
  // A poll is held only when there is nothing left to tell.
  await eventually(async () => expect(await client.types()).toContain('ChatEstablished'));
  return {
    say: (text) => client.post('Chasitor/ChatMessage', { text }),
    listen: async () => {
      const poll = client.poll();
      return async () => {
        await centre.say((await onlyOne(centre)).id, 'what a poll waits for');
        await poll;
      };
    },
    leave: () => client.post('Chasitor/ChatEnd', { reason: 'client' }),
  };
}

async function inMessaging(centre: ContactCentre, visitorName: string): Promise<Visitor> {
  const { [SettingId.messagingUrl]: url } = await centre.connect(NO_APP);
  const client = await new MessagingClient(String(url)).authorize();
  await client.create({ routingAttributes: { _firstName: visitorName } });
  return {
    say: (text) => client.say(text),
    listen: async () => {
      const stream = await client.stream();
      return async () => stream.close();
    },
    leave: () => client.close(),
  };
}

/** Its app is a webhook that answers, or does not. */
async function inGenesys(centre: ContactCentre, visitorName: string) {
  const receiver = await WebhookReceiver.start();
  const { origin, pathname } = new URL(receiver.url);
  let provider: NewProvider | undefined;
  await centre.connect({
    department: 'served',
    servers: () => [origin],
    addProvider: async (added) => {
      provider = added;
      return pathname;
    },
  });
  const client = await new GenesysClient(String(provider?.settings.host)).login();
  const say = async (text: string) => {
    const { status, data } = await client.message(text, { channel: channelOf(visitorName) });
    if (status !== 202) throw new Error(`The message was answered with ${status}`);
    return data;
  };
  const { conversationId } = await say('[Before the handover]');
  return {
    receiver,
    say,
    listen: async () => {
      receiver.answer = () => 200;
      return async () => {
        receiver.answer = () => 'never';
        await centre.say((await onlyOne(centre)).id, 'what nobody answers to');
      };
    },
    leave: () => client.patch(`conversations/messages/${conversationId}`, { state: 'disconnected' }),
    close: () => receiver.close(),
  };
}

async function onlyOne(centre: ContactCentre): Promise<CentreConversation> {
  const [conversation, ...others] = await centre.conversationsOf('Vera');
  expect(others).toEqual([]);
  if (!conversation) throw new Error('there is no conversation');
  return conversation;
}

/** Whether somebody listens at this moment. */
async function isFollowed(centre: ContactCentre): Promise<boolean> {
  const sinceMs = Date.now();
  return (await onlyOne(centre)).followedAtMs >= sinceMs;
}

describe.each([
  ['genesys', inGenesys],
  ['live-agent', inLiveAgent],
  ['messaging', inMessaging],
] as const)('the contact centre of a kill run with %s', (provider, enter) => {
  let centre: ContactCentre;
  let visitor: Visitor;
  beforeEach(async () => {
    centre = await openCentre(provider, 1);
    visitor = await enter(centre, 'Vera');
    await eventually(async () => expect(await onlyOne(centre)).toMatchObject({ state: 'connected' }));
  });
  afterEach(async () => {
    await centre.close();
    await visitor.close?.();
  });

  test('knows whose conversation it is, and what the agent saw of it', async () => {
    for (const text of ['one', 'two', 'two']) await visitor.say(text);
    const { id, visitorName } = await onlyOne(centre);
    expect(visitorName).toBe('Vera');
    expect(await centre.heard(id)).toEqual(['one', 'two', 'two']);
  });

  test('sees whether anybody listens', async () => {
    const stop = await visitor.listen();
    await eventually(async () => expect(await isFollowed(centre)).toBe(true));
    await stop();
    await eventually(async () => expect(await isFollowed(centre)).toBe(false));
    expect(centre.doubleListeners).toEqual([]);
  });

  test('calls a conversation a ghost until its visitor has left', async () => {
    expect(await centre.ghosts()).toEqual([expect.stringContaining('ghost')]);
    await visitor.leave();
    expect(await centre.ghosts()).toEqual([]);
    expect(await onlyOne(centre)).toMatchObject({ state: 'ended' });
  });

  test('lets the agent end a conversation', async () => {
    await centre.end((await onlyOne(centre)).id);
    expect(await onlyOne(centre)).toMatchObject({ state: 'ended' });
  });

  test('lets things go wrong', async () => {
    await centre.goWrong();
    await expect(
      (async () => {
        for (let count = 0; count < 2_000; count++) await visitor.say('and again');
      })(),
    ).rejects.toThrow();
  });
});

test.each([
  ['live-agent', inLiveAgent],
  ['messaging', inMessaging],
] as const)('two who listen to one conversation of %s at once are seen', async (provider, enter) => {
  const centre = await openCentre(provider, 1);
  const visitor = await enter(centre, 'Vera');
  await eventually(async () => expect(await onlyOne(centre)).toMatchObject({ state: 'connected' }));
  const stops = [await visitor.listen(), await visitor.listen()];
  await eventually(async () => {
    await centre.conversationsOf('Vera');
    expect(centre.doubleListeners).toEqual([expect.stringContaining('at once')]);
  });
  for (const stop of stops) await stop();
  await centre.close();
});

test('it is known when Genesys Cloud has last called in vain', async () => {
  const centre = await openCentre('genesys', 1);
  const { receiver, ...visitor } = await inGenesys(centre, 'Vera');
  await eventually(async () => expect(await onlyOne(centre)).toMatchObject({ state: 'connected' }));
  const sinceMs = Date.now();
  receiver.answer = () => 500;
  await centre.say((await onlyOne(centre)).id, 'what nobody takes');
  await eventually(async () => expect((await onlyOne(centre)).missedAtMs).toBeGreaterThanOrEqual(sinceMs));
  await centre.close();
  await visitor.close();
});

test('a conversation of Messaging that the agent has ended is a ghost until it is closed', async () => {
  const centre = await openCentre('messaging', 1);
  const visitor = await inMessaging(centre, 'Vera');
  await eventually(async () => expect(await onlyOne(centre)).toMatchObject({ state: 'connected' }));
  await centre.end((await onlyOne(centre)).id);
  expect(await centre.ghosts()).toEqual([expect.stringContaining('is not closed')]);
  await visitor.leave();
  expect(await centre.ghosts()).toEqual([]);
  await centre.close();
});
