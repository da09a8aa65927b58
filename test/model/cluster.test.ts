/// <reference types="jest" />
import fc from 'fast-check';
import { SeededRandom } from '../../sandbox/contactCentre/SeededRandom';
import { faultsOf } from './judge';
import { runs } from './runs';
import { type Step, steps } from './steps';
import { type Way, World } from './World';

/** Longer than any time-out but the queue's, and any look that comes only now and then. */
const QUIET_MS = 150_000;
const QUEUE_MS = 61_000;
const HANDOVER: Step = { kind: 'room is handed over', isKept: true };

afterEach(() => {
  jest.restoreAllMocks();
});

async function played(taken: readonly Step[], random: SeededRandom, way: Way): Promise<World> {
  jest.spyOn(Math, 'random').mockImplementation(() => random.fraction());
  const world = new World(random, way);
  for (const step of [HANDOVER, ...taken]) await world.take(step);
  return world;
}

test.each([
  ['asked for news', 'asking'],
  ['calling a webhook', 'called'],
] as const)(
  'whatever happens, with a contact centre that is %s, every session is carried by one or over',
  async (_name, way) => {
    await fc.assert(
      fc.asyncProperty(steps, fc.nat(), async (taken, seed) => {
        const random = new SeededRandom(seed);
        const world = await played(taken, random, way);
        world.recover();
        await world.pass(QUIET_MS);
        expect(await faultsOf(world)).toEqual([]);
        for (const conversation of world.centre.open()) world.centre.end(conversation);
        await world.pass(QUEUE_MS);
        expect(await faultsOf(world)).toEqual([]);
        expect([await world.stage.sessions.list(), world.centre.open()]).toEqual([[], []]);
      }),
      runs(15),
    );
  },
  1_800_000,
);
