import path from 'node:path';
import { build } from 'esbuild';

/** The browser's side of the page. */
export interface PageBundle {
  readonly script: string;
  readonly style: string;
}

/** Bundles the browser's side in memory. */
export async function bundlePage(): Promise<PageBundle> {
  const { outputFiles } = await build({
    entryPoints: [path.join(__dirname, 'browser', 'main.tsx')],
    bundle: true,
    write: false,
    outdir: 'page',
    format: 'iife',
    target: 'es2022',
    minify: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfig: path.join(__dirname, 'browser', 'tsconfig.json'),
    logLevel: 'silent',
  });
  const textOf = (extension: string) => outputFiles.find((file) => file.path.endsWith(extension))?.text ?? '';
  return { script: textOf('.js'), style: textOf('.css') };
}
