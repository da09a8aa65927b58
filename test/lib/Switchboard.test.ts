/// <reference types="jest" />
import { Switchboard } from '../../lib/Switchboard';
import { aSession } from '../support/aDesk';
import { aCluster, anInstance, type Cluster, type Instance } from '../support/anInstance';
import { aStage, type Stage } from '../support/aStage';
import { settled } from '../support/SteppedClock';

let stage: Stage;
let cluster: Cluster;
let one: Instance;
let two: Instance;
beforeEach(() => {
  stage = aStage();
  cluster = aCluster(stage);
  one = anInstance(cluster, 'one');
  two = anInstance(cluster, 'two');
});
afterEach(() => {
  one.kill();
  two.kill();
});

/** Lets something happen that takes a while. */
async function during(...work: Array<Promise<unknown>>): Promise<void> {
  const done = Promise.all(work);
  await stage.clock.pass(10_000);
  await done;
}

const opened = () => stage.provider.opened.map(({ roomId }) => roomId);

describe('a room that comes to the bridge agent', () => {
  test('gets a session', async () => {
    await during(one.switchboard.roomArrived('room'));
    expect(opened()).toEqual(['room']);
    expect(await stage.sessions.find('room')).toMatchObject({
      state: 'queued',
      owner: 'one',
      providerId: 'settings',
      departmentId: 'salesforce',
    });
    expect(await stage.claims.ofRoom('room')).toEqual([]);
  });

  test.each([
    ['the one event', [0, 0]],
    ['both events on two instances', [0, 1]],
    ['both events several times', [0, 1, 0, 1, 1, 0]],
  ])('gets one session from %s at once', async (_name, events) => {
    await during(...events.map((which) => [one, two][which]?.switchboard.roomArrived('room') ?? Promise.resolve()));
    expect(opened()).toEqual(['room']);
    expect(await stage.sessions.list()).toHaveLength(1);
    expect(stage.messages.said()).toEqual(['<finding-agent>']);
  });

  test('gets one session when the other event comes much later, to another instance', async () => {
    await during(one.switchboard.roomArrived('room'));
    await during(two.switchboard.roomChanged('room'), two.switchboard.roomArrived('room'));
    expect(opened()).toEqual(['room']);
  });

  test('gets no session when it is somewhere else by then', async () => {
    stage.omnichannel.change('room', { servedBy: 'sally' });
    await during(one.switchboard.roomArrived('room'));
    expect([opened(), await stage.sessions.list(), await stage.claims.list()]).toEqual([[], [], []]);
  });

  test.each([
    ['closed', { isOpen: false }],
    ['without a visitor', { visitor: undefined }],
    ['of another department and in its queue', { departmentId: 'bots', servedBy: undefined }],
  ])('gets no session when it is %s', async (_name, change) => {
    stage.omnichannel.change('room', change);
    await during(one.switchboard.roomArrived('room'));
    expect([opened(), stage.omnichannel.assignments]).toEqual([[], []]);
  });

  test('gets no session when it moves while its turn comes', async () => {
    const create = stage.claims.create.bind(stage.claims);
    jest.spyOn(stage.claims, 'create').mockImplementation(async (claim) => {
      stage.omnichannel.change('room', { servedBy: 'sally' });
      return create(claim);
    });
    await during(one.switchboard.roomArrived('room'));
    expect([opened(), await stage.sessions.list(), await stage.claims.list()]).toEqual([[], [], []]);
  });

  test('and that does not exist is nothing', async () => {
    await during(one.switchboard.roomArrived('nowhere'));
    expect(opened()).toEqual([]);
  });

  test('is taken out of the queue of the served department', async () => {
    stage.omnichannel.change('room', { servedBy: undefined });
    await during(one.switchboard.roomArrived('room'));
    expect(stage.omnichannel.assignments).toEqual([{ roomId: 'room', username: 'bridge' }]);
    expect(opened()).toEqual(['room']);
  });

  test('stays in the queue when the host does not assign it, and gets no session', async () => {
    stage.omnichannel.change('room', { servedBy: undefined });
    stage.omnichannel.onAssign = async () => ({ kind: 'refused', refusal: 'not-allowed' });
    await during(one.switchboard.roomArrived('room'));
    expect([opened(), await stage.sessions.list()]).toEqual([[], []]);
  });

  test('waits for the request that is moving it', async () => {
    const claim = { roomId: 'room', departmentId: 'salesforce', context: { attributes: [] } };
    const held = { ...claim, id: 'held', status: 'held', claimedAtMs: stage.clock.nowMs() } as const;
    await stage.claims.create(held);
    const arrival = one.switchboard.roomArrived('room');
    await stage.clock.pass(1_000);
    expect(opened()).toEqual([]);
    await stage.claims.keep(held);
    await during(arrival);
    expect(opened()).toEqual(['room']);
  });
});

describe('what the visitor writes', () => {
  beforeEach(async () => {
    await during(one.switchboard.roomArrived('room'));
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
  beforeEach(() => during(one.switchboard.roomArrived('room')));

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

  test('without anybody telling is noticed by the supervisor', async () => {
    stage.omnichannel.change('room', { isOpen: false });
    await during(two.switchboard.supervise());
    expect(stage.provider.called('close')).toEqual(['visitor']);
  });
});

describe('an end on request', () => {
  test.each([0, 1])('comes from whatever instance is asked: %d', async (which) => {
    await during(one.switchboard.roomArrived('room'));
    const answer = [one, two][which]?.switchboard.endByRequest('room');
    await during(answer ?? Promise.resolve());
    expect(await answer).toBe(true);
    expect(stage.announced).toEqual([expect.stringContaining('ended-by-request')]);
  });

  test('of nothing says so', async () => {
    expect(await one.switchboard.endByRequest('room')).toBe(false);
  });
});

describe('the supervisor', () => {
  test('leaves the sessions of living instances alone', async () => {
    await during(one.switchboard.roomArrived('room'));
    await during(two.switchboard.supervise(), one.switchboard.supervise());
    expect(await stage.sessions.find('room')).toMatchObject({ owner: 'one' });
    expect(stage.provider.mostListeners).toBe(1);
  });

  test('takes over the session of an instance that has died, which then goes on', async () => {
    await during(one.switchboard.roomArrived('room'));
    stage.provider.report({ type: 'agent-joined', name: 'Ana' });
    await stage.clock.pass(1_000);
    one.kill();
    stage.messages.write({ id: 'm', text: 'anybody?', atMs: stage.clock.nowMs() + 1 });
    await stage.clock.pass(7_000);
    await during(two.switchboard.supervise());
    expect(await stage.sessions.find('room')).toMatchObject({ owner: 'two', state: 'active' });
    expect(stage.provider.called('send')).toEqual(['m anybody?']);
    expect(stage.messages.said()).toEqual(['<finding-agent>', '<agent-joined>']);
    expect([...(await cluster.heartbeats.list()).keys()]).toEqual(['two']);
  });

  test('takes over before 7 s have passed since the last sign, and not before 6', async () => {
    await during(one.switchboard.roomArrived('room'));
    one.kill();
    await stage.clock.pass(4_000);
    await two.switchboard.supervise();
    expect(await stage.sessions.find('room')).toMatchObject({ owner: 'one' });
    await stage.clock.pass(3_000);
    await two.switchboard.supervise();
    expect(await stage.sessions.find('room')).toMatchObject({ owner: 'two' });
  });

  test('on two instances at once takes a session over once', async () => {
    await stage.sessions.create(aSession({ owner: 'dead', resume: { sessionId: 'session-1', sent: [] } }));
    await during(one.switchboard.supervise(), two.switchboard.supervise());
    const owner = (await stage.sessions.find('room'))?.owner;
    expect([one.running.get('room') ? 'one' : '', two.running.get('room') ? 'two' : ''].join('')).toBe(owner);
    expect(stage.provider.mostListeners).toBe(1);
  });

  test('does not take over what another has taken over since the list was read', async () => {
    const lost = aSession({ owner: 'dead', resume: { sessionId: 'session-1', sent: [] } });
    await stage.sessions.create(lost);
    await during(one.switchboard.supervise());
    jest.spyOn(stage.sessions, 'list').mockResolvedValueOnce([lost]);
    await during(two.switchboard.supervise());
    expect(await stage.sessions.find('room')).toMatchObject({ owner: 'one' });
    expect(stage.provider.mostListeners).toBe(1);
  });

  test('does not bring back a session that has ended since the list was read', async () => {
    jest.spyOn(stage.sessions, 'list').mockResolvedValueOnce([aSession({ owner: 'dead' })]);
    stage.omnichannel.change('room', { servedBy: 'botty', departmentId: 'bots' });
    await during(two.switchboard.supervise());
    expect([await stage.sessions.find('room'), stage.provider.calls]).toEqual([undefined, []]);
  });

  test('takes a session of its own instance up again that this process does not know', async () => {
    await stage.sessions.create(aSession({ owner: 'one', resume: { sessionId: 'session-1', sent: [] } }));
    await during(one.switchboard.supervise());
    expect(one.running.get('room')).toBeDefined();
  });

  test('ends a session that it takes over when its room has gone meanwhile', async () => {
    await stage.sessions.create(aSession({ owner: 'dead', resume: { sessionId: 'session-1', sent: [] } }));
    stage.omnichannel.change('room', { servedBy: 'sally' });
    await during(two.switchboard.supervise());
    expect(stage.provider.called('close')).toEqual(['moved']);
    expect(await stage.sessions.find('room')).toBeUndefined();
  });

  test('starts the session of a room whose arrival nobody has told', async () => {
    await during(two.switchboard.supervise());
    expect(opened()).toEqual(['room']);
  });

  test.each([
    ['5 s', 5_000, []],
    ['more than 5 s', 5_001, ['room']],
    ['10 minutes', 600_000, []],
  ])('takes a room out of the queue that a request left there %s ago', async (_name, ageMs, expected) => {
    stage.omnichannel.change('room', { servedBy: undefined });
    const claim = { id: 'kept', roomId: 'room', departmentId: 'salesforce', context: { attributes: [] } };
    await stage.claims.create({ ...claim, status: 'kept', claimedAtMs: stage.clock.nowMs() - ageMs });
    await during(two.switchboard.supervise());
    expect(opened()).toEqual(expected);
  });

  test('is kept from no room by another that fails', async () => {
    stage.omnichannel.place({ id: 'other', departmentId: 'salesforce', servedBy: 'bridge' });
    const find = stage.omnichannel.find.bind(stage.omnichannel);
    jest.spyOn(stage.omnichannel, 'find').mockImplementation(async (roomId) => {
      if (roomId === 'room') throw new Error('no answer');
      return find(roomId);
    });
    await during(two.switchboard.supervise());
    expect(opened()).toEqual(['other']);
    expect(stage.log.lines).toContainEqual(expect.stringContaining('could not be looked after'));
  });

  test('finishes an end that one try did not', async () => {
    stage.omnichannel.onTransfer = async () => ({ kind: 'refused', refusal: 'not-allowed' });
    stage.omnichannel.onClose = async () => undefined;
    await during(one.switchboard.roomArrived('room'));
    stage.provider.report({ type: 'ended', reason: 'agent' });
    await stage.clock.pass(5_000);
    expect(await stage.sessions.find('room')).toMatchObject({ state: 'ending' });
    stage.omnichannel.onClose = async (room) => stage.omnichannel.place({ ...room, isOpen: false });
    await during(one.switchboard.supervise());
    expect(await stage.sessions.find('room')).toBeUndefined();
  });
});

test('while the settings allow no session, none is started and none is taken over', async () => {
  const desk = { ...stage, newId: () => 'id' };
  const switchboard = new Switchboard(desk, cluster, one.running, async () => undefined);
  await stage.sessions.create(aSession({ roomId: 'other', owner: 'dead' }));
  await during(switchboard.roomArrived('room'), switchboard.supervise());
  expect([opened(), await stage.sessions.find('other')]).toEqual([[], aSession({ roomId: 'other', owner: 'dead' })]);
});

test('what was written to the dead goes with them, once their sessions are taken over', async () => {
  await cluster.heartbeats.beat('dead', 0);
  await cluster.mailbox.put('dead', { id: 'n', roomId: 'room', kind: 'message' });
  await during(two.switchboard.supervise());
  expect([await cluster.mailbox.take('dead'), (await cluster.heartbeats.list()).has('dead')]).toEqual([[], false]);
});

test('a disabled app ends every session of its instance', async () => {
  stage.omnichannel.place({ id: 'other', departmentId: 'salesforce', servedBy: 'bridge' });
  await during(one.switchboard.roomArrived('room'), one.switchboard.roomArrived('other'));
  await during(one.running.endAll());
  await settled();
  expect(await stage.sessions.list()).toEqual([]);
  expect(stage.provider.conversations).toEqual(new Set());
});
