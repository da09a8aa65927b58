import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager';
import type { IParseAppPackageResult } from '@rocket.chat/apps-engine/server/compiler';
import { DenoRuntimeSubprocessController } from '@rocket.chat/apps-engine/server/runtime/deno/AppsEngineDenoRuntime';
import type { IAppStorageItem } from '@rocket.chat/apps-engine/server/storage';
import type { Monitor } from './observe/Monitor';
import { ProcessClock } from './ProcessClock';
import { withPermissionsOf } from './permissions';
import type { RuntimeController } from './runtimeController';

type Factory = (
  manager: AppManager,
  appPackage: IParseAppPackageResult,
  item: IAppStorageItem,
) => DenoRuntimeSubprocessController;

const livePids = new Set<number>();
process.on('exit', () => {
  for (const pid of livePids) killNow(pid);
});

/** The Deno processes of one instance, watched from their first moment on. */
export class AppProcesses {
  readonly clock: ProcessClock;
  private closed = false;
  private readonly controllers = new Set<RuntimeController>();

  constructor(
    private readonly instance: string,
    private readonly monitor: Monitor,
    tempFilePath: string,
  ) {
    this.clock = new ProcessClock(tempFilePath);
  }

  /** Sees to it that every process which the engine starts from now on is watched. */
  observe(manager: AppManager): void {
    const factory: Factory = (owner, appPackage, item) => {
      const controller = new DenoRuntimeSubprocessController(owner, appPackage, item);
      this.watch(controller as unknown as RuntimeController, manager);
      return controller;
    };
    Object.assign(manager.getRuntime(), { runtimeFactory: factory });
  }

  /** Ends every process with SIGKILL and keeps the engine from reviving any. */
  close(): void {
    this.closed = true;
    for (const controller of this.controllers) {
      controller.livenessManager.restartProcess = () => Promise.resolve();
      controller.livenessManager.stop();
      if (controller.deno?.pid !== undefined) killNow(controller.deno.pid);
    }
  }

  private watch(controller: RuntimeController, manager: AppManager): void {
    this.controllers.add(controller);
    this.watchSpawn(controller);
    this.watchCalls(controller, manager);
  }

  private watchSpawn(controller: RuntimeController): void {
    const spawn = controller.spawnProcess.bind(controller);
    controller.spawnProcess = () => {
      if (this.closed) throw new Error('This instance is closed');
      spawn();
      const child = controller.deno as (RuntimeController['deno'] & NodeJS.EventEmitter) | undefined;
      const pid = child?.pid;
      if (child === undefined || pid === undefined) return;
      livePids.add(pid);
      this.clock.begin(pid);
      child.once('exit', () => {
        livePids.delete(pid);
        this.clock.end(pid);
      });
      // A process that was killed closes its pipes before its exit is known.
      child.stdin?.on('error', () => undefined);
    };
  }

  private watchCalls(controller: RuntimeController, manager: AppManager): void {
    const { trace, faults } = this.monitor;
    const { instance } = this;
    const send = controller.sendRequest.bind(controller);
    controller.sendRequest = (message, options) =>
      trace.record({ kind: 'request', method: message.method, instance }, () => send(message, options));
    const handle = controller.handleIncomingMessage.bind(controller);
    controller.handleIncomingMessage = (message) => {
      const { method } = message.payload;
      if (!/^(accessor|bridges):/.test(method)) return handle(message);
      const serve = (): Promise<void> => withPermissionsOf(manager, () => handle(message));
      return trace.record({ kind: 'rpc', method, instance }, () => faults.onTheWay().then(serve));
    };
  }
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    livePids.delete(pid);
  }
}
