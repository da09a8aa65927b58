/// <reference types="jest" />

import { ProviderError } from '../../lib/ProviderError';
import { aSession } from '../support/aDesk';
import { anInstance, type Instance } from '../support/anInstance';
import { type TwoInstances, twoInstances } from '../support/twoInstances';
import { Wire } from '../support/Wire';

let scene: TwoInstances;
let one: Instance;
beforeEach(() => {
  scene = twoInstances();
  ({ one } = scene);
});
afterEach(() => {
  for (const instance of [one, scene.one, scene.two]) instance.kill();
});

/** Has the agent join, both sides talk, and the agent end it. */
async function talk(secondsBetween: number): Promise<void> {
  const { stage } = scene;
  const step = async () => stage.clock.pass(secondsBetween * 1_000);
  stage.provider.report({ type: 'agent-joined', name: 'Ana' });
  await step();
  stage.messages.write({ id: 'm', text: 'hello?' });
  await one.switchboard.visitorWrote('room');
  await step();
  stage.provider.report({ type: 'message', content: { kind: 'text', text: 'Hello' } });
  await step();
  stage.provider.report({ type: 'ended', reason: 'agent' });
  await step();
}

const OPEN = { sessionId: 'session-1', sent: [] };
const WHOLE_STORY = ['<finding-agent>', '<agent-joined>', 'Hello', '<ended-by-agent>'];

/** What the visitor read, what the agent heard, and what is left. */
async function outcome() {
  const { stage } = scene;
  const heard = stage.provider.called('send');
  return {
    told: stage.messages.said(),
    heard,
    left: await stage.sessions.list(),
    closed: stage.provider.called('close'),
  };
}

test('a host that takes a second for each call makes a session slow, and nothing else', async () => {
  const { cluster, stage, two } = scene;
  one = anInstance(cluster, 'slow', { wire: new Wire(stage.clock, () => 500) });
  const started = one.arrivals.roomArrived('room');
  await stage.clock.pass(30_000);
  await started;
  const rounds = two.supervisor.round('full');
  await talk(30);
  await rounds;
  expect(await outcome()).toEqual({ told: WHOLE_STORY, heard: ['m hello?'], left: [], closed: ['closed'] });
  expect(stage.provider.mostListeners).toBe(1);
});

describe.each([
  ['does nothing', 'before'],
  ['does all it is asked to, and says that it failed', 'after'],
])('a host that %s for ten seconds', (_what, when) => {
  let isInTrouble: boolean;
  const trouble = (moment: string) => {
    if (isInTrouble && moment === when) throw new Error('the host is in trouble');
  };
  const tenSeconds = async () => {
    isInTrouble = true;
    await scene.stage.clock.pass(10_000);
    isInTrouble = false;
    await scene.stage.clock.pass(30_000);
  };
  beforeEach(() => {
    isInTrouble = false;
    one = anInstance(scene.cluster, 'one', { trouble, provider: scene.stage.provider });
  });

  test('keeps a session waiting, and nothing is told twice or lost', async () => {
    const { stage } = scene;
    await scene.during(one.arrivals.roomArrived('room'));
    stage.provider.report({ type: 'agent-joined', name: 'Ana' });
    stage.provider.report({ type: 'message', content: { kind: 'text', text: 'Hello' } });
    stage.messages.write({ id: 'm', text: 'hello?' });
    await tenSeconds();
    stage.provider.report({ type: 'ended', reason: 'agent' });
    await stage.clock.pass(10_000);
    expect(await outcome()).toEqual({ told: WHOLE_STORY, heard: ['m hello?'], left: [], closed: ['closed'] });
  });

  test('lets the visitor wait for an agent who cannot be called before', async () => {
    scene.stage.provider.onCall = () => {
      isInTrouble = true;
      scene.stage.provider.onCall = () => undefined;
    };
    await scene.during(one.arrivals.roomArrived('room'));
    await tenSeconds();
    await talk(1);
    expect(await outcome()).toEqual({ told: WHOLE_STORY, heard: ['m hello?'], left: [], closed: ['closed'] });
  });

  test('lets the agent wait for what the visitor writes', async () => {
    const { stage } = scene;
    await scene.during(one.arrivals.roomArrived('room'));
    stage.provider.report({ type: 'agent-joined', name: 'Ana' });
    await stage.clock.pass(1_000);
    stage.messages.write({ id: 'm', text: 'hello?' });
    const telling = one.switchboard.visitorWrote('room');
    await tenSeconds();
    await telling;
    expect((await outcome()).heard).toEqual(['m hello?']);
    expect(await stage.sessions.find('room')).toMatchObject({ state: 'active' });
  });
});

test('a room that cannot be read for ten seconds keeps whoever takes its session over waiting', async () => {
  const { stage } = scene;
  await stage.sessions.create(aSession({ owner: 'dead', resume: OPEN }));
  stage.messages.write({ id: 'm', text: 'hello?' });
  const readableAtMs = stage.clock.nowMs() + 10_000;
  const read = stage.messages.newest.bind(stage.messages);
  jest.spyOn(stage.messages, 'newest').mockImplementation(async (...asked) => {
    if (stage.clock.nowMs() < readableAtMs) throw new Error('the host is in trouble');
    return read(...asked);
  });
  await scene.during(one.supervisor.round('full'));
  await stage.clock.pass(10_000);
  expect((await outcome()).heard).toEqual(['m hello?']);
  expect(await stage.sessions.find('room')).toMatchObject({ owner: 'one', state: 'active' });
});

test('a session whose record was written, though the host said it was not, is carried on by the next round', async () => {
  const { stage } = scene;
  const create = stage.sessions.create.bind(stage.sessions);
  jest.spyOn(stage.sessions, 'create').mockImplementationOnce(async (session) => {
    await create(session);
    throw new Error('the host is in trouble');
  });
  const arriving = expect(one.arrivals.roomArrived('room')).rejects.toThrow('in trouble');
  await scene.during(arriving);
  expect(one.running.get('room')).toBeUndefined();
  await scene.during(one.supervisor.round('full'));
  await talk(1);
  expect(await outcome()).toMatchObject({ told: WHOLE_STORY, left: [], closed: ['closed'] });
});

test('an owner that stood still while another took its session over neither says nor writes anything any more', async () => {
  const { cluster, stage, two } = scene;
  const wire = new Wire(stage.clock);
  one = anInstance(cluster, 'still', { wire, provider: stage.provider });
  await scene.during(one.arrivals.roomArrived('room'));
  wire.standStill(20_000);
  await stage.clock.pass(8_000);
  await scene.during(two.supervisor.round('full'));
  stage.provider.report({ type: 'agent-joined', name: 'Ana' });
  await stage.clock.pass(20_000);
  expect([one.running.get('room'), await stage.sessions.find('room')]).toEqual([
    undefined,
    expect.objectContaining({ owner: 'two', state: 'active' }),
  ]);
  expect(stage.messages.said()).toEqual(['<finding-agent>', '<agent-joined>']);
});

test('an owner that stood still while it opened, and has lost the session, opens nothing any more', async () => {
  const { cluster, stage, two } = scene;
  const wire = new Wire(stage.clock);
  one = anInstance(cluster, 'still', { wire, provider: stage.provider });
  stage.provider.onCall = (call) => {
    if (call.startsWith('open')) throw new ProviderError('unreachable', 'out of reach');
  };
  await scene.during(one.arrivals.roomArrived('room'));
  wire.standStill(20_000);
  await stage.clock.pass(8_000);
  stage.provider.onCall = () => undefined;
  await scene.during(two.supervisor.round('full'));
  await stage.clock.pass(20_000);
  expect(stage.provider.opened).toHaveLength(1);
  expect(await stage.sessions.find('room')).toMatchObject({ owner: 'two', state: 'queued' });
});

test('what an owner said before it was taken for dead is not said again, though it came late', async () => {
  const { cluster, stage, two } = scene;
  one = anInstance(cluster, 'late', { provider: stage.provider });
  await scene.during(one.arrivals.roomArrived('room'));
  one.kill();
  await stage.clock.pass(8_000);
  await two.supervisor.round('full');
  const { id: sessionId = '' } = (await stage.sessions.find('room')) ?? {};
  const event = stage.provider.report({ type: 'message', content: { kind: 'text', text: 'Hello' } });
  await stage.messages.post('room', { text: 'Hello', eventId: `${sessionId}:${event}` });
  await stage.clock.pass(3_000);
  expect(stage.messages.said()).toEqual(['<finding-agent>', 'Hello']);
});

test('what an owner wrote that was taken for dead, and came late, is noticed by whoever took over', async () => {
  const { stage, two } = scene;
  await stage.sessions.create(aSession({ owner: 'dead', resume: { sessionId: 'session-1', sent: [] } }));
  await two.supervisor.round('full');
  await stage.sessions.update(aSession({ owner: 'dead', revision: 9 }));
  await stage.clock.pass(3_000);
  expect(two.running.get('room')).toBeUndefined();
});
