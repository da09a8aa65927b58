import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp';

/** A message of the runtime to the host. */
interface RuntimeMessage {
  payload: { method: string };
}

/** What the sandbox touches of the engine's controller of one app process. */
export interface RuntimeController {
  deno?: { pid?: number; kill(signal: NodeJS.Signals): boolean; stdin?: NodeJS.EventEmitter | null };
  state: string;
  livenessManager: {
    restartCount: number;
    restartProcess(reason: string): Promise<void>;
    stop(): void;
  };
  spawnProcess(): void;
  sendRequest(message: { method: string; params?: unknown }, options?: unknown): Promise<unknown>;
  handleIncomingMessage(message: RuntimeMessage): Promise<void>;
}

/** The controller of an app, or undefined when the app could not be compiled. */
export function controllerOf(app: ProxiedApp): RuntimeController | undefined {
  const controller: unknown = app.getRuntimeController();
  return (controller as Partial<RuntimeController>).livenessManager ? (controller as RuntimeController) : undefined;
}
