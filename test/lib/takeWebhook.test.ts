/// <reference types="jest" />

import type { News } from '../../lib/provider';
import { passOn, takeWebhook } from '../../lib/takeWebhook';
import { aSession } from '../support/aDesk';
import { aCluster, anInstance } from '../support/anInstance';
import { aStage } from '../support/aStage';
import { ScriptedProvider } from '../support/ScriptedProvider';
import { ScriptedWebhookProvider, someNews } from '../support/ScriptedWebhookProvider';

const right = { secret: 'right' };
const content = [someNews('a'), someNews('b')];
const hearAtOnce = async () => false;

describe('a call of a webhook', () => {
  test('is kept before anybody is told of it, unless it is heard at once', async () => {
    const { inbox } = aStage();
    const hearSome = async ({ id }: News) => id === 'a';
    const taken = await takeWebhook(
      new ScriptedWebhookProvider(),
      { headers: right, content },
      { inbox, hearAtOnce: hearSome },
    );
    expect(taken).toEqual({ kind: 'taken', kept: [someNews('b')] });
    expect(await inbox.ofRoom('room')).toEqual([someNews('b')]);
  });

  test('that is not authentic leaves nothing behind', async () => {
    const { inbox } = aStage();
    const taken = await takeWebhook(new ScriptedWebhookProvider(), { headers: {}, content }, { inbox, hearAtOnce });
    expect([taken, await inbox.list()]).toEqual([{ kind: 'not-authentic' }, []]);
  });

  test('is not wanted by a provider that is asked for news', async () => {
    const { inbox } = aStage();
    const taken = await takeWebhook(new ScriptedProvider(), { headers: right, content }, { inbox, hearAtOnce });
    expect([taken, await inbox.list()]).toEqual([{ kind: 'not-wanted' }, []]);
  });

  test('that cannot be kept is a failure, so that the contact centre calls again', async () => {
    const { inbox } = aStage();
    inbox.put = async () => Promise.reject(new Error('no answer from the store'));
    await expect(
      takeWebhook(new ScriptedWebhookProvider(), { headers: right, content }, { inbox, hearAtOnce }),
    ).rejects.toThrow('store');
  });
});

describe('news that were kept', () => {
  function aScene() {
    const provider = new ScriptedWebhookProvider();
    const stage = { ...aStage(), provider };
    const cluster = aCluster(stage);
    const { switchboard } = anInstance(cluster, 'two');
    const tell = (...ids: string[]) =>
      passOn(
        ids.map((id) => someNews(id)),
        { provider, inbox: stage.inbox, switchboard, log: stage.log },
      );
    return { provider, stage, cluster, tell };
  }

  test('are told to the instance that runs their session', async () => {
    const { stage, cluster, tell, provider } = aScene();
    await stage.sessions.create(aSession({ owner: 'one' }));
    await tell('a');
    expect(await cluster.mailbox.take('one')).toMatchObject([{ roomId: 'room', kind: 'news' }]);
    expect(provider.refused).toEqual([]);
  });

  test.each([
    ['the instance that runs their session', 'one'],
    ['another instance', 'two'],
  ])('are heard, though a webhook has called %s', async (_which, called) => {
    const { provider, stage, cluster } = aScene();
    const instances = { one: anInstance(cluster, 'one'), two: anInstance(cluster, 'two') };
    const arrival = instances.one.arrivals.roomArrived('room');
    await stage.clock.pass(10_000);
    await arrival;
    const sessionId = (await stage.sessions.find('room'))?.id ?? '';
    const news = [someNews('a', { sessionId })];
    await stage.inbox.put(someNews('a', { sessionId }));
    const { switchboard } = instances[called as 'one' | 'two'];
    await passOn(news, { provider, inbox: stage.inbox, switchboard, log: stage.log });
    await stage.clock.pass(2_000);
    expect([stage.messages.said().slice(-1), provider.refused]).toEqual([['text a'], []]);
    for (const { kill } of Object.values(instances)) kill();
  });

  test.each([
    ['there is no session', undefined],
    ['the room has another session', aSession({ id: 'session-2', owner: 'one' })],
  ])('are refused, and kept no longer, when %s', async (_when, session) => {
    const { stage, cluster, tell, provider } = aScene();
    if (session) await stage.sessions.create(session);
    await stage.inbox.put(someNews('a'));
    await tell('a');
    expect([provider.refused, await stage.inbox.list()]).toEqual([['a'], []]);
    expect(await cluster.mailbox.take('one')).toEqual([]);
  });
});
