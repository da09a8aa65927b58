/// <reference types="jest" />
import type { Note } from '../../lib/Mailbox';
import { type InstanceParts, RunningSessions } from '../../lib/RunningSessions';
import type { SessionRunner } from '../../lib/SessionRunner';
import { RecordingLog } from '../support/aDesk';
import { MemoryHeartbeats } from '../support/MemoryHeartbeats';
import { MemoryMailbox } from '../support/MemoryMailbox';
import { SteppedClock } from '../support/SteppedClock';

let clock: SteppedClock;
let log: RecordingLog;
let mailbox: MemoryMailbox;
let heartbeats: MemoryHeartbeats;
let running: RunningSessions;
let over: Array<() => void>;
let rounds: number;
beforeEach(async () => {
  clock = new SteppedClock();
  log = new RecordingLog();
  mailbox = new MemoryMailbox();
  heartbeats = new MemoryHeartbeats();
  running = new RunningSessions('one', clock);
  over = [];
  rounds = 0;
  await running.showAlive(parts());
});
afterEach(async () => {
  for (const end of over) end();
  await clock.pass(1_000);
});

function parts(): InstanceParts {
  const supervise = async () => {
    rounds++;
  };
  return { clock, log, mailbox, heartbeats, supervise };
}

/** A runner that writes down what it is asked to do, and runs until the test ends it. */
function aRunner(): { runner: SessionRunner; calls: string[]; end(): void } {
  const calls: string[] = [];
  let end: () => void = () => undefined;
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  over.push(end);
  const record = (call: string) => async () => {
    calls.push(call);
  };
  const fake = {
    run: () => {
      calls.push('run');
      return done;
    },
    tick: record('tick'),
    lookAgain: () => {
      if (calls.includes('look')) return false;
      calls.push('look');
      return true;
    },
    deliver: record('deliver'),
    reconcile: record('reconcile'),
    end: async (cause: string) => {
      calls.push(`end ${cause}`);
    },
    note: (id: string, text: string) => {
      calls.push(`note ${id} ${text}`);
    },
  };
  return { runner: fake as unknown as SessionRunner, calls, end };
}

function start(roomId = 'room') {
  const started = aRunner();
  running.start(roomId, started.runner, { isTakenOver: false });
  return started;
}

const put = (note: Partial<Note>) => mailbox.put('one', { id: 'n', roomId: 'room', kind: 'message', ...note });
const lastBeat = async () => (await heartbeats.list()).get('one') ?? 0;

describe('a session', () => {
  test('runs until it is over, and is known as long as that', async () => {
    const { end, runner } = start();
    expect(running.get('room')).toBe(runner);
    end();
    await clock.pass(300);
    expect(running.get('room')).toBeUndefined();
  });

  test('is not started again while it runs', () => {
    const first = start();
    const second = start();
    expect([running.get('room'), second.calls]).toEqual([first.runner, []]);
  });

  test('is told what its visitor writes, and no other is', async () => {
    const [mine, other] = [start('one'), start('two')];
    expect([running.visitorWrote('one'), running.visitorWrote('three')]).toEqual([true, false]);
    expect([mine.calls.includes('deliver'), other.calls.includes('deliver')]).toEqual([true, false]);
  });

  test('gets a tick every second, and none after its end', async () => {
    const { calls, end } = start();
    await clock.pass(10_000);
    const ticks = calls.filter((call) => call === 'tick').length;
    expect(ticks).toBeGreaterThanOrEqual(10);
    expect(ticks).toBeLessThanOrEqual(11);
    end();
    await clock.pass(5_000);
    expect(calls.filter((call) => call === 'tick')).toHaveLength(ticks);
  });

  describe('among many', () => {
    const COUNT = 40;
    let started: Array<ReturnType<typeof start>>;
    const ticks = () => started.flatMap(({ calls }) => calls.filter((call) => call === 'tick')).length;
    beforeEach(async () => {
      started = Array.from({ length: COUNT }, (_, index) => start(`room-${index}`));
      await clock.pass(2_000);
    });

    test('gets its tick in a shift, an eighth of them at a time', async () => {
      const before = ticks();
      for (let step = 1; step <= 8; step++) {
        await clock.pass(125);
        expect(ticks() - before).toBe((COUNT / 8) * step);
      }
      const counts = started.map(({ calls }) => calls.filter((call) => call === 'tick').length);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    });

    test('gets its tick at once when the store has not answered for longer than a second', async () => {
      const answer = mailbox.take.bind(mailbox);
      mailbox.take = async (instance) => {
        await clock.wait(3_000);
        return answer(instance);
      };
      await clock.pass(250);
      const before = ticks();
      await clock.pass(3_000);
      expect(ticks() - before).toBe(COUNT);
    });

    test('gets its tick at once when the clock was set back', async () => {
      const before = ticks();
      clock.leap(-60_000);
      await clock.pass(125);
      expect(ticks() - before).toBe(COUNT);
    });
  });

  test('looks for what nobody has told of in its turn, eight sessions a second', async () => {
    const started = Array.from({ length: 400 }, (_, index) => start(`room-${index}`));
    const looked = () => started.filter(({ calls }) => calls.includes('look')).length;
    await clock.pass(1);
    expect(looked()).toBe(1);
    await clock.pass(990);
    expect(looked()).toBe(8);
    await clock.pass(50_000);
    expect(looked()).toBe(400);
  });

  test('does not have to wait until those that came first have looked again and again', async () => {
    const eager = Array.from({ length: 10 }, (_, index) => start(`room-${index}`));
    for (const { runner } of eager) jest.spyOn(runner, 'lookAgain').mockReturnValue(true);
    const last = start('last');
    await clock.pass(2_000);
    expect(last.calls).toContain('look');
  });

  test('is ended with all the others when the app is disabled', async () => {
    const [one, two] = [start('one'), start('two')];
    await running.endAll();
    expect([one.calls, two.calls].map((calls) => calls.includes('end ended-by-request'))).toEqual([true, true]);
  });
});

describe('a note of another instance', () => {
  test.each([
    [{ kind: 'message' }, 'deliver'],
    [{ kind: 'room' }, 'reconcile'],
    [{ kind: 'end' }, 'end ended-by-request'],
    [{ kind: 'said', text: '[edited] x' }, 'note n [edited] x'],
  ] as const)('%j reaches its session within a quarter of a second', async (note, call) => {
    const { calls } = start();
    await clock.pass(1);
    await put(note);
    await clock.pass(250);
    expect(calls).toContain(call);
  });

  test('for a session that is not here is dropped', async () => {
    const { calls } = start();
    await put({ roomId: 'other' });
    await clock.pass(500);
    expect(calls.filter((call) => call !== 'tick' && call !== 'look')).toEqual(['run']);
    expect(await mailbox.take('one')).toEqual([]);
  });

  test('whose consequence fails is logged, and the next is heeded', async () => {
    const { runner, calls } = start();
    jest.spyOn(runner, 'reconcile').mockRejectedValueOnce(new Error('no answer'));
    await put({ kind: 'room' });
    await clock.pass(500);
    await put({ kind: 'message' });
    await clock.pass(500);
    expect(log.lines).toContainEqual(expect.stringContaining('no answer'));
    expect(calls).toContain('deliver');
  });
});

test('as long as there are sessions, what nobody carries is looked after too', async () => {
  const { end } = start();
  await clock.pass(1_000);
  expect(rounds).toBeGreaterThan(0);
  end();
  await clock.pass(1_000);
  const before = rounds;
  await clock.pass(10_000);
  expect(rounds).toBe(before);
});

describe('the sign of life', () => {
  test('is given every two seconds while there are sessions, and not without any', async () => {
    const { end } = start();
    await clock.pass(20_000);
    expect(clock.nowMs() - (await lastBeat())).toBeLessThanOrEqual(2_250);
    end();
    await clock.pass(1_000);
    const last = await lastBeat();
    await clock.pass(20_000);
    expect(await lastBeat()).toBe(last);
  });

  test('is given again by the next session', async () => {
    start().end();
    await clock.pass(10_000);
    start();
    await clock.pass(3_000);
    expect(clock.nowMs() - (await lastBeat())).toBeLessThanOrEqual(2_250);
  });

  test('holds the lease for less time than the others wait before they take over', async () => {
    expect(running.holdsLease(clock.nowMs())).toBe(true);
    expect(running.holdsLease((await lastBeat()) + 3_999)).toBe(true);
    expect(running.holdsLease((await lastBeat()) + 4_000)).toBe(false);
  });

  test('counts from before the store was asked, however long that takes', async () => {
    const beat = heartbeats.beat.bind(heartbeats);
    jest.spyOn(heartbeats, 'beat').mockImplementation(async (instance, atMs) => {
      await clock.wait(3_000);
      return beat(instance, atMs);
    });
    await clock.pass(2_000);
    const showing = running.showAlive(parts());
    await clock.pass(3_000);
    await showing;
    expect(running.holdsLease(clock.nowMs() + 1_000)).toBe(false);
  });

  test('is given anew when the clock was put back', async () => {
    start();
    clock.leap(-3_600_000);
    expect(running.holdsLease(clock.nowMs())).toBe(false);
    await clock.pass(1_000);
    expect(clock.nowMs() - (await lastBeat())).toBeLessThan(2_000);
  });

  test('that was just given is not given again', async () => {
    const beat = jest.spyOn(heartbeats, 'beat');
    await running.showAlive(parts());
    expect(beat).not.toHaveBeenCalled();
    await clock.pass(2_000);
    await running.showAlive(parts());
    expect(beat).toHaveBeenCalledTimes(1);
  });

  test('that the store refuses loses the lease, and the loop goes on', async () => {
    const { calls } = start();
    const refusing = jest.spyOn(heartbeats, 'beat').mockRejectedValue(new Error('no store'));
    await clock.pass(10_000);
    expect(running.holdsLease(clock.nowMs())).toBe(false);
    expect(log.lines).toContainEqual(expect.stringContaining('could not reach the store'));
    refusing.mockRestore();
    await clock.pass(1_000);
    expect(calls).toContain('tick');
  });

  test('that was missing holds the lease only when nobody can be taking over any more', async () => {
    start();
    const refusing = jest.spyOn(heartbeats, 'beat').mockRejectedValue(new Error('no answer'));
    await clock.pass(10_000);
    refusing.mockRestore();
    await clock.pass(5_000);
    expect(running.holdsLease(clock.nowMs())).toBe(false);
    await clock.pass(2_000);
    expect(running.holdsLease(clock.nowMs())).toBe(true);
  });
});
