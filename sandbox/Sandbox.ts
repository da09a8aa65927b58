import type { IPermission } from '@rocket.chat/apps-engine/definition/permissions/IPermission';
import AdmZip from 'adm-zip';
import { Router } from 'express';
import type { Clock } from './clock';
import { RealClock } from './clock';
import { type AppRuntime, prepareRuntime } from './engine/appRuntime';
import { WorkspaceKeys } from './engine/bridges/Internals';
import { ClusterBus } from './engine/ClusterBus';
import { userToApp } from './engine/converters/users';
import type { Cluster } from './engine/Instance';
import { Instance } from './engine/Instance';
import { Monitor } from './engine/observe/Monitor';
import { createAppStores } from './engine/storages';
import { Accounts } from './http/Accounts';
import { createFront } from './http/front';
import type { WorkspaceOptions } from './rocketchat/Workspace';
import { Workspace } from './rocketchat/Workspace';

/** How a sandbox starts; whatever is left out takes its default. */
export interface SandboxOptions {
  /** How many servers share the workspace; one by default. */
  instances?: number;
  /** Port of the first instance, the others follow it; any free ports by default. */
  port?: number;
  /** What apps run under; Deno by default. */
  runtime?: AppRuntime;
  clock?: Clock;
  admin?: { username: string; password: string };
  workspace?: WorkspaceOptions;
  /** What its servers answer besides the calls of Rocket.Chat. */
  routes?: Router;
}

/** A running workspace: an empty Rocket.Chat with real Apps-Engines, as a cluster of one or more servers. */
export class Sandbox {
  constructor(
    readonly cluster: Cluster,
    readonly instances: readonly Instance[],
  ) {}

  /** Where the living instances answer. */
  get urls(): string[] {
    return this.instances.filter(({ alive }) => alive).map(({ url }) => url);
  }

  /** The first of the {@link urls}. */
  get url(): string {
    const [url] = this.urls;
    if (url === undefined) throw new Error('No instance is left');
    return url;
  }

  /** Installs and enables a packaged app on all instances; answers its id. */
  async install(zip: Buffer): Promise<string> {
    const instance = this.instances.find(({ alive }) => alive);
    const admin = instance?.server.users.list().find(({ roles }) => roles.includes('admin'));
    if (instance === undefined || admin === undefined) throw new Error('No instance is left');
    const result = await instance.host.install({ zip, permissions: declaredBy(zip), user: userToApp(admin) });
    const appId = result.getAppInfo().id;
    this.cluster.bus.tell(instance.id, { kind: 'added', appId });
    await this.cluster.bus.settled();
    return appId;
  }

  /** Ends every instance and every app process. */
  async close(): Promise<void> {
    await Promise.all(this.instances.map((instance) => instance.close()));
  }
}

/** The permissions that a package asks for, all of which an administrator grants who installs it. */
function declaredBy(zip: Buffer): IPermission[] | undefined {
  const manifest = JSON.parse(new AdmZip(zip).readAsText('app.json')) as { permissions?: IPermission[] };
  return manifest.permissions;
}

/** Starts a workspace that holds its administrator and nothing else. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  // Under `test` the engine skips its permission checks, and express shows stack traces outside `production`.
  process.env.NODE_ENV = 'production';
  surviveLostPromises();
  const cluster = createCluster(options, await prepareRuntime(options.runtime ?? 'deno'));
  const ids = Array.from({ length: options.instances ?? 1 }, (_, index) => `instance-${index + 1}`);
  const instances = ids.map((id) => new Instance(id, cluster));
  const sandbox = new Sandbox(cluster, instances);
  try {
    for (const [index, instance] of instances.entries()) {
      await instance.start(
        createFront({ instance, cluster }, options.routes ?? Router()),
        options.port ? options.port + index : 0,
      );
    }
  } catch (error) {
    await sandbox.close();
    throw error;
  }
  cluster.workspace.changeSetting('Site_Url', sandbox.url);
  createAdmin(sandbox, options.admin ?? { username: 'admin', password: 'admin' });
  return sandbox;
}

function createCluster(options: SandboxOptions, tempFilePath: string): Cluster {
  const workspace = new Workspace(options.workspace);
  return {
    workspace,
    clock: options.clock ?? new RealClock(),
    stores: createAppStores(),
    keys: new WorkspaceKeys(),
    bus: new ClusterBus(),
    monitor: new Monitor(),
    accounts: new Accounts((id) => workspace.users.get(id)),
    tempFilePath,
  };
}

function createAdmin(sandbox: Sandbox, admin: { username: string; password: string }): void {
  const server = sandbox.instances[0]?.server;
  const user = server?.users.create({ username: admin.username, name: 'Administrator', roles: ['admin', 'user'] });
  if (user) sandbox.cluster.accounts.setPassword(user._id, admin.password);
}

let surviving = false;

/** The engine leaves calls of event handlers unwatched; a rejection among them must not end the server. */
function surviveLostPromises(): void {
  if (surviving) return;
  surviving = true;
  process.on('unhandledRejection', (reason) => console.error('Nobody waited for this failure:', reason));
}
