import { transform } from 'esbuild';
import fs from 'fs';

/**
 * Replaces TypeScript files by the JavaScript that they mean. The compiler of `rc-apps` builds its whole program anew for
 * each TypeScript file that it has written, so its work grows with the square of their number; what is JavaScript already
 * it packages as it is. Types are checked by the project's own compile, not here.
 */
export async function translate(files: readonly string[]): Promise<void> {
  await Promise.all(files.map(translateOne));
}

async function translateOne(file: string): Promise<void> {
  const { code } = await transform(fs.readFileSync(file, 'utf8'), {
    loader: 'ts',
    format: 'cjs',
    // What the engine translates every app to when it is installed.
    target: 'node10',
    // As TypeScript itself has it for that target.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false, verbatimModuleSyntax: false } },
  });
  fs.writeFileSync(file.replace(/\.ts$/, '.js'), code);
  fs.rmSync(file);
}
