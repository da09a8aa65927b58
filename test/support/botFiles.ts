import { execFile } from 'child_process';
import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import path from 'path';
import { codeOf } from './pageCode';

const PAGE = 'docs/bots.md';

/** The files of the page for bot developers, saved as it says; answers the folder. */
export function saveBotFiles(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'bots-'));
  const save = (name: string, content: string) => writeFileSync(path.join(folder, name), content);
  save('handover.mjs', codeOf(PAGE, 'Node', 'js'));
  save('fulfilment.mjs', codeOf(PAGE, 'Dialogflow', 'js'));
  save('handover.py', codeOf(PAGE, 'Python', 'python'));
  save('actions.py', codeOf(PAGE, 'Rasa', 'python'));
  return folder;
}

/** Runs a program in the folder; answers what it printed, without the last line break. */
export function run(
  program: string,
  words: readonly string[],
  { folder, env }: { folder: string; env: Readonly<Record<string, string>> },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, env: { ...process.env, ...env }, encoding: 'utf8' as const };
    execFile(program, words, options, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program} failed: ${stderr}`));
      else resolve(stdout.trimEnd());
    });
  });
}
