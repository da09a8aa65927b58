/// <reference types="jest" />
import { Departure } from '../../lib/Departure';
import type { Instance } from '../support/anInstance';
import { type TwoInstances, twoInstances } from '../support/twoInstances';

let scene: TwoInstances;
let one: Instance;
let departure: Departure;
beforeEach(async () => {
  scene = twoInstances();
  ({ one } = scene);
  departure = new Departure(scene.stage.clock, one.running);
  await scene.during(one.arrivals.roomArrived('room'));
});
afterEach(() => {
  one.kill();
  scene.two.kill();
});

test('the sessions of a disabled app go on for five seconds, and are ended then', async () => {
  const announced = departure.announce();
  await scene.stage.clock.pass(4_999);
  expect(scene.stage.provider.called('close')).toEqual([]);
  await scene.stage.clock.pass(1);
  await announced;
  expect([scene.stage.provider.called('close'), await scene.stage.sessions.list()]).toEqual([['closed'], []]);
});

test('an app that is enabled again in time goes on with its sessions', async () => {
  const announced = departure.announce();
  await scene.stage.clock.pass(4_000);
  departure.takeBack();
  await scene.stage.clock.pass(4_000);
  await announced;
  expect(scene.stage.provider.called('close')).toEqual([]);
  expect(one.running.get('room')).toBeDefined();
});

test('an app is leaving from when it is disabled until it is enabled again', () => {
  expect(departure.isAnnounced).toBe(false);
  void departure.announce();
  expect(departure.isAnnounced).toBe(true);
  departure.takeBack();
  expect(departure.isAnnounced).toBe(false);
});

test('an app that is disabled again has five seconds again', async () => {
  const first = departure.announce();
  await scene.stage.clock.pass(3_000);
  departure.takeBack();
  const second = departure.announce();
  await scene.stage.clock.pass(4_000);
  expect(scene.stage.provider.called('close')).toEqual([]);
  await scene.stage.clock.pass(1_000);
  await Promise.all([first, second]);
  expect(scene.stage.provider.called('close')).toEqual(['closed']);
});

test('the sessions of a process that is ended meanwhile are carried on by the next one', async () => {
  void departure.announce();
  one.kill();
  await scene.stage.clock.pass(7_000);
  await scene.during(scene.two.supervisor.round('quick'));
  expect(await scene.stage.sessions.find('room')).toMatchObject({ owner: 'two', state: 'queued' });
  expect(scene.stage.provider.called('close')).toEqual([]);
});
