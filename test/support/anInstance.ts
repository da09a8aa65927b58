import { randomUUID } from 'crypto';
import { Arrivals } from '../../lib/Arrivals';
import type { Desk } from '../../lib/Desk';
import type { Preparation } from '../../lib/Preparation';
import { Routing } from '../../lib/Routing';
import { RunningSessions } from '../../lib/RunningSessions';
import { Supervisor } from '../../lib/Supervisor';
import { Switchboard } from '../../lib/Switchboard';
import type { Stage } from './aStage';
import { MemoryHeartbeats } from './MemoryHeartbeats';
import { MemoryMailbox } from './MemoryMailbox';

/** What the instances of one cluster share. */
export interface Cluster {
  readonly stage: Stage;
  readonly mailbox: MemoryMailbox;
  readonly heartbeats: MemoryHeartbeats;
}

export function aCluster(stage: Stage): Cluster {
  return { stage, mailbox: new MemoryMailbox(), heartbeats: new MemoryHeartbeats() };
}

/** One process of the app. */
export interface Instance {
  readonly running: RunningSessions;
  readonly switchboard: Switchboard;
  readonly arrivals: Arrivals;
  readonly supervisor: Supervisor;
  /** Stops everything it does, as the death of its process would. */
  kill(): void;
}

/** @param prepared what the settings allow, instead of everything. */
export function anInstance(
  { stage, mailbox, heartbeats }: Cluster,
  name: string,
  prepared?: () => Promise<Preparation | undefined>,
): Instance {
  const life = { isAlive: true };
  const running = new RunningSessions(name);
  const never = new Promise<never>(() => undefined);
  /** Nothing that a dead process does has an effect, and nothing comes back to it. */
  const mortal = <T extends object>(real: T): T =>
    new Proxy(real, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => (life.isAlive ? value.apply(target, args) : never);
      },
    });
  const clock = {
    nowMs: () => stage.clock.nowMs(),
    wait: (ms: number) => (life.isAlive ? stage.clock.wait(ms) : never),
  };
  const parts = {
    ...stage,
    clock,
    provider: mortal(stage.provider),
    messages: mortal(stage.messages),
    sessions: mortal(stage.sessions),
    claims: mortal(stage.claims),
    inbox: mortal(stage.inbox),
    rooms: mortal(stage.omnichannel),
    holdsLease: () => running.holdsLease(stage.clock.nowMs()),
  };
  const { rooms, departments, sessions, claims, inbox, log } = parts;
  const desk: Desk = { rooms, departments, sessions, claims, inbox, clock, log, newId: randomUUID };
  const post = {
    mailbox: mortal(mailbox),
    heartbeats: mortal(heartbeats),
    clock,
    log,
    supervise: async () => undefined,
  };
  const prepare =
    prepared ??
    (async () => ({ routing: new Routing([], 'salesforce'), bridgeAgent: 'bridge', partsOf: async () => parts }));
  const switchboard = new Switchboard(desk, post.mailbox, running);
  const arrivals = new Arrivals(desk, post, running, prepare);
  const supervisor = new Supervisor(desk, post, running, { switchboard, arrivals }, prepare);
  const kill = () => {
    life.isAlive = false;
  };
  return { running, switchboard, arrivals, supervisor, kill };
}
