import { AppStatus } from '@rocket.chat/apps-engine/definition/AppStatus';
import type { IPermission } from '@rocket.chat/apps-engine/definition/permissions/IPermission';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager';
import type { AppBridges } from '@rocket.chat/apps-engine/server/bridges';
import type { AppFabricationFulfillment } from '@rocket.chat/apps-engine/server/compiler';
import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp';
import { AppProcesses } from './AppProcesses';
import type { Monitor } from './observe/Monitor';
import { createManager, forgetManager } from './permissions';
import type { RuntimeController } from './runtimeController';
import { controllerOf } from './runtimeController';
import type { AppStores } from './storages';

/** What a host of apps is built from. */
export interface AppHostOptions {
  instance: string;
  stores: AppStores;
  bridges: AppBridges;
  monitor: Monitor;
  tempFilePath: string;
}

/** A package to install or to update to. */
export interface AppPackage {
  zip: Buffer;
  permissions?: IPermission[];
  user: IUser;
}

/** The Apps-Engine of one instance: the engine's manager and the processes of its apps. */
export class AppHost {
  readonly manager: AppManager;
  readonly processes: AppProcesses;

  constructor({ stores, bridges, tempFilePath, instance, monitor }: AppHostOptions) {
    this.manager = createManager({
      metadataStorage: stores.metadata,
      logStorage: stores.logs,
      sourceStorage: stores.sources,
      bridges,
      tempFilePath,
    });
    this.processes = new AppProcesses(instance, monitor, tempFilePath);
    this.processes.observe(this.manager);
  }

  /** Loads and starts the apps that the store holds. */
  async start(): Promise<void> {
    await this.manager.load();
    await this.manager.enableAll();
  }

  /** Installs and enables an app, as an upload by an administrator does. */
  async install({ zip, permissions, user }: AppPackage): Promise<AppFabricationFulfillment> {
    const result = await this.manager.add(zip, { enable: false, permissionsGranted: permissions, user });
    failOnErrors(result);
    await this.manager.changeStatus(result.getAppInfo().id, AppStatus.MANUALLY_ENABLED);
    return result;
  }

  /** Replaces an installed app by another version. */
  async update({ zip, permissions, user }: AppPackage): Promise<AppFabricationFulfillment> {
    // The engine takes a missing list, though its type does not say so.
    const result = await this.manager.update(zip, permissions as IPermission[], { loadApp: true, user });
    failOnErrors(result);
    return result;
  }

  /** An installed app; rejects with Rocket.Chat's words for one that is not there. */
  app(appId: string): ProxiedApp {
    const app = this.manager.getOneById(appId);
    if (app === undefined) throw new Error(`No App found by the id of: ${appId}`);
    return app;
  }

  /** The controller of the process of an installed app. */
  controller(appId: string): RuntimeController {
    const controller = controllerOf(this.app(appId));
    if (controller === undefined) throw new Error(`The app ${appId} has no process`);
    return controller;
  }

  /** Ends all app processes for good, without a word to the apps. */
  async close(): Promise<void> {
    this.processes.close();
    forgetManager(this.manager);
    const apps = await this.manager.get();
    await Promise.all(
      apps.map((app) =>
        this.manager
          .getRuntime()
          .stopRuntime(app.getRuntimeController())
          .catch(() => undefined),
      ),
    );
  }
}

function failOnErrors(result: AppFabricationFulfillment): void {
  if (result.hasStorageError()) throw new Error(result.getStorageError());
  if (result.hasAppUserError()) throw new Error('Failed to create an app user for this app.');
}
