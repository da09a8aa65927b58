/// <reference types="jest" />
import { ProviderError } from '../../lib/ProviderError';
import type { News } from '../../lib/provider';
import { SessionRunner } from '../../lib/SessionRunner';
import type { Session } from '../../lib/session';
import { aSession } from '../support/aDesk';
import { aStage, type Stage } from '../support/aStage';
import { ScriptedWebhookProvider, someNews } from '../support/ScriptedWebhookProvider';
import { settled } from '../support/SteppedClock';

let stage: Stage;
let provider: ScriptedWebhookProvider;
let runner: SessionRunner;
beforeEach(() => {
  provider = new ScriptedWebhookProvider();
  stage = { ...aStage(), provider };
});
afterEach(() => runner.abandon());

async function start(changes: Partial<Session> = {}): Promise<void> {
  const session = aSession({ resume: { sessionId: 'session-1', sent: [] }, ...changes });
  await stage.sessions.create(session);
  runner = new SessionRunner(session, stage, 'visitor');
  void runner.run({ isTakenOver: false });
  await settled();
}

const left = async () => (await stage.inbox.list()).map(({ id }) => id);

test('what a webhook has got is said in the order in which it happened, and is kept no longer', async () => {
  await start();
  for (const [id, atMs] of [
    ['b', 2],
    ['c', 1],
    ['a', 3],
  ] as const)
    await stage.inbox.put(someNews(id, { atMs }));
  runner.hear();
  await stage.clock.pass(1_000);
  expect(stage.messages.said()).toEqual(['text c', 'text b', 'text a']);
  expect(await left()).toEqual([]);
});

test('what was heard is known to whoever goes on after a cut, before it is taken out', async () => {
  await start();
  await stage.inbox.put(someNews('a'));
  const known: unknown[] = [];
  jest.spyOn(stage.inbox, 'remove').mockImplementationOnce(async () => {
    known.push((await stage.sessions.find('room'))?.resume);
  });
  runner.hear();
  await stage.clock.pass(1_000);
  expect(known).toEqual([expect.objectContaining({ heard: 'a' })]);
});

test('what was overtaken on its way, but comes within a tenth of a second, keeps its place', async () => {
  await start();
  await stage.inbox.put(someNews('a', { atMs: 2 }));
  runner.hear();
  await stage.clock.pass(90);
  await stage.inbox.put(someNews('b', { atMs: 1 }));
  runner.hear();
  await stage.clock.pass(1_000);
  expect(stage.messages.said()).toEqual(['text b', 'text a']);
});

test('what comes while something is heard is heard, too', async () => {
  await start();
  await stage.inbox.put(someNews('a'));
  provider.onCall = async (call) => {
    if (call !== 'hear a') return;
    await stage.inbox.put(someNews('b', { atMs: 2 }));
    runner.hear();
  };
  runner.hear();
  await stage.clock.pass(1_000);
  expect(stage.messages.said()).toEqual(['text a', 'text b']);
});

test('what is for another session of the room is left alone', async () => {
  await start();
  await stage.inbox.put(someNews('a', { sessionId: 'session-0' }));
  runner.hear();
  await stage.clock.pass(1_000);
  expect([stage.messages.said(), await left()]).toEqual([[], ['a']]);
});

test('what nobody has told of is heard within half a minute', async () => {
  await start();
  await stage.inbox.put(someNews('a'));
  for (let second = 0; second < 31; second++) {
    await stage.clock.pass(1_000);
    runner.lookAgain();
  }
  await stage.clock.pass(1_000);
  expect(stage.messages.said()).toEqual(['text a']);
});

test('what was not applied before a cut is heard by whoever goes on, and said once', async () => {
  await start();
  await stage.inbox.put(someNews('a'));
  const remove = stage.inbox.remove.bind(stage.inbox);
  stage.inbox.remove = () => new Promise(() => undefined);
  runner.hear();
  await stage.clock.pass(1_000);
  runner.abandon();
  stage.inbox.remove = remove;
  runner = new SessionRunner(aSession({ resume: { sessionId: 'session-1', sent: [] } }), stage, 'visitor');
  void runner.run({ isTakenOver: true });
  await stage.clock.pass(1_000);
  expect(provider.called('hear')).toEqual(['a', 'a']);
  expect([stage.messages.said().filter((text) => text === 'text a'), await left()]).toEqual([['text a'], []]);
});

test('a store that does not answer for a while ends nothing, and loses nothing', async () => {
  await start();
  await stage.inbox.put(someNews('a'));
  const ofRoom = stage.inbox.ofRoom.bind(stage.inbox);
  stage.inbox.ofRoom = async () => Promise.reject(new Error('not answered within 5000 ms'));
  runner.hear();
  await stage.clock.pass(1_000);
  stage.inbox.ofRoom = ofRoom;
  runner.hear();
  await stage.clock.pass(1_000);
  expect([stage.messages.said(), runner.session.state]).toEqual([['text a'], 'active']);
});

test('what comes before the conversation is open is heard when it is', async () => {
  let open: () => void = () => undefined;
  provider.onCall = async (call) => {
    if (!call.startsWith('open')) return;
    await new Promise<void>((resolve) => {
      open = resolve;
    });
  };
  await start({ state: 'starting', resume: null, stateSinceMs: stage.clock.nowMs() });
  await stage.inbox.put(someNews('a'));
  runner.hear();
  await stage.clock.pass(1_000);
  expect(provider.called('hear')).toEqual([]);
  open();
  await stage.clock.pass(1_000);
  expect(stage.messages.said()).toContain('text a');
});

test.each([
  ['out of reach is tried again later, and nothing that came after it goes first', 'unreachable', [], ['a', 'b']],
  ['one that the provider cannot read keeps nothing waiting', 'rejected', ['text b'], []],
] as const)('%s', async (_what, failure, said, kept) => {
  await start();
  await stage.inbox.put(someNews('a'));
  await stage.inbox.put(someNews('b', { atMs: 2_000 }));
  provider.onCall = (call) => {
    if (call === 'hear a') throw new ProviderError(failure, 'no');
  };
  runner.hear();
  await stage.clock.pass(1_000);
  expect([stage.messages.said(), await left()]).toEqual([said, kept]);
});

test('what could not be heard is tried again by itself, in its order', async () => {
  await start();
  await stage.inbox.put(someNews('a'));
  await stage.inbox.put(someNews('b', { atMs: 2_000 }));
  provider.onCall = (call) => {
    if (call === 'hear a') throw new ProviderError('unreachable', 'no');
  };
  runner.hear();
  await stage.clock.pass(10_000);
  expect(provider.called('hear').length).toBeGreaterThan(3);
  provider.onCall = async () => undefined;
  await stage.clock.pass(3_000);
  expect([stage.messages.said(), await left()]).toEqual([['text a', 'text b'], []]);
});

test('what could not be heard is left to the instance that has the session next', async () => {
  await start();
  await stage.inbox.put(someNews('a'));
  provider.onCall = (call) => {
    if (call === 'hear a') throw new ProviderError('unreachable', 'no');
  };
  runner.hear();
  await stage.clock.pass(1_000);
  runner.abandon();
  const tries = provider.called('hear').length;
  await stage.clock.pass(10_000);
  expect([provider.called('hear').length, await left()]).toEqual([tries, ['a']]);
});

test('nothing is heard once the session ends, and nothing is left behind', async () => {
  await start();
  await runner.end('closed');
  await stage.inbox.put(someNews('late', { sessionId: 'other' }));
  runner.hear();
  await stage.clock.pass(1_000);
  expect(provider.called('hear')).toEqual([]);
});

test('what was not heard when a session ends goes with it', async () => {
  await start();
  await stage.inbox.put(someNews('a'));
  await runner.end('closed');
  expect([await stage.sessions.find('room'), await left()]).toEqual([undefined, []]);
});

describe('what is brought to the instance that runs the session', () => {
  /** What has become of news: undefined while nothing has. */
  function bring(id: string, changes: Partial<News> = {}): { isHeard?: boolean } {
    const answer: { isHeard?: boolean } = {};
    void runner.hearAtOnce(someNews(id, changes)).then((isHeard) => {
      answer.isHeard = isHeard;
    });
    return answer;
  }

  /** A session that has heard what was kept before. */
  async function startQuietly(): Promise<void> {
    provider.hasGapsNoticed = true;
    await start();
    await stage.clock.pass(1_000);
  }

  test('is said at once and never kept, and is known to whoever goes on when the call is answered', async () => {
    await startQuietly();
    const read = jest.spyOn(stage.inbox, 'ofRoom');
    const answer = bring('a');
    await settled();
    expect([answer.isHeard, stage.messages.said(), read.mock.calls]).toEqual([true, ['text a'], []]);
    expect((await stage.sessions.find('room'))?.resume).toMatchObject({ heard: 'a' });
  });

  test('is said after what was kept before, of which nobody has told, where the provider notices no gaps', async () => {
    await startQuietly();
    provider.hasGapsNoticed = false;
    await stage.inbox.put(someNews('a'));
    const answer = bring('b', { atMs: 2_000 });
    await stage.clock.pass(200);
    expect([answer.isHeard, stage.messages.said(), await left()]).toEqual([true, ['text a', 'text b'], []]);
  });

  test('keeps its place where the provider notices no gaps, though it was overtaken on its way', async () => {
    await startQuietly();
    provider.hasGapsNoticed = false;
    const answers = [bring('b', { atMs: 2 })];
    await stage.clock.pass(90);
    answers.push(bring('a', { atMs: 1 }));
    await stage.clock.pass(200);
    expect([stage.messages.said(), answers]).toEqual([
      ['text a', 'text b'],
      [{ isHeard: true }, { isHeard: true }],
    ]);
  });

  test('is to be kept when it cannot be heard yet, with all that came after it', async () => {
    await startQuietly();
    provider.onCall = (call) => {
      if (call === 'hear a') throw new ProviderError('unreachable', 'no');
    };
    const answers = [bring('a'), bring('b', { atMs: 2_000 })];
    await settled();
    expect([stage.messages.said(), answers]).toEqual([[], [{ isHeard: false }, { isHeard: false }]]);
  });

  test('is to be kept when that takes long, and is said once', async () => {
    await startQuietly();
    let go: () => void = () => undefined;
    provider.onCall = () =>
      new Promise<void>((resolve) => {
        go = resolve;
      });
    const answer = bring('a');
    await stage.clock.pass(1_900);
    expect(answer.isHeard).toBeUndefined();
    await stage.clock.pass(200);
    expect(answer.isHeard).toBe(false);
    await stage.inbox.put(someNews('a'));
    runner.hear();
    provider.onCall = async () => undefined;
    go();
    await stage.clock.pass(1_000);
    expect([stage.messages.said(), await left()]).toEqual([['text a'], []]);
  });

  test('is to be kept when it cannot be found out what was kept before', async () => {
    await startQuietly();
    stage.inbox.ofRoom = async () => Promise.reject(new Error('not answered within 5000 ms'));
    provider.hasGapsNoticed = false;
    const answer = bring('a');
    await stage.clock.pass(200);
    expect([answer.isHeard, stage.messages.said()]).toEqual([false, []]);
  });

  test('is to be kept before the conversation is open, and after it has ended', async () => {
    provider.onCall = async (call) => {
      if (call.startsWith('open')) await new Promise(() => undefined);
    };
    await start({ state: 'starting', resume: null, stateSinceMs: stage.clock.nowMs() });
    const before = bring('a');
    await settled();
    expect(before.isHeard).toBe(false);
    runner.abandon();
    const after = bring('b');
    await settled();
    expect([after.isHeard, stage.messages.said()]).toEqual([false, expect.not.arrayContaining(['text b'])]);
  });
});
