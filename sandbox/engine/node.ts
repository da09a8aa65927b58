import { realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { ENGINE, launchAppsBy, makeFolders, packageFolder, place, quoted } from './runtimeFiles';
import { runtimeImports } from './runtimeImports';

const PLATFORM = path.join(__dirname, 'nodePlatform');
/** The engine's arguments without those for Deno. */
const OWN_ARGUMENTS = 'while [ "$#" -gt 0 ] && [ "$1" != --subprocess ]; do shift; done\n';

/**
 * Has the engine start apps under Node as servers from 8.8 on do: with Node's permission model, reading its own files
 * and the engine's and writing none. The runtime is the engine's own, made for Deno, with Node behind it. Safe to call
 * from several processes at the same time.
 */
export async function prepareNode(): Promise<void> {
  const { 'bin-node': bin, node, tmp } = makeFolders('bin-node', 'node', 'tmp');
  const main = path.join(node, 'main.mjs');
  place(main, await runtimeForNode(), 0o644);
  const modules = path.join(packageFolder(ENGINE), '../..');
  const readable = new Set([tmp, node, modules, realpathSync(modules)]);
  const flags = [...permissionModel(), ...[...readable].map((folder) => `--allow-fs-read=${folder}`)];
  const words = ['env', '-i', process.execPath, ...flags, main].map(quoted);
  launchAppsBy(bin, { script: OWN_ARGUMENTS, command: `${words.join(' ')} "$@"` });
}

/** Node 20 still calls it an experiment, and would tell the engine so with every start. */
function permissionModel(): string[] {
  const isSettled = process.allowedNodeEnvironmentFlags.has('--permission');
  return isSettled ? ['--permission'] : ['--experimental-permission', '--disable-warning=ExperimentalWarning'];
}

async function runtimeForNode(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(packageFolder(ENGINE), 'deno-runtime', 'main.ts')],
    inject: [path.join(PLATFORM, 'deno.ts'), path.join(PLATFORM, 'events.ts')],
    plugins: [localImports()],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('');
}

/** Resolves what the runtime imports as its import map for Deno does. */
function localImports(): Plugin {
  const imports = runtimeImports();
  return {
    name: 'local-imports',
    setup({ onResolve }) {
      onResolve({ filter: /^[^./]/ }, ({ path: name }) => {
        const url = imports[name];
        return url === undefined ? undefined : { path: fileURLToPath(url) };
      });
      onResolve({ filter: /^node:net$/ }, () => ({ path: path.join(PLATFORM, 'net.ts') }));
    },
  };
}
