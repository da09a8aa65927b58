/// <reference types="jest" />
import { behind } from '../../lib/deliveryCursor';
import { aSession } from '../support/aDesk';
import type { Instance } from '../support/anInstance';
import type { Stage } from '../support/aStage';
import { settled } from '../support/SteppedClock';
import { type TwoInstances, twoInstances } from '../support/twoInstances';

let stage: Stage;
let one: Instance;
let two: Instance;
let during: TwoInstances['during'];
beforeEach(() => {
  ({ stage, one, two, during } = twoInstances());
});
afterEach(() => {
  one.kill();
  two.kill();
});

const opened = () => stage.provider.opened.map(({ roomId }) => roomId);

describe('a room that comes to the bridge agent', () => {
  test('gets a session', async () => {
    await during(one.arrivals.roomArrived('room'));
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
    await during(...events.map((which) => [one, two][which]?.arrivals.roomArrived('room') ?? Promise.resolve()));
    expect(opened()).toEqual(['room']);
    expect(await stage.sessions.list()).toHaveLength(1);
    expect(stage.messages.said()).toEqual(['<finding-agent>']);
  });

  test('gets one session when the other event comes much later, to another instance', async () => {
    await during(one.arrivals.roomArrived('room'));
    await during(two.switchboard.roomChanged('room'), two.arrivals.roomArrived('room'));
    expect(opened()).toEqual(['room']);
  });

  test('gets no session when it is somewhere else by then', async () => {
    stage.omnichannel.change('room', { servedBy: 'sally' });
    await during(one.arrivals.roomArrived('room'));
    expect([opened(), await stage.sessions.list(), await stage.claims.list()]).toEqual([[], [], []]);
  });

  test.each([
    ['closed', { isOpen: false }],
    ['without a visitor', { visitor: undefined }],
    ['of another department and in its queue', { departmentId: 'bots', servedBy: undefined }],
  ])('gets no session when it is %s', async (_name, change) => {
    stage.omnichannel.change('room', change);
    await during(one.arrivals.roomArrived('room'));
    expect([opened(), stage.omnichannel.assignments]).toEqual([[], []]);
  });

  test('gets no session when it moves while its turn comes', async () => {
    const create = stage.claims.create.bind(stage.claims);
    jest.spyOn(stage.claims, 'create').mockImplementation(async (claim) => {
      stage.omnichannel.change('room', { servedBy: 'sally' });
      return create(claim);
    });
    await during(one.arrivals.roomArrived('room'));
    expect([opened(), await stage.sessions.list(), await stage.claims.list()]).toEqual([[], [], []]);
  });

  test('and that does not exist is nothing', async () => {
    await during(one.arrivals.roomArrived('nowhere'));
    expect(opened()).toEqual([]);
  });

  test('is taken out of the queue of the served department', async () => {
    stage.omnichannel.change('room', { servedBy: undefined });
    await during(one.arrivals.roomArrived('room'));
    expect(stage.omnichannel.assignments).toEqual([{ roomId: 'room', username: 'bridge' }]);
    expect(opened()).toEqual(['room']);
  });

  test('stays in the queue when the host does not assign it, and gets no session', async () => {
    stage.omnichannel.change('room', { servedBy: undefined });
    stage.omnichannel.onAssign = async () => ({ kind: 'refused', refusal: 'not-allowed' });
    await during(one.arrivals.roomArrived('room'));
    expect([opened(), await stage.sessions.list()]).toEqual([[], []]);
  });

  test('gets no second session though another instance starts one while the claims are being read', async () => {
    const ofRoom = stage.claims.ofRoom.bind(stage.claims);
    jest.spyOn(stage.claims, 'ofRoom').mockImplementationOnce(async (roomId) => {
      await settled();
      await stage.sessions.create(aSession({ owner: 'two' }));
      return ofRoom(roomId);
    });
    await during(one.arrivals.roomArrived('room'));
    expect([opened(), await stage.sessions.list()]).toEqual([[], [aSession({ owner: 'two' })]]);
  });

  test('gets a session to which everything is new that came after the handover was asked for', async () => {
    const before = stage.messages.write({ text: 'A human, please' });
    const claim = { id: 'asked', roomId: 'room', departmentId: 'salesforce', context: { attributes: [] } };
    const said = behind([before], stage.clock.nowMs());
    await stage.claims.create({ ...claim, status: 'kept', claimedAtMs: stage.clock.nowMs(), said });
    // By the clock of a server that is behind.
    stage.messages.write({ text: 'Hello?', atMs: before.atMs - 2_000 });
    await during(one.arrivals.roomArrived('room'));
    stage.provider.report({ type: 'agent-joined', name: 'Ana' });
    await stage.clock.pass(1_000);
    expect(stage.provider.opened).toMatchObject([{ transcript: 'Vera: A human, please' }]);
    expect(stage.provider.called('send').map((call) => call.split(' ')[1])).toEqual(['Hello?']);
  });

  test('that nobody asked for gets a session to which nothing is new that was said before', async () => {
    stage.messages.write({ text: 'Hello?' });
    await during(one.arrivals.roomArrived('room'));
    stage.provider.report({ type: 'agent-joined', name: 'Ana' });
    await stage.clock.pass(1_000);
    expect(stage.provider.opened).toMatchObject([{ transcript: 'Vera: Hello?' }]);
    expect(stage.provider.called('send')).toEqual([]);
  });

  test('waits for the request that is moving it', async () => {
    const claim = { roomId: 'room', departmentId: 'salesforce', context: { attributes: [] } };
    const held = { ...claim, id: 'held', status: 'held', claimedAtMs: stage.clock.nowMs() } as const;
    await stage.claims.create(held);
    const arrival = one.arrivals.roomArrived('room');
    await stage.clock.pass(1_000);
    expect(opened()).toEqual([]);
    await stage.claims.keep(held);
    await during(arrival);
    expect(opened()).toEqual(['room']);
  });
});
