import type { Server as HttpServer } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { IPermission } from '@rocket.chat/apps-engine/definition/permissions/IPermission';
import type { Express } from 'express';
import { type Clock, MovedClock } from '../clock';
import type { Accounts } from '../http/Accounts';
import { AppEndpoints } from '../http/appEndpoints';
import { Server } from '../rocketchat/Server';
import type { Workspace } from '../rocketchat/Workspace';
import { AppEvents } from './AppEvents';
import { AppHost } from './AppHost';
import { AppReplica } from './AppReplica';
import type { Commands } from './bridges/Commands';
import type { BridgeTargets } from './bridges/createBridges';
import { createBridges } from './bridges/createBridges';
import type { WorkspaceKeys } from './bridges/Internals';
import type { ClusterBus } from './ClusterBus';
import type { Documents } from './converters/Documents';
import { userToApp } from './converters/users';
import type { Monitor } from './observe/Monitor';
import type { AppStores } from './storages';
import { UserActions } from './UserActions';

/** What all instances of a workspace have in common. */
export interface Cluster {
  workspace: Workspace;
  clock: Clock;
  stores: AppStores;
  keys: WorkspaceKeys;
  bus: ClusterBus;
  monitor: Monitor;
  accounts: Accounts;
  tempFilePath: string;
}

/** Longer than callers pause, so that none of them meets a connection that is just being closed. */
const KEEP_ALIVE_MS = 60_000;
const RESTART_POLL_MS = 10;
const RESTART_TIMEOUT_MS = 20_000;

/** One server of the cluster: its services, its Apps-Engine and its HTTP port. */
export class Instance {
  readonly server: Server;
  readonly host: AppHost;
  readonly commands: Commands;
  readonly actions: UserActions;
  readonly endpoints: AppEndpoints;
  private readonly clock: MovedClock;
  private readonly replica: AppReplica;
  private readonly sockets = new Set<Socket>();
  private listener: HttpServer | undefined;
  private gone = false;

  constructor(
    readonly id: string,
    private readonly cluster: Cluster,
  ) {
    const { workspace, stores, monitor, tempFilePath } = cluster;
    const clock = new MovedClock(cluster.clock);
    this.clock = clock;
    const documents = documentsOf(() => this.server, clock);
    const listeners = () => this.host.manager.getListenerManager();
    const events = new AppEvents({ instance: id, documents, monitor, listeners });
    this.server = new Server(workspace, { clock, emit: (event) => this.gone || events.emit(event) });
    this.endpoints = new AppEndpoints(
      (...call) => this.host.manager.getApiManager().executeApi(...call),
      (request) => {
        const user = cluster.accounts.userOf(request);
        return user && userToApp(user);
      },
    );
    const { bridges, commands } = createBridges(this.bridgeTargets(documents));
    this.commands = commands;
    this.host = new AppHost({ instance: id, stores, bridges, monitor, tempFilePath });
    this.actions = new UserActions(
      () => this.host.manager,
      () => this.server,
      documents,
    );
    this.replica = new AppReplica(id, { host: this.host, stores, scheduler: this.server.scheduler });
  }

  /** Where the instance answers. */
  get url(): string {
    const address = this.listener?.address() as AddressInfo | null | undefined;
    if (!address) throw new Error(`Instance ${this.id} does not listen`);
    return `http://127.0.0.1:${address.port}`;
  }

  /** Whether the instance is still there. */
  get alive(): boolean {
    return !this.gone;
  }

  /** Loads the apps, starts background work and listens. */
  async start(front: Express, port: number): Promise<void> {
    await this.host.start();
    this.cluster.bus.join(this.replica);
    this.server.start();
    const listener = createServer(front);
    this.listener = listener;
    listener.keepAliveTimeout = KEEP_ALIVE_MS;
    listener.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(port, '127.0.0.1', resolve);
    });
  }

  /** Kills the process of an app; the engine starts another one. Answers the count of restarts so far. */
  kill(appId: string): { pid: number; restarts: number } {
    const { deno, livenessManager } = this.host.controller(appId);
    if (deno?.pid === undefined) throw new Error(`The app ${appId} has no process`);
    process.kill(deno.pid, 'SIGKILL');
    return { pid: deno.pid, restarts: livenessManager.restartCount };
  }

  /** Resolves when the engine has restarted an app's process more often than `restarts` times. */
  async waitForRestart(appId: string, restarts: number): Promise<void> {
    const deadline = Date.now() + RESTART_TIMEOUT_MS;
    // The controller says `ready` before the app is constructed again; only the count is to be trusted.
    while (this.host.controller(appId).livenessManager.restartCount <= restarts) {
      if (Date.now() > deadline) throw new Error(`The process of ${appId} was not restarted in time`);
      await new Promise((resolve) => setTimeout(resolve, RESTART_POLL_MS));
    }
  }

  /** Somebody sets the clock of the machine: by so much forward, or back if that is negative. */
  async moveClock(byMs: number): Promise<void> {
    this.clock.move(byMs);
    await this.host.processes.clock.move(byMs);
  }

  /** The whole instance dies: nobody is told, nothing is given back, its port is closed. */
  async vanish(): Promise<void> {
    if (this.gone) return;
    this.server.crash();
    await this.leave();
  }

  /** Shuts the instance down. */
  async close(): Promise<void> {
    if (this.gone) return;
    this.server.stop();
    await this.leave();
  }

  private async leave(): Promise<void> {
    this.gone = true;
    this.cluster.bus.leave(this.replica);
    this.listener?.close();
    for (const socket of this.sockets) socket.destroy();
    await this.host.close();
  }

  private bridgeTargets(documents: Documents): BridgeTargets {
    const { id, server, endpoints } = this;
    const { bus, monitor, keys } = this.cluster;
    return {
      instance: id,
      monitor,
      server,
      documents,
      endpoints,
      keys,
      notifier: {
        removed: (appId) => {
          server.scheduler.unregister(appId);
          bus.tell(id, { kind: 'removed', appId });
        },
        statusChanged: (appId, status) => bus.tell(id, { kind: 'status', appId, status }),
        settingChanged: (appId, setting) => bus.tell(id, { kind: 'setting', appId, setting }),
      },
      hiddenSettings: (appId) => grantedHiddenSettings(this.host.manager.getPermissionsById(appId)),
      appName: (appId) => this.host.manager.getOneById(appId)?.getName(),
    };
  }
}

function documentsOf(server: () => Server, clock: Clock): Documents {
  return {
    user: (id) => server().users.get(id),
    visitor: (id) => server().visitors.get(id),
    department: (id) => server().departments.get(id),
    room: (id) => server().rooms.get(id),
    directRoom: (id) => server().directRooms.get(id),
    now: () => new Date(clock.now()),
  };
}

function grantedHiddenSettings(permissions: IPermission[]): string[] {
  const granted = permissions.find(({ name }) => name === 'server-setting.read') as
    | (IPermission & { hiddenSettings?: string[] })
    | undefined;
  return granted?.hiddenSettings ?? [];
}
