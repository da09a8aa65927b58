/// <reference types="jest" />
import { callsPerMessage } from '../../bench/relay/hostCalls';

const calls = (tookMs: number, counts: Record<string, number>) => ({ tookMs, counts: new Map(Object.entries(counts)) });

test('a message causes what is called more often than while nobody talks', () => {
  const idle = calls(10_000, { beat: 10, poll: 20 });
  const talking = calls(20_000, { beat: 20, poll: 90, read: 100 });
  expect(callsPerMessage(talking, idle, 100)).toEqual(new Map(Object.entries({ beat: 0, poll: 0.5, read: 1 })));
});
