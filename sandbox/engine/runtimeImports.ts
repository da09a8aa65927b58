import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ENGINE, packageFolder } from './runtimeFiles';

/**
 * What the sources of the engine's runtime import, by the local files that stand in for it: names as in an import map,
 * `file:` URLs. Throws when one is missing.
 */
export function runtimeImports(): Record<string, string> {
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
