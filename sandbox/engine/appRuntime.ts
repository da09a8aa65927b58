import { prepareDeno } from './deno';
import { prepareNode } from './node';
import { makeFolders } from './runtimeFiles';

/** What apps run under: Deno as on the servers that the engine at hand belongs to, or Node as on newer ones. */
export type AppRuntime = 'deno' | 'node';

/** The runtimes by their names. */
export const APP_RUNTIMES: readonly AppRuntime[] = ['deno', 'node'];

/** Has this process's engines start apps under a runtime; answers where they may put temporary files. */
export async function prepareRuntime(runtime: AppRuntime): Promise<string> {
  if (runtime === 'node') await prepareNode();
  else prepareDeno();
  return makeFolders('tmp').tmp;
}
