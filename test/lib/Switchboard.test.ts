/// <reference types="jest" />
import { aSession } from '../support/aDesk';
import type { Cluster, Instance } from '../support/anInstance';
import type { Stage } from '../support/aStage';
import { settled } from '../support/SteppedClock';
import { type TwoInstances, twoInstances } from '../support/twoInstances';

let stage: Stage;
let cluster: Cluster;
let one: Instance;
let two: Instance;
let during: TwoInstances['during'];
beforeEach(() => {
  ({ stage, cluster, one, two, during } = twoInstances());
});
afterEach(() => {
  one.kill();
  two.kill();
});

describe('what the visitor writes', () => {
  beforeEach(async () => {
    await during(one.arrivals.roomArrived('room'));
    stage.provider.report({ type: 'agent-joined', name: 'Ana' });
    await stage.clock.pass(1_000);
  });

  test.each([
    ['the instance of the session', 0],
    ['another instance', 1],
  ])('and is told to %s reaches the agent', async (_name, which) => {
    stage.messages.write({ id: 'm', text: 'hello' });
    await during([one, two][which]?.switchboard.visitorWrote('room') ?? Promise.resolve());
    expect(stage.provider.called('send')).toEqual(['m hello']);
  });

  test('and changes is told to the agent, through whatever instance', async () => {
    await during(one.switchboard.somethingToSay('room', 'one'), two.switchboard.somethingToSay('room', 'two'));
    expect(stage.provider.called('send').map((call) => call.split(' ')[1])).toEqual(['one', 'two']);
  });

  test('in a room without a session is told to nobody', async () => {
    await during(two.switchboard.visitorWrote('other'), two.switchboard.somethingToSay('other', 'x'));
    expect([await cluster.mailbox.take('one'), await cluster.mailbox.take('two')]).toEqual([[], []]);
  });
});

describe('a room that goes', () => {
  beforeEach(() => during(one.arrivals.roomArrived('room')));

  test.each([
    ['closed, told to its instance', 0, { isOpen: false }, 'visitor'],
    ['closed, told to another instance', 1, { isOpen: false }, 'visitor'],
    ['moved, told to its instance', 0, { servedBy: 'sally' }, 'moved'],
    ['moved, told to another instance', 1, { servedBy: 'sally' }, 'moved'],
  ] as const)('because it was %s, ends its session', async (_name, which, change, reason) => {
    stage.omnichannel.change('room', change);
    await during([one, two][which]?.switchboard.roomChanged('room') ?? Promise.resolve());
    expect(stage.provider.called('close')).toEqual([reason]);
    expect(await stage.sessions.find('room')).toBeUndefined();
    expect(one.running.get('room')).toBeUndefined();
  });

  test('takes what was kept for it along when it is closed', async () => {
    const claim = { id: 'kept', roomId: 'other', departmentId: 'salesforce', context: { attributes: [] } };
    await stage.claims.create({ ...claim, status: 'kept', claimedAtMs: 0 });
    await during(two.switchboard.roomClosed('other'));
    expect(await stage.claims.list()).toEqual([]);
  });
});

describe('an end on request', () => {
  test.each([0, 1])('comes from whatever instance is asked: %d', async (which) => {
    await during(one.arrivals.roomArrived('room'));
    const answer = [one, two][which]?.switchboard.endByRequest('room');
    await during(answer ?? Promise.resolve());
    expect(await answer).toBe(true);
    expect(stage.announced).toEqual([expect.stringContaining('ended-by-request')]);
  });

  test('of nothing says so', async () => {
    expect(await one.switchboard.endByRequest('room')).toBe(false);
  });
});

test('a disabled app ends every session of its instance', async () => {
  stage.omnichannel.place({ id: 'other', departmentId: 'salesforce', servedBy: 'bridge' });
  await during(one.arrivals.roomArrived('room'), one.arrivals.roomArrived('other'));
  await during(one.running.endAll());
  await settled();
  expect(await stage.sessions.list()).toEqual([]);
  expect(stage.provider.conversations).toEqual(new Set());
});

test('an app that is uninstalled ends every session of every instance first', async () => {
  stage.omnichannel.place({ id: 'other', departmentId: 'salesforce', servedBy: 'bridge' });
  await during(one.arrivals.roomArrived('room'), two.arrivals.roomArrived('other'));
  await during(one.switchboard.endEverySession());
  expect([await stage.sessions.list(), stage.provider.conversations]).toEqual([[], new Set()]);
});

test('an end that takes too long keeps the uninstalling host waiting for 20 s', async () => {
  await stage.sessions.create(aSession({ owner: 'dead' }));
  let isDone = false;
  const ending = one.switchboard.endEverySession().then(() => {
    isDone = true;
  });
  await stage.clock.pass(19_000);
  expect(isDone).toBe(false);
  await stage.clock.pass(2_000);
  await ending;
});
