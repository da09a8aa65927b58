/// <reference types="jest" />
import { SeededRandom } from '../../sandbox/contactCentre/SeededRandom';
import { ManualClock } from '../support/ManualClock';
import type { CentreConversation } from './ContactCentre';
import { Killer } from './Killer';

interface Course {
  resumedAfterMs: number;
  endedAfterMs?: number;
  /** When the contact centre has called the app in vain for the last time, if it is one that calls. */
  missedAfterMs?: number;
}

/** One kill on one of two servers, with one conversation that is followed again so long after it, or is over by then. */
async function killOnce({ resumedAfterMs, endedAfterMs = Number.POSITIVE_INFINITY, missedAfterMs }: Course) {
  const clock = new ManualClock();
  let killedAtMs = Number.POSITIVE_INFINITY;
  const conversation = (): CentreConversation => {
    const sinceKillMs = clock.nowMs() - killedAtMs;
    const isAlone = sinceKillMs > 0 && sinceKillMs < resumedAfterMs;
    return {
      id: 'the only one',
      visitorName: 'Vera',
      state: sinceKillMs >= endedAfterMs ? 'ended' : 'connected',
      followedAtMs: isAlone ? killedAtMs : clock.nowMs(),
      ...(missedAfterMs !== undefined && { missedAtMs: killedAtMs + missedAfterMs }),
    };
  };
  const control = {
    kill: async () => {
      killedAtMs = clock.nowMs();
      return 0;
    },
    waitForRestart: async () => undefined,
  };
  const servers = {
    admins: [{ control }, { control }],
    centre: { goingOn: async () => [conversation()].filter(({ state }) => state !== 'ended') },
    loseInstance: async () => undefined,
  };
  const killer = new Killer(servers, new SeededRandom(1), clock);
  await killer.run(1);
  return killer;
}

test('a conversation that is followed again within 15 s is not late, and its time is known', async () => {
  const { late, resumedMs, kills } = await killOnce({ resumedAfterMs: 12_000 });
  expect([late, kills, resumedMs]).toEqual([[], 1, [12_000]]);
});

test('a conversation that is left alone for longer is late, once', async () => {
  const { late, resumedMs } = await killOnce({ resumedAfterMs: 20_000 });
  expect([late, resumedMs]).toEqual([['not followed again in time: 1'], [20_000]]);
});

test('a conversation that was not seen to be followed before 15 s is late, even if it is at the next look', async () => {
  const { late } = await killOnce({ resumedAfterMs: 15_100 });
  expect(late).toEqual(['not followed again in time: 1']);
});

test('a conversation that a contact centre takes its time to call about again is not late', async () => {
  const { late, resumedMs } = await killOnce({ resumedAfterMs: 17_000, missedAfterMs: 12_000 });
  expect([late, resumedMs]).toEqual([[], [17_000]]);
});

test('a conversation about which a contact centre has called in vain after 15 s is late', async () => {
  const { late } = await killOnce({ resumedAfterMs: 21_000, missedAfterMs: 16_000 });
  expect(late).toEqual(['not followed again in time: 1']);
});

test('a conversation that nobody ever comes back to is given up, and late', async () => {
  const { late } = await killOnce({ resumedAfterMs: Number.POSITIVE_INFINITY });
  expect(late).toHaveLength(1);
});

test('a conversation that is over needs nobody', async () => {
  const { late } = await killOnce({ resumedAfterMs: Number.POSITIVE_INFINITY, endedAfterMs: 3_000 });
  expect(late).toEqual([]);
});
