import { randomUUID } from 'crypto';
import type { Desk } from '../../lib/Desk';
import { RunningSessions } from '../../lib/RunningSessions';
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
  /** Stops everything it does, as the death of its process would. */
  kill(): void;
}

export function anInstance({ stage, mailbox, heartbeats }: Cluster, name: string): Instance {
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
    rooms: mortal(stage.omnichannel),
    holdsLease: () => running.holdsLease(stage.clock.nowMs()),
  };
  const { rooms, departments, sessions, claims, log } = parts;
  const desk: Desk = { rooms, departments, sessions, claims, clock, log, newId: randomUUID };
  const post = { mailbox: mortal(mailbox), heartbeats: mortal(heartbeats) };
  const prepare = async () => ({ parts, providerId: 'settings', servedDepartment: 'salesforce' });
  const switchboard = new Switchboard(desk, post, running, prepare);
  const kill = () => {
    life.isAlive = false;
  };
  return { running, switchboard, kill };
}
