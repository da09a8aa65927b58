/// <reference types="jest" />
import { SeededRandom } from '../../sandbox/contactCentre/SeededRandom';
import { PROVIDERS, planChat } from './ChatPlan';
import { planTroubles } from './Trouble';

const MINUTES_10 = 600_000;
const FAULTS = new Map(PROVIDERS.map((provider) => [provider, [`a fault of ${provider}`, 'another']] as const));

const chats = (seed: number) =>
  Array.from({ length: 300 }, (_, index) =>
    planChat(new SeededRandom(seed + index), {
      lane: 1,
      round: index + 1,
      provider: PROVIDERS[index % 3] ?? 'genesys',
    }),
  );
const troubles = (seed: number) => planTroubles(new SeededRandom(seed), MINUTES_10, FAULTS);

test('the same seed plans the same chats and the same troubles, another seed others', () => {
  expect(chats(1)).toEqual(chats(1));
  expect(troubles(1)).toEqual(troubles(1));
  expect(chats(1)).not.toEqual(chats(2));
  expect(troubles(1)).not.toEqual(troubles(2));
});

test('a long run comes to every ending, every act and every trouble', () => {
  const plans = chats(1);
  const endings = new Set(plans.map(({ ending }) => ending));
  expect([...endings].sort()).toEqual(['agent', 'exit-word', 'lost', 'moved', 'request', 'staff', 'visitor']);
  const acts = new Set(plans.flatMap(({ visitor, agent }) => [...visitor, ...agent].map(({ act }) => act)));
  expect([...acts].sort()).toEqual(['file', 'pass-on', 'step-out', 'text', 'type']);
  expect(plans.some(({ takenAfterMs }) => takenAfterMs === undefined)).toBe(true);
  const kinds = new Set(troubles(1).map(({ trouble }) => trouble.kind));
  expect([...kinds].sort()).toEqual(['clock', 'event', 'fault', 'kill', 'lose-server', 'patch', 'settings', 'skew']);
});

test('no two visitors have the same name', () => {
  const names = chats(1).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test('troubles come in order, from beginning to end, and one server is lost half-way', () => {
  const times = troubles(1).map(({ atMs }) => atMs);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times[0]).toBeLessThan(10_000);
  expect(times[times.length - 1]).toBeGreaterThan(MINUTES_10 - 10_000);
  const lost = troubles(1).filter(({ trouble }) => trouble.kind === 'lose-server');
  expect(lost.map(({ atMs }) => atMs)).toEqual([MINUTES_10 / 2]);
});
