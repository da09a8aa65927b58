import { AsyncLocalStorage } from 'node:async_hooks';
import { AppManager } from '@rocket.chat/apps-engine/server/AppManager';

type Permissions = Pick<AppManager, 'getPermissionsById'>;

const managers = new Set<AppManager>();
const calling = new AsyncLocalStorage<AppManager>();

/** What the engine takes for its only manager, and asks for nothing but permissions. */
const directory: Permissions = {
  getPermissionsById(appId) {
    const any = [...managers].find((manager) => manager.getOneById(appId) !== undefined);
    return (calling.getStore() ?? any)?.getPermissionsById(appId) ?? [];
  },
};

/** Creates a manager beside those that exist. The engine refuses a second one, yet holds nothing else in that place. */
export function createManager(...options: ConstructorParameters<typeof AppManager>): AppManager {
  const engine = AppManager as unknown as { Instance: Permissions | undefined };
  engine.Instance = undefined;
  const manager = new AppManager(...options);
  managers.add(manager);
  engine.Instance = directory;
  return manager;
}

/** Forgets a manager whose instance is gone. */
export function forgetManager(manager: AppManager): void {
  managers.delete(manager);
}

/** Does work for an app with the permissions that this manager knows. */
export function withPermissionsOf<T>(manager: AppManager, work: () => T): T {
  return calling.run(manager, work);
}
