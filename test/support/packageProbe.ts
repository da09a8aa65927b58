import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const REPOSITORY = path.resolve(__dirname, '../..');
const SOURCES = path.join(REPOSITORY, 'test', 'sandbox', 'probe');
const BUILD = path.join(REPOSITORY, 'build', 'probe');
const RC_APPS = path.join(REPOSITORY, 'node_modules', '.bin', 'rc-apps');

/** A packaged app, and the folder in which `rc-apps deploy` finds it. */
export interface PackagedApp {
  folder: string;
  zip: string;
}

/** Packages the probe app with the real `rc-apps`, once for all test files and workers of this working copy. */
export function packageProbe(version: string): PackagedApp {
  const folder = path.join(BUILD, version);
  const zip = path.join(folder, 'dist', `sandbox-probe_${version}.zip`);
  if (existsSync(zip) && newest(SOURCES) < newest(path.dirname(zip))) return { folder, zip };
  const draft = `${folder}.${process.pid}`;
  stage(draft, version);
  const result = spawnSync(RC_APPS, ['package'], { cwd: draft, encoding: 'utf8' });
  if (!existsSync(path.join(draft, 'dist')))
    throw new Error(`rc-apps package failed: ${result.stdout}${result.stderr}`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
  return { folder, zip };
}
