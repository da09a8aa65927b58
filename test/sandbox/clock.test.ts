/// <reference types="jest" />
import { ManualClock, MovedClock, RealClock } from '../../sandbox/clock';

describe('a manual clock', () => {
  it('fires timers in order of time, then of their start, at their own time', async () => {
    const clock = new ManualClock(1_000);
    const fired: string[] = [];
    const at = (name: string) => () => fired.push(`${name}@${clock.now()}`);
    clock.setTimeout(at('late'), 20);
    clock.setTimeout(at('early'), 10);
    clock.setTimeout(at('early too'), 10);
    await clock.advance(15);
    expect(fired).toEqual(['early@1010', 'early too@1010']);
    await clock.advance(5);
    expect(fired.at(-1)).toBe('late@1020');
    expect(clock.now()).toBe(1_020);
  });

  it('fires timers that a callback starts, when they fall due on the way', async () => {
    const clock = new ManualClock(0);
    const fired: number[] = [];
    clock.setTimeout(() => {
      fired.push(clock.now());
      void Promise.resolve().then(() => clock.setTimeout(() => fired.push(clock.now()), 5));
    }, 5);
    await clock.advance(10);
    expect(fired).toEqual([5, 10]);
  });

  it('repeats an interval until it is cleared', async () => {
    const clock = new ManualClock(0);
    let ticks = 0;
    const timer = clock.setInterval(() => ticks++, 10);
    await clock.advance(35);
    expect(ticks).toBe(3);
    clock.clear(timer);
    await clock.advance(100);
    expect(ticks).toBe(3);
  });

  it('ignores a cleared timer', async () => {
    const clock = new ManualClock();
    let fired = false;
    clock.clear(clock.setTimeout(() => (fired = true), 1));
    clock.clear(undefined);
    await clock.advance(10);
    expect(fired).toBe(false);
  });
});

describe('the real clock', () => {
  it('tells the machine’s time and fires its timers', async () => {
    const clock = new RealClock();
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1_000);
    await new Promise<void>((resolve) => clock.setTimeout(resolve, 1));
    await new Promise<void>((resolve) => {
      const timer = clock.setInterval(() => {
        clock.clear(timer);
        resolve();
      }, 1);
    });
  });
});

it('a clock that is moved says another time, and what was timed is due when it would have been', async () => {
  const machine = new ManualClock(1_000);
  const clock = new MovedClock(machine);
  const fired: number[] = [];
  clock.setTimeout(() => fired.push(clock.now()), 10);
  clock.move(60_000);
  clock.move(-20_000);
  expect(clock.now()).toBe(41_000);
  await machine.advance(10);
  expect(fired).toEqual([41_010]);
});
