import path from 'node:path';
import { launchAppsBy, makeFolders, place, quoted, WORK } from './runtimeFiles';
import { runtimeImports } from './runtimeImports';

/** The engine's config replaced, V8's collection on request added, every other argument kept. */
const SWAP_CONFIG = (config: string): string => `left=$#
while [ "$left" -gt 0 ]; do
  argument=$1
  shift
  left=$((left - 1))
  case $argument in
    --config=*/deno-runtime/deno.jsonc)
      set -- "$@" --v8-flags=--expose-gc
      argument=${quoted(`--config=${config}`)}
      ;;
  esac
  set -- "$@" "$argument"
done
`;

/**
 * Lets the engine find a Deno that works without a network: a `deno` first on PATH that swaps the engine's config for
 * one with local imports and then becomes the real binary. Safe to call from several processes at the same time.
 */
export function prepareDeno(): void {
  const { bin } = makeFolders('bin');
  const config = path.join(WORK, 'deno.jsonc');
  const settings = { imports: runtimeImports(), nodeModulesDir: 'manual', lock: false, unstable: ['detect-cjs'] };
  place(config, JSON.stringify(settings, null, 2), 0o644);
  launchAppsBy(bin, { script: SWAP_CONFIG(config), command: `${quoted(denoBinary())} "$@"` });
  process.env.DENO_DIR = path.join(WORK, 'cache');
}

function denoBinary(): string {
  const installer = require('deno/install_api.cjs') as { runInstall(): string };
  return installer.runInstall();
}
