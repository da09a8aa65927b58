import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const REPOSITORY = path.resolve(__dirname, '../..');
const WORK = path.join(REPOSITORY, '.runtime');
const ENGINE = '@rocket.chat/apps-engine';

/** Where the engine puts its temporary files. */
export interface DenoRuntime {
  tempFilePath: string;
}

/**
 * Lets the engine find a Deno that works without a network: a `deno` first on PATH that swaps the engine's config for
 * one with local imports and then becomes the real binary. Safe to call from several processes at the same time.
 */
export function prepareDeno(): DenoRuntime {
  const bin = path.join(WORK, 'bin');
  const temp = path.join(WORK, 'tmp');
  for (const folder of [bin, temp]) mkdirSync(folder, { recursive: true });
  const config = path.join(WORK, 'deno.jsonc');
  place(config, JSON.stringify(runtimeConfig(), null, 2), 0o644);
  place(path.join(bin, 'deno'), launcher(config), 0o755);
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  if (!folders.includes(bin)) process.env.PATH = [bin, ...folders].join(path.delimiter);
  process.env.DENO_DIR = path.join(WORK, 'cache');
  return { tempFilePath: temp };
}

function runtimeConfig(): object {
  return { imports: importMap(), nodeModulesDir: 'manual', lock: false, unstable: ['detect-cjs'] };
}

function importMap(): Record<string, string> {
  const imports: Record<string, string> = {
    '@msgpack/msgpack': fromPackage('@msgpack/msgpack', 'dist.es5+esm/index.mjs'),
    [`${ENGINE}/`]: `${pathToFileURL(packageFolder(ENGINE)).href}/`,
    [`${ENGINE}/definition/exceptions/AppsEngineException.ts`]: fromPackage(
      ENGINE,
      'definition/exceptions/AppsEngineException.js',
    ),
    '@rocket.chat/ui-kit': shim('uiKit.ts'),
    '@std/cli': shim('stdCli.ts'),
    '@std/cli/parse-args': shim('stdCli.ts'),
    '@std/io': shim('stdIo.ts'),
    '@std/streams': shim('stdStreams.ts'),
    acorn: fromPackage('acorn', 'dist/acorn.mjs'),
    'acorn-walk': fromPackage('acorn-walk', 'dist/walk.mjs'),
    astring: fromPackage('astring', 'dist/astring.mjs'),
    'jsonrpc-lite': fromPackage('jsonrpc-lite', 'jsonrpc.js'),
    'stack-trace': fromPackage('stack-trace', 'lib/stack-trace.js'),
    uuid: shim('uuid.ts'),
  };
  const missing = wantedImports().filter((name) => !(name in imports));
  if (missing.length > 0)
    throw new Error(`The runtime imports what no local file stands in for: ${missing.join(', ')}`);
  return imports;
}

function wantedImports(): string[] {
  const config = readFileSync(path.join(packageFolder(ENGINE), 'deno-runtime', 'deno.jsonc'), 'utf8');
  return [...config.matchAll(/^\s*"([^"]+)":\s*"(?:npm|jsr):/gm)].map((match) => String(match[1]));
}

function launcher(config: string): string {
  return `#!/bin/sh
left=$#
while [ "$left" -gt 0 ]; do
  argument=$1
  shift
  left=$((left - 1))
  case $argument in
    --config=*/deno-runtime/deno.jsonc) argument=${quoted(`--config=${config}`)} ;;
  esac
  set -- "$@" "$argument"
done
exec ${tiedToParent()}${quoted(denoBinary())} "$@"
`;
}

/** The kernel then kills a runtime whose host is gone, even one that is stuck in a loop. */
function tiedToParent(): string {
  const probe = spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true']);
  return probe.status === 0 ? 'setpriv --pdeathsig KILL ' : '';
}

function denoBinary(): string {
  const installer = require('deno/install_api.cjs') as { runInstall(): string };
  return installer.runInstall();
}

function place(file: string, content: string, mode: number): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === content) return;
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, content, { mode });
  renameSync(draft, file);
}

function packageFolder(name: string): string {
  const folder = (require.resolve.paths(name) ?? [])
    .map((base) => path.join(base, name))
    .find((candidate) => existsSync(path.join(candidate, 'package.json')));
  if (folder === undefined) throw new Error(`${name} is not installed`);
  return folder;
}

function fromPackage(name: string, file: string): string {
  return existing(path.join(packageFolder(name), file));
}

function shim(file: string): string {
  return existing(path.join(__dirname, 'shims', file));
}

function existing(file: string): string {
  if (!existsSync(file)) throw new Error(`${file} does not exist`);
  return pathToFileURL(file).href;
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}
