import { build, type Metafile } from 'esbuild';
import fs from 'fs';
import path from 'path';

/**
 * Replaces every TypeScript file of a folder by one JavaScript file that holds the libraries it names, because the host
 * loads no npm packages. Each begins with the licences of what is in it.
 *
 * @throws when a library needs more than the web's own interfaces, such as a module of Node.
 */
export async function bundleVendor(folder: string): Promise<void> {
  for (const name of fs.readdirSync(folder)) {
    const source = path.join(folder, name);
    fs.writeFileSync(source.replace(/\.ts$/, '.js'), await bundled(source));
    fs.rmSync(source);
  }
}

async function bundled(source: string): Promise<string> {
  const { outputFiles, metafile } = await build({
    entryPoints: [source],
    bundle: true,
    format: 'cjs',
    // Of a library's variants the one that runs everywhere: a module of Node in it ends the build.
    platform: 'browser',
    // What the engine translates every app to when it is installed.
    target: 'node10',
    legalComments: 'none',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  return [...licences(metafile), ...outputFiles.map(({ text }) => text)].join('\n');
}

function licences({ inputs }: Metafile): string[] {
  const folders = new Set(
    Object.keys(inputs).flatMap((input) => /.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []),
  );
  return [...folders].sort().map((folder) => `/*!\n${licence(path.resolve(folder))}\n*/`);
}

/** What the package asks to be passed on with it. @throws when it says nothing about its licence. */
function licence(folder: string): string {
  const { name, version, license, author } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = fs.readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined && license === undefined) throw new Error(`${name} has no licence`);
  const terms =
    file === undefined ? `${license}, ${author?.name ?? author}` : fs.readFileSync(path.join(folder, file), 'utf8');
  return `${name} ${version}\n\n${terms.trim().replace(/\*\//g, '* /')}`;
}
