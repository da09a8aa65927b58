import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const REPOSITORY = path.resolve(__dirname, '../..');

/** Where everything lies that the runtimes of apps need and that is made here. */
export const WORK = path.join(REPOSITORY, '.runtime');
/** Where apps may put temporary files, and read what is there. */
const TMP = path.join(WORK, 'tmp');
/** The package of the Apps-Engine. */
export const ENGINE = '@rocket.chat/apps-engine';

/** Makes folders in {@link WORK} and answers where they are. */
export function makeFolders<Name extends string>(...names: Name[]): Record<Name, string> {
  const folders = {} as Record<Name, string>;
  for (const name of names) {
    folders[name] = path.join(WORK, name);
    mkdirSync(folders[name], { recursive: true });
  }
  return folders;
}

/** Where a package of the project is installed. Throws when it is not. */
export function packageFolder(name: string): string {
  const folder = (require.resolve.paths(name) ?? [])
    .map((base) => path.join(base, name))
    .find((candidate) => existsSync(path.join(candidate, 'package.json')));
  if (folder === undefined) throw new Error(`${name} is not installed`);
  return folder;
}

/** Writes a file if it is not there as it should be. Safe to do in several processes at the same time. */
export function place(file: string, content: string, mode: number): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === content) return;
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, content, { mode });
  renameSync(draft, file);
}

/**
 * Puts a shell script of the name `deno` into a folder and the folder first on this process's PATH: the engine starts
 * every app process under that name. The script ends with `command`, which it becomes, and which gets the file of its clock.
 */
export function launchAppsBy(folder: string, { script = '', command }: { script?: string; command: string }): void {
  place(
    path.join(folder, 'deno'),
    `#!/bin/sh\n${script}exec ${tiedToParent()}${command} --clock ${quoted(TMP)}/clock-$$\n`,
    0o755,
  );
  const others = (process.env.PATH ?? '').split(path.delimiter).filter((other) => other !== folder);
  process.env.PATH = [folder, ...others].join(path.delimiter);
}

/** A word as the shell takes it literally. */
export function quoted(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}

/** The kernel then kills a runtime whose host is gone, even one that is stuck in a loop. */
function tiedToParent(): string {
  const probe = spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true']);
  return probe.status === 0 ? 'setpriv --pdeathsig KILL ' : '';
}
