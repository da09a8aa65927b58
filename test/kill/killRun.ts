import { systemClock } from '../../lib/clock';
import { SeededRandom } from '../../sandbox/contactCentre/SeededRandom';
import { eventually } from '../support/eventually';
import { openCentre, type ProviderName } from './centres';
import { Killer } from './Killer';
import { KillScene } from './KillScene';
import { leftOver } from './leftOver';
import { Pair } from './Pair';

export interface KillOptions {
  provider: ProviderName;
  chats: number;
  kills: number;
  seed: number;
  instances: number;
}

export interface KillReport {
  rounds: number;
  visitorTexts: number;
  agentTexts: number;
  kills: number;
  /** Milliseconds until every conversation was followed again. */
  resumed: { median: number; worst: number };
  /** When that took longer than promised; how long it takes depends on what else the machine has to do. */
  late: string[];
  /** Everything that went wrong; a good run has none. */
  findings: string[];
}

const TIDY_LIMIT_MS = 90_000;

/** Lets visitors and agents talk while processes are killed and calls go wrong, and reports what came of it. */
export async function killRun({ provider, chats, kills, seed, instances }: KillOptions): Promise<KillReport> {
  const centre = await openCentre(provider, seed);
  try {
    const scene = await KillScene.open(centre, instances);
    try {
      await centre.goWrong();
      let isOver = false;
      const killer = new Killer(scene, new SeededRandom(seed), systemClock);
      const pairs = Array.from({ length: chats }, (_, index) => {
        const random = new SeededRandom(seed * 1_000 + index + 1);
        return new Pair(scene, { name: `pair-${index + 1}`, random, isOver: () => isOver });
      });
      const talking = Promise.all(pairs.map((pair) => pair.run()));
      await killer.run(kills);
      isOver = true;
      await talking;
      return report(killer, pairs, [...(await leftInTheEnd(scene)), ...centre.doubleListeners]);
    } finally {
      await scene.close();
    }
  } finally {
    await centre.close();
  }
}

/** What dead processes leave behind is cleared away in rounds. */
async function leftInTheEnd(scene: KillScene): Promise<string[]> {
  const tidy = async () => {
    const left = await leftOver(scene);
    if (left.length > 0) throw new Error('not yet');
    return left;
  };
  return eventually(tidy, TIDY_LIMIT_MS).catch(() => leftOver(scene));
}

function report({ kills, resumedMs, late }: Killer, pairs: readonly Pair[], others: readonly string[]): KillReport {
  const sum = (of: (pair: Pair) => number) => pairs.reduce((total, pair) => total + of(pair), 0);
  const sorted = [...resumedMs].sort((a, b) => a - b);
  return {
    rounds: sum(({ rounds }) => rounds),
    visitorTexts: sum(({ typed }) => typed.visitor),
    agentTexts: sum(({ typed }) => typed.agent),
    kills,
    resumed: { median: sorted[Math.floor(sorted.length / 2)] ?? 0, worst: sorted[sorted.length - 1] ?? 0 },
    late,
    findings: [...pairs.flatMap(({ findings }) => findings), ...others],
  };
}
