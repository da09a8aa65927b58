import { SeededRandom } from '../../sandbox/salesforce-live-agent/SeededRandom';
import { SettingId } from '../../settings/SettingId';
import { eventually } from '../support/eventually';
import { LiveAgentScene, ORG } from '../support/LiveAgentScene';
import { APP_ID } from '../support/Scene';
import { Killer } from './Killer';
import { EXIT_WORD, Pair } from './Pair';

export interface KillOptions {
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
  /** Milliseconds until every chat was followed again. */
  resumed: { median: number; worst: number };
  /** Everything that went wrong; a good run has none. */
  findings: string[];
}

/** What goes wrong at Salesforce meanwhile. */
const FAULTS = [
  { kind: 'move', call: 'System/Messages', probability: 0.004 },
  { kind: 'move', call: 'Chasitor/ChatMessage', probability: 0.02 },
  { kind: 'poll-conflict', call: 'System/Messages', probability: 0.01 },
  { kind: 'sequence-conflict', call: 'Chasitor/ChatMessage', probability: 0.02 },
  { kind: 'drop', call: '*', when: 'before', probability: 0.01 },
  { kind: 'drop', call: '*', when: 'after', probability: 0.01 },
  { kind: 'drop', call: '*', when: 'during', probability: 0.01 },
  { kind: 'status', call: 'Chasitor/ChatMessage', status: 500, when: 'before', probability: 0.01 },
] as const;

/** Lets visitors and agents talk while processes are killed and calls go wrong, and reports what came of it. */
export async function killRun({ chats, kills, seed, instances }: KillOptions): Promise<KillReport> {
  const scene = await LiveAgentScene.open({ instances, seed, settings: { [SettingId.exitWords]: EXIT_WORD } });
  try {
    await scene.salesforce.setAgent(ORG.ana, { acceptAfterMs: 200 });
    const secondPolls: string[] = [];
    const stopWatching = await scene.salesforce.watch(({ kind, chat }) => {
      if (kind === 'second-poll') secondPolls.push(`two polls at once for ${chat}`);
    });
    for (const fault of FAULTS) await scene.salesforce.addFault(fault);
    let isOver = false;
    const killer = new Killer(scene, new SeededRandom(seed));
    const pairs = Array.from({ length: chats }, (_, index) => {
      const random = new SeededRandom(seed * 1_000 + index + 1);
      return new Pair(scene, { name: `pair-${index + 1}`, random, isOver: () => isOver });
    });
    const talking = Promise.all(pairs.map((pair) => pair.run()));
    await killer.run(kills);
    isOver = true;
    await talking;
    const left = await leftOver(scene);
    stopWatching();
    return report(killer, pairs, [...secondPolls, ...left]);
  } finally {
    await scene.close();
  }
}

/** What should not be there when every round is over. */
async function leftOver(scene: LiveAgentScene): Promise<string[]> {
  const look = async () => {
    const [sessions, rooms, records] = await Promise.all([
      scene.salesforce.sessions(),
      scene.client.livechat.rooms({ open: true, count: 1_000 }),
      scene.client.control.records(APP_ID),
    ]);
    const stuck = rooms.filter(({ servedBy }) => servedBy?.username !== 'botty');
    const kept = records.filter(({ associations = [] }) => !associations.some(({ id }) => id === 'handover-instance'));
    return [
      ...sessions
        .filter(({ state }) => !['new', 'ended', 'failed'].includes(state))
        .map(({ id, state }) => `ghost at Salesforce: ${id} is ${state}`),
      ...stuck.map(({ _id }) => `stuck room: ${_id}`),
      ...kept.map(({ data }) => `record left: ${JSON.stringify(data).slice(0, 200)}`),
      ...(await scene.client.control.unimplemented()).map((method) => `not in the sandbox: ${method}`),
    ];
  };
  return eventually(async () => {
    const findings = await look();
    if (findings.length > 0) throw new Error('not yet');
    return findings;
  }, 40_000).catch(look);
}

function report(killer: Killer, pairs: readonly Pair[], others: readonly string[]): KillReport {
  const sum = (of: (pair: Pair) => number) => pairs.reduce((total, pair) => total + of(pair), 0);
  const sorted = [...killer.resumedMs].sort((a, b) => a - b);
  return {
    rounds: sum(({ rounds }) => rounds),
    visitorTexts: sum(({ typed }) => typed.visitor),
    agentTexts: sum(({ typed }) => typed.agent),
    kills: killer.kills,
    resumed: { median: sorted[Math.floor(sorted.length / 2)] ?? 0, worst: sorted[sorted.length - 1] ?? 0 },
    findings: [...pairs.flatMap(({ findings }) => findings), ...killer.findings, ...others],
  };
}
