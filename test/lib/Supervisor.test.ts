/// <reference types="jest" />
import { aSession } from '../support/aDesk';
import { A_PROVIDER_ID, aHandoverProvider } from '../support/aHandoverProvider';
import { anInstance, type Cluster, type Instance } from '../support/anInstance';
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

const opened = () => stage.provider.opened.map(({ roomId }) => roomId);

describe('the supervisor', () => {
  test('leaves the sessions of living instances alone', async () => {
    await during(one.arrivals.roomArrived('room'));
    await during(two.supervisor.round('full'), one.supervisor.round('full'));
    expect(await stage.sessions.find('room')).toMatchObject({ owner: 'one' });
    expect(stage.provider.mostListeners).toBe(1);
  });

  test('takes over the session of an instance that has died, which then goes on', async () => {
    await during(one.arrivals.roomArrived('room'));
    stage.provider.report({ type: 'agent-joined', name: 'Ana' });
    await stage.clock.pass(1_000);
    one.kill();
    stage.messages.write({ id: 'm', text: 'anybody?', atMs: stage.clock.nowMs() + 1 });
    await stage.clock.pass(7_000);
    await during(two.supervisor.round('full'));
    expect(await stage.sessions.find('room')).toMatchObject({ owner: 'two', state: 'active' });
    expect(stage.provider.called('send')).toEqual(['m anybody?']);
    expect(stage.messages.said()).toEqual(['<finding-agent>', '<agent-joined>']);
    expect([...(await cluster.heartbeats.list()).keys()]).toEqual(['two']);
  });

  test('takes over before 7 s have passed since the last sign, and not before 6', async () => {
    await during(one.arrivals.roomArrived('room'));
    one.kill();
    await stage.clock.pass(4_000);
    await two.supervisor.round('full');
    expect(await stage.sessions.find('room')).toMatchObject({ owner: 'one' });
    await stage.clock.pass(3_000);
    await two.supervisor.round('full');
    expect(await stage.sessions.find('room')).toMatchObject({ owner: 'two' });
  });

  test('takes nobody for dead because the clocks were set', async () => {
    stage.omnichannel.place({ id: 'other', departmentId: 'salesforce', servedBy: 'bridge' });
    await during(one.arrivals.roomArrived('room'), two.arrivals.roomArrived('other'));
    const takings = jest.spyOn(stage.sessions, 'update');
    stage.clock.leap(20_000);
    await during(one.supervisor.round('full'), two.supervisor.round('full'));
    await during(one.supervisor.round('full'), two.supervisor.round('full'));
    expect(takings.mock.calls.filter(([{ owner, roomId }]) => owner !== { room: 'one', other: 'two' }[roomId])).toEqual(
      [],
    );
    expect((await stage.sessions.list()).map(({ owner }) => owner).sort()).toEqual(['one', 'two']);
  });

  test('takes nobody for dead because the store is slow to answer', async () => {
    await during(one.arrivals.roomArrived('room'));
    const list = cluster.heartbeats.list.bind(cluster.heartbeats);
    jest.spyOn(cluster.heartbeats, 'list').mockImplementation(async () => {
      const beats = new Map(await list());
      await stage.clock.pass(7_000);
      return beats;
    });
    await two.supervisor.round('full');
    expect(await stage.sessions.find('room')).toMatchObject({ owner: 'one' });
  });

  test('ends the sessions of a provider that was deleted by somebody who did not live to end them', async () => {
    await cluster.providers.create(aHandoverProvider());
    const session = aSession({ owner: 'one', providerId: A_PROVIDER_ID, resume: { sessionId: 'session-1', sent: [] } });
    await stage.sessions.create(session);
    await during(one.supervisor.round('full'));
    expect(await stage.sessions.find('room')).toMatchObject({ state: 'active' });
    await cluster.providers.remove(A_PROVIDER_ID, () => true);
    await during(one.supervisor.round('full'));
    expect(await stage.sessions.list()).toEqual([]);
    expect(stage.announced).toEqual(['session-1 ended-by-request']);
  });

  test('takes a session over that an instance which has died as well was about to take over', async () => {
    await during(one.arrivals.roomArrived('room'));
    one.kill();
    await stage.clock.pass(7_000);
    jest.spyOn(stage.claims, 'ofRoom').mockReturnValueOnce(new Promise(() => undefined));
    void two.supervisor.round('full');
    await settled();
    two.kill();
    await stage.clock.pass(7_000);
    const three = anInstance(cluster, 'three');
    await three.supervisor.round('quick');
    expect(await stage.sessions.find('room')).toMatchObject({ owner: 'three' });
    expect(await stage.claims.list()).toEqual([]);
    three.kill();
  });

  test('takes nothing over after a silence in which others may have done so', async () => {
    await during(one.arrivals.roomArrived('room'));
    one.kill();
    await stage.clock.pass(7_000);
    const ofRoom = stage.claims.ofRoom.bind(stage.claims);
    jest.spyOn(stage.claims, 'ofRoom').mockImplementationOnce(async (roomId) => {
      await stage.clock.wait(5_000);
      return ofRoom(roomId);
    });
    await during(two.supervisor.round('full'));
    expect(await stage.sessions.find('room')).toMatchObject({ owner: 'one' });
    await during(two.supervisor.round('full'));
    expect(await stage.sessions.find('room')).toMatchObject({ owner: 'two' });
  });

  test('starts nothing after a silence in which others may have done so', async () => {
    const ofRoom = stage.claims.ofRoom.bind(stage.claims);
    jest.spyOn(stage.claims, 'ofRoom').mockImplementationOnce(async (roomId) => {
      await stage.clock.wait(5_000);
      return ofRoom(roomId);
    });
    await during(two.arrivals.roomArrived('room'));
    expect(await stage.sessions.list()).toEqual([]);
    await during(two.arrivals.roomArrived('room'));
    expect(await stage.sessions.find('room')).toMatchObject({ owner: 'two' });
  });

  test('removes claims that hold nothing any more, and no others', async () => {
    const held = { roomId: 'other', status: 'held', departmentId: 'salesforce', context: { attributes: [] } } as const;
    await stage.claims.create({ ...held, id: 'fresh', claimedAtMs: stage.clock.nowMs() - 10_000 });
    await stage.claims.create({ ...held, id: 'old', claimedAtMs: stage.clock.nowMs() - 40_000 });
    await during(one.supervisor.round('full'));
    expect((await stage.claims.list()).map(({ id }) => id)).toEqual(['fresh']);
  });

  test('drops the old settings of a provider when the last session that went on with them is over', async () => {
    const { providers } = cluster;
    await providers.create(aHandoverProvider());
    await providers.replace(aHandoverProvider({ revision: 2 }), () => true);
    const revision = async () => (await providers.revision(A_PROVIDER_ID, 1))?.revision;
    await stage.sessions.create(aSession({ roomId: 'room', providerId: A_PROVIDER_ID, providerRevision: 1 }));
    await one.supervisor.round('full');
    expect(await revision()).toBe(1);
    await stage.sessions.remove('room');
    await one.supervisor.round('full');
    expect(await revision()).toBe(2);
  });

  test('lets go of a session that another has taken over unnoticed', async () => {
    await during(one.arrivals.roomArrived('room'));
    const session = await stage.sessions.find('room');
    if (session) await stage.sessions.update({ ...session, owner: 'two' });
    await cluster.heartbeats.beat('two', stage.clock.nowMs());
    expect(one.running.get('room')).toBeDefined();
    await one.supervisor.round('full');
    await settled();
    expect(one.running.get('room')).toBeUndefined();
    expect(await stage.sessions.find('room')).toMatchObject({ owner: 'two' });
  });

  test('keeps a session that it has got since the list was read', async () => {
    await during(one.arrivals.roomArrived('room'));
    jest.spyOn(stage.sessions, 'list').mockResolvedValueOnce([]);
    await one.supervisor.round('full');
    await settled();
    expect(one.running.get('room')).toBeDefined();
  });

  test('is not kept from other rooms by a provider that takes its time to end a conversation', async () => {
    await stage.sessions.create(aSession({ owner: 'dead', resume: { sessionId: 'session-1', sent: [] } }));
    stage.omnichannel.change('room', { servedBy: 'sally' });
    stage.provider.onCall = () => new Promise<void>(() => undefined);
    await during(two.supervisor.round('full'));
    expect(stage.provider.called('close')).toEqual(['moved']);
    expect(await stage.sessions.find('room')).toMatchObject({ state: 'ending' });
  });

  test('on two instances at once takes a session over once', async () => {
    await stage.sessions.create(aSession({ owner: 'dead', resume: { sessionId: 'session-1', sent: [] } }));
    await during(one.supervisor.round('full'), two.supervisor.round('full'));
    const owner = (await stage.sessions.find('room'))?.owner;
    expect([one.running.get('room') ? 'one' : '', two.running.get('room') ? 'two' : ''].join('')).toBe(owner);
    expect(stage.provider.mostListeners).toBe(1);
  });

  test('does not take over what another has taken over since the list was read', async () => {
    const lost = aSession({ owner: 'dead', resume: { sessionId: 'session-1', sent: [] } });
    await stage.sessions.create(lost);
    await during(one.supervisor.round('full'));
    jest.spyOn(stage.sessions, 'list').mockResolvedValueOnce([lost]);
    await during(two.supervisor.round('full'));
    expect(await stage.sessions.find('room')).toMatchObject({ owner: 'one' });
    expect(stage.provider.mostListeners).toBe(1);
  });

  test('does not take over what another takes over while the claims are being read', async () => {
    const lost = aSession({ owner: 'dead', resume: { sessionId: 'session-1', sent: [] } });
    await stage.sessions.create(lost);
    const ofRoom = stage.claims.ofRoom.bind(stage.claims);
    jest.spyOn(stage.claims, 'ofRoom').mockImplementationOnce(async (roomId) => {
      await settled();
      await stage.sessions.update({ ...lost, owner: 'one' });
      return ofRoom(roomId);
    });
    await during(two.supervisor.round('full'));
    expect([await stage.sessions.find('room'), two.running.get('room')]).toEqual([
      { ...lost, owner: 'one' },
      undefined,
    ]);
  });

  test('does not bring back a session that has ended since the list was read', async () => {
    jest.spyOn(stage.sessions, 'list').mockResolvedValueOnce([aSession({ owner: 'dead' })]);
    stage.omnichannel.change('room', { servedBy: 'botty', departmentId: 'bots' });
    await during(two.supervisor.round('full'));
    expect([await stage.sessions.find('room'), stage.provider.calls]).toEqual([undefined, []]);
  });

  test('takes a session of its own instance up again that this process does not know', async () => {
    await stage.sessions.create(aSession({ owner: 'one', resume: { sessionId: 'session-1', sent: [] } }));
    await during(one.supervisor.round('full'));
    expect(one.running.get('room')).toBeDefined();
  });

  test('ends a session that it takes over when its room has gone meanwhile', async () => {
    await stage.sessions.create(aSession({ owner: 'dead', resume: { sessionId: 'session-1', sent: [] } }));
    stage.omnichannel.change('room', { servedBy: 'sally' });
    await during(two.supervisor.round('full'));
    expect(stage.provider.called('close')).toEqual(['moved']);
    expect(await stage.sessions.find('room')).toBeUndefined();
  });

  test('starts the session of a room whose arrival nobody has told', async () => {
    await during(two.supervisor.round('full'));
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
    await during(two.supervisor.round('full'));
    expect(opened()).toEqual(expected);
  });

  test('is kept from no room by another that fails', async () => {
    stage.omnichannel.place({ id: 'other', departmentId: 'salesforce', servedBy: 'bridge' });
    const find = stage.omnichannel.find.bind(stage.omnichannel);
    jest.spyOn(stage.omnichannel, 'find').mockImplementation(async (roomId) => {
      if (roomId === 'room') throw new Error('no answer');
      return find(roomId);
    });
    await during(two.supervisor.round('full'));
    expect(opened()).toEqual(['other']);
    expect(stage.log.lines).toContainEqual(expect.stringContaining('could not be looked after'));
  });

  test('finishes an end that one try did not', async () => {
    stage.omnichannel.onTransfer = async () => ({ kind: 'refused', refusal: 'not-allowed' });
    stage.omnichannel.onClose = async () => undefined;
    await during(one.arrivals.roomArrived('room'));
    stage.provider.report({ type: 'ended', reason: 'agent' });
    await stage.clock.pass(5_000);
    expect(await stage.sessions.find('room')).toMatchObject({ state: 'ending' });
    stage.omnichannel.onClose = async (room) => stage.omnichannel.place({ ...room, isOpen: false });
    await during(one.supervisor.round('full'));
    expect(await stage.sessions.find('room')).toBeUndefined();
  });

  test('ends the session of a room that is gone, though nobody has told', async () => {
    await during(one.arrivals.roomArrived('room'));
    stage.omnichannel.change('room', { isOpen: false });
    await during(two.supervisor.round('full'));
    expect(stage.provider.called('close')).toEqual(['visitor']);
  });
});

test('a session that another instance starts during a round is not taken over', async () => {
  const list = stage.sessions.list.bind(stage.sessions);
  jest.spyOn(stage.sessions, 'list').mockImplementationOnce(async () => {
    await stage.clock.wait(500);
    return list();
  });
  const round = two.supervisor.round('full');
  await stage.clock.pass(100);
  await during(round, one.arrivals.roomArrived('room'));
  expect(stage.provider.mostListeners).toBe(1);
  expect(await stage.sessions.find('room')).toMatchObject({ owner: 'one' });
});

test('an instance that was silent and shows itself during a round is not forgotten', async () => {
  await cluster.heartbeats.beat('one', stage.clock.nowMs() - 60_000);
  const list = stage.sessions.list.bind(stage.sessions);
  jest.spyOn(stage.sessions, 'list').mockImplementation(async () => {
    const sessions = await list();
    await cluster.heartbeats.beat('one', stage.clock.nowMs());
    return sessions;
  });
  await during(two.supervisor.round('quick'));
  expect([...(await cluster.heartbeats.list()).keys()]).toContain('one');
});

describe('a quick round', () => {
  test('reads no session while every instance lives and nothing is overdue', async () => {
    await during(one.arrivals.roomArrived('room'));
    const list = jest.spyOn(stage.sessions, 'list');
    await during(two.supervisor.round('quick'));
    expect(list).not.toHaveBeenCalled();
  });

  test('takes over the sessions of the dead', async () => {
    await during(one.arrivals.roomArrived('room'));
    one.kill();
    await stage.clock.pass(7_000);
    await during(two.supervisor.round('quick'));
    expect(await stage.sessions.find('room')).toMatchObject({ owner: 'two' });
  });

  test('starts what is overdue', async () => {
    const claim = { id: 'kept', roomId: 'room', departmentId: 'salesforce', context: { attributes: [] } };
    await stage.claims.create({ ...claim, status: 'kept', claimedAtMs: stage.clock.nowMs() - 5_001 });
    await during(two.supervisor.round('quick'));
    expect(opened()).toEqual(['room']);
    expect(await stage.claims.list()).toEqual([]);
  });
});

describe('a claim that was kept for a session which did not come', () => {
  const keep = (ageMs: number) =>
    stage.claims.create({
      id: 'kept',
      roomId: 'other',
      departmentId: 'salesforce',
      context: { attributes: [] },
      status: 'kept',
      claimedAtMs: stage.clock.nowMs() - ageMs,
    });

  test.each([
    ['goes when its room is closed', { isOpen: false }, 60_001, 0],
    ['stays while its room is open', { isOpen: true }, 700_000, 1],
    ['goes after a day even though its room is open', { isOpen: true }, 86_400_001, 0],
    ['stays while it is young, whatever its room', { isOpen: false }, 59_000, 1],
  ])('%s', async (_name, room, ageMs, left) => {
    stage.omnichannel.place({ id: 'other', departmentId: 'salesforce', servedBy: 'sally', ...room });
    await keep(ageMs);
    await during(two.supervisor.round('full'));
    expect(await stage.claims.list()).toHaveLength(left);
  });
});

test('many sessions are taken over at a time', async () => {
  const rooms = Array.from({ length: 40 }, (_, index) => `room-${index}`);
  for (const roomId of rooms) {
    stage.omnichannel.place({ id: roomId, departmentId: 'salesforce', servedBy: 'bridge' });
    await stage.sessions.create(aSession({ roomId, owner: 'dead', resume: { sessionId: roomId, sent: [] } }));
  }
  await cluster.heartbeats.beat('dead', 0);
  await during(one.supervisor.round('quick'), two.supervisor.round('quick'));
  const owners = await Promise.all(rooms.map(async (roomId) => (await stage.sessions.find(roomId))?.owner));
  const running = rooms.map((roomId) => [one, two].filter((instance) => instance.running.get(roomId)).length);
  expect([new Set(owners).has('dead'), new Set(running)]).toEqual([false, new Set([1])]);
});

test('an end that was asked of the dead is carried out by whoever takes the session over', async () => {
  await during(one.arrivals.roomArrived('room'));
  one.kill();
  expect(await two.switchboard.endByRequest('room')).toBe(true);
  await stage.clock.pass(7_000);
  await during(two.supervisor.round('quick'));
  expect(stage.announced).toEqual([expect.stringContaining('ended-by-request')]);
});

test('while the settings allow no session, none is started and none is taken over', async () => {
  one = anInstance(cluster, 'one', { prepared: async () => undefined });
  await stage.sessions.create(aSession({ roomId: 'other', owner: 'dead' }));
  await during(one.arrivals.roomArrived('room'), one.supervisor.round('full'));
  expect([opened(), await stage.sessions.find('other')]).toEqual([[], aSession({ roomId: 'other', owner: 'dead' })]);
});

test('what was written to the dead goes with them, once their sessions are taken over', async () => {
  await cluster.heartbeats.beat('dead', 0);
  await cluster.mailbox.put('dead', { id: 'n', roomId: 'room', kind: 'message' });
  await during(two.supervisor.round('full'));
  expect([await cluster.mailbox.take('dead'), (await cluster.heartbeats.list()).has('dead')]).toEqual([[], false]);
});

test('what is written to the dead when nobody remembers them goes to whoever has the session now', async () => {
  await during(one.arrivals.roomArrived('room'));
  await cluster.mailbox.put('forgotten', { id: 'n', roomId: 'room', kind: 'end' });
  await during(two.supervisor.round('full'));
  expect([await cluster.mailbox.owners(), stage.announced]).toEqual([
    new Set(),
    [expect.stringContaining('ended-by-request')],
  ]);
});
