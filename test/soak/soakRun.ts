import { SeededRandom } from '../../sandbox/contactCentre/SeededRandom';
import { leftOver } from '../kill/leftOver';
import { eventually } from '../support/eventually';
import { type Provider, planChat, planLastChat } from './ChatPlan';
import { type ChatRecord, check } from './check';
import type { Consoles } from './consoles/Consoles';
import { openConsoles } from './consoles/openConsoles';
import { Director } from './Director';
import { reportOf, type SoakReport } from './report';
import { SoakChat } from './SoakChat';
import { SoakScene, SPARE } from './SoakScene';
import { planTroubles } from './Trouble';

export interface SoakOptions {
  minutes: number;
  /** How many chats go on at a time. */
  chats: number;
  instances: number;
  seed: number;
  providers: readonly Provider[];
}

const TIDY_LIMIT_MS = 90_000;
const TRY_EVERY_MS = 500;
const VISITOR_EVERY_MS = 2_000;

/** Lets visitors and agents of all providers talk while everything goes wrong that can, and reports what came of it. */
export async function soakRun(options: SoakOptions): Promise<SoakReport> {
  const centres = new Map<Provider, Consoles>();
  try {
    for (const provider of options.providers) centres.set(provider, await openConsoles(provider, options.seed));
    const scene = await SoakScene.open(centres, options.instances);
    try {
      return await soak(scene, centres, options);
    } finally {
      await scene.close();
    }
  } finally {
    await Promise.all([...centres.values()].map(({ centre }) => centre.close()));
  }
}

async function soak(
  scene: SoakScene,
  centres: ReadonlyMap<Provider, Consoles>,
  { minutes, chats, seed, providers }: SoakOptions,
): Promise<SoakReport> {
  const durationMs = minutes * 60_000;
  const faults = new Map([...centres].map(([provider, consoles]) => [provider, Object.keys(consoles.faults)]));
  const director = new Director(scene, centres);
  let isOver = false;
  const lanes = Array.from({ length: chats }, (_, index) =>
    lane(scene, centres, {
      seed,
      lane: index + 1,
      provider: providers[index % providers.length] ?? 'messaging',
      isOver: () => isOver,
    }),
  );
  const [spare] = providers.filter((provider) => provider !== 'live-agent');
  if (spare !== undefined)
    lanes.push(spareLane(scene, centres.get(spare), { seed, provider: spare, isOver: () => isOver }));
  await director.run(planTroubles(new SeededRandom(seed), durationMs, faults));
  isOver = true;
  const records = (await Promise.all(lanes)).flat();
  const others = [...director.findings, ...(await leftInTheEnd(scene, centres))];
  return reportOf(
    records.map((record) => ({ record, findings: check(record) })),
    others,
    director.done,
  );
}

/** One chat after the other, each as its seed says. */
async function lane(
  scene: SoakScene,
  centres: ReadonlyMap<Provider, Consoles>,
  { seed, lane: number, provider, isOver }: { seed: number; lane: number; provider: Provider; isOver: () => boolean },
): Promise<ChatRecord[]> {
  const consoles = centres.get(provider);
  const records: ChatRecord[] = [];
  for (let round = 1; consoles && !isOver(); round++) {
    const random = new SeededRandom(seed * 1_000_003 + number * 1_009 + round);
    const plan = planChat(random, { lane: number, round, provider });
    records.push(await new SoakChat(scene, consoles, plan, random).play());
  }
  return records;
}

/** A department whose provider is created for each chat, and deleted while it carries it. */
async function spareLane(
  scene: SoakScene,
  consoles: Consoles | undefined,
  { seed, provider, isOver }: { seed: number; provider: Provider; isOver: () => boolean },
): Promise<ChatRecord[]> {
  const records: ChatRecord[] = [];
  for (let round = 1; consoles && !isOver(); round++) {
    await eventually(() => scene.connect(SPARE, consoles), TIDY_LIMIT_MS, TRY_EVERY_MS);
    const random = new SeededRandom(seed * 1_000_003 + round);
    const plan = planLastChat(random, { round, provider, department: SPARE });
    records.push(await new SoakChat(scene, consoles, plan, random).play());
  }
  return records;
}

/**
 * What dead processes leave behind is cleared away in rounds. Where a server is lost, the host's job can stand still for
 * minutes, and a process that has just been started makes no round before its first event; so visitors go on to come.
 */
async function leftInTheEnd(scene: SoakScene, centres: ReadonlyMap<Provider, Consoles>) {
  let visitors = 0;
  const look = async () => {
    // Somebody else each time: whoever has a chat open is given that again, and nobody is told of it.
    await scene.arrive(`passer-by-${++visitors}`);
    const all = await Promise.all([...centres.values()].map((consoles) => consoles.ghosts()));
    return leftOver({ client: scene.client, centre: { ghosts: async () => all.flat() } });
  };
  const tidy = async () => {
    const left = await look();
    if (left.length > 0) throw new Error('not yet');
    return left;
  };
  const left = await eventually(tidy, TIDY_LIMIT_MS, VISITOR_EVERY_MS).catch(look);
  return left.map((what) => {
    const kind = what.startsWith('ghost') ? 'ghost' : what.startsWith('stuck') ? 'stuck' : 'other';
    return { kind, what } as const;
  });
}
