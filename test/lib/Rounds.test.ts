/// <reference types="jest" />
import { type RoundKind, Rounds } from '../../lib/Rounds';
import { SteppedClock } from '../support/SteppedClock';

let clock: SteppedClock;
let rounds: Rounds;
let made: RoundKind[];
let sessions: number;
const round = async (kind: RoundKind) => {
  made.push(kind);
};
beforeEach(() => {
  clock = new SteppedClock();
  sessions = 0;
  rounds = new Rounds(clock, () => sessions);
  made = [];
});

test('the first round of a process is full, and then one every 30 s', async () => {
  for (let time = 0; time < 7; time++) {
    await rounds.make(round);
    await clock.pass(5_000);
  }
  expect(made).toEqual(['full', 'quick', 'quick', 'quick', 'quick', 'quick', 'full']);
});

test('with a thousand sessions, full rounds come every 100 s', async () => {
  sessions = 1_000;
  for (let time = 0; time < 22; time++) {
    await rounds.make(round);
    await clock.pass(5_000);
  }
  expect(made.flatMap((kind, time) => (kind === 'full' ? [time * 5] : []))).toEqual([0, 100]);
});

test('a round is due 2 s after the last one began, whoever asked for that', async () => {
  await rounds.make(round);
  await clock.pass(1_999);
  await rounds.makeIfDue(round);
  expect(made).toHaveLength(1);
  await clock.pass(1);
  await rounds.makeIfDue(round);
  await rounds.makeIfDue(round);
  expect(made).toHaveLength(2);
});

test('there is one round at a time', async () => {
  const slow = rounds.make(() => clock.wait(8_000));
  await clock.pass(6_000);
  await rounds.make(round);
  await rounds.makeIfDue(round);
  expect(made).toEqual([]);
  await clock.pass(2_000);
  await slow;
  await rounds.make(round);
  expect(made).toEqual(['quick']);
});

describe('a process in which nothing happens', () => {
  const supervise = () => rounds.makeIfDue(round);

  test('makes a round every 5 s', async () => {
    void rounds.goOn(supervise, () => true);
    await clock.pass(14_999);
    expect(made).toEqual(['full', 'quick']);
    await clock.pass(1);
    expect(made).toEqual(['full', 'quick', 'quick']);
  });

  test('goes on with that after a round that hangs', async () => {
    let calls = 0;
    const hang = () => {
      calls += 1;
      return new Promise<void>(() => undefined);
    };
    void rounds.goOn(hang, () => true);
    await clock.pass(10_000);
    expect(calls).toBe(2);
  });

  test('makes none while they are not wanted', async () => {
    let isWanted = false;
    void rounds.goOn(supervise, () => isWanted);
    await clock.pass(12_000);
    expect(made).toEqual([]);
    isWanted = true;
    await clock.pass(3_000);
    expect(made).toEqual(['full']);
  });
});

test('rounds are due though the clock was put back by an hour', async () => {
  await rounds.make(round);
  clock.leap(-3_600_000);
  await rounds.makeIfDue(round);
  expect(made).toEqual(['full', 'full']);
});

test('a round that fails is over too', async () => {
  await expect(rounds.make(() => Promise.reject(new Error('no store')))).rejects.toThrow('no store');
  await rounds.make(round);
  expect(made).toEqual(['quick']);
});
