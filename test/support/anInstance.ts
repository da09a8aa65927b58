import { randomUUID } from 'crypto';
import { Arrivals } from '../../lib/Arrivals';
import type { Desk } from '../../lib/Desk';
import type { Preparation } from '../../lib/Preparation';
import type { Provider } from '../../lib/provider';
import type { Rounds } from '../../lib/Rounds';
import { Routing } from '../../lib/Routing';
import { RunningSessions } from '../../lib/RunningSessions';
import type { Room, TransferAnswer } from '../../lib/rooms';
import { Supervisor } from '../../lib/Supervisor';
import { Switchboard } from '../../lib/Switchboard';
import type { EndCause, Session } from '../../lib/session';
import type { Stage } from './aStage';
import { MemoryHeartbeats } from './MemoryHeartbeats';
import { MemoryMailbox } from './MemoryMailbox';
import { MemoryProviderStore } from './MemoryProviderStore';
import { Wire } from './Wire';

/** What the instances of one cluster share. */
export interface Cluster {
  readonly stage: Stage;
  readonly mailbox: MemoryMailbox;
  readonly heartbeats: MemoryHeartbeats;
  readonly providers: MemoryProviderStore;
}

export function aCluster(stage: Stage): Cluster {
  return {
    stage,
    mailbox: new MemoryMailbox(),
    heartbeats: new MemoryHeartbeats(),
    providers: new MemoryProviderStore(),
  };
}

/** One process of the app. */
export interface Instance {
  /** What its endpoints work with. */
  readonly desk: Desk;
  readonly running: RunningSessions;
  readonly switchboard: Switchboard;
  readonly arrivals: Arrivals;
  readonly supervisor: Supervisor;
  /** Stops everything it does, as the death of its process would. */
  kill(): void;
}

/** What is different about an instance. */
export interface InstanceOptions {
  /** What the settings allow, instead of everything. */
  readonly prepared?: () => Promise<Preparation | undefined>;
  /** What lies between it and everything else, instead of nothing. */
  readonly wire?: Wire;
  /** What goes wrong in calls of the host. */
  readonly trouble?: (when: 'before' | 'after') => void;
  /** How it talks to the contact centre, instead of by the script. */
  readonly provider?: Provider;
  readonly newId?: () => string;
  /** Looks after other instances while it carries sessions; otherwise only when it is told to. */
  readonly rounds?: Rounds;
}

export function anInstance(
  { stage, mailbox, heartbeats, providers }: Cluster,
  name: string,
  { prepared, wire = new Wire(stage.clock), trouble, provider, newId = randomUUID, rounds }: InstanceOptions = {},
): Instance {
  const running = new RunningSessions(name, wire);
  /** Nothing that a dead process does has an effect, and nothing comes back to it. */
  const mortal = <T extends object>(real: T): T =>
    new Proxy(real, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => wire.carry(() => value.apply(target, args), trouble);
      },
    });
  const omnichannel = mortal(stage.omnichannel);
  const failed = (cause: unknown): TransferAnswer => ({ kind: 'failed', cause });
  const parts = {
    ...stage,
    clock: wire,
    provider: provider ?? mortal(stage.provider),
    messages: mortal(stage.messages),
    sessions: mortal(stage.sessions),
    claims: mortal(stage.claims),
    inbox: mortal(stage.inbox),
    rooms: {
      find: (roomId: string) => omnichannel.find(roomId),
      openRoomsOf: (username: string) => omnichannel.openRoomsOf(username),
      close: (room: Room, comment: string) => omnichannel.close(room, comment),
      transfer: (room: Room, departmentId: string) => omnichannel.transfer(room, departmentId).catch(failed),
      assign: (room: Room, username: string) => omnichannel.assign(room, username).catch(failed),
    },
    departments: mortal(stage.departments),
    announceEnd: (session: Session, cause: EndCause) => wire.carry(() => stage.announceEnd(session, cause)),
    turns: running.turns,
    holdsLease: () => running.holdsLease(stage.clock.nowMs()),
  };
  const { rooms, departments, sessions, claims, inbox, messages, log } = parts;
  const desk: Desk = { rooms, departments, sessions, claims, inbox, messages, clock: wire, log, newId };
  const supervise = async (): Promise<void> => {
    await rounds?.makeIfDue((kind) => supervisor.round(kind)).catch((error) => log.warn('A round failed', { error }));
  };
  const post = { mailbox: mortal(mailbox), heartbeats: mortal(heartbeats), clock: wire, log, supervise };
  const prepare =
    prepared ??
    (async () => ({
      routing: new Routing([], 'salesforce'),
      bridgeAgent: 'bridge',
      serverLanguage: 'es',
      partsOf: async () => parts,
    }));
  const switchboard = new Switchboard(desk, post.mailbox, running);
  const arrivals = new Arrivals(desk, post, running, prepare);
  const supervisor = new Supervisor(desk, post, running, { switchboard, arrivals, providers }, prepare);
  return { desk, running, switchboard, arrivals, supervisor, kill: () => wire.cut() };
}
