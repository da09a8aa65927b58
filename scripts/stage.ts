import { createHash } from 'crypto';
import fs from 'fs';
import path from 'path';

/** The root of the project. */
export const ROOT = path.resolve(__dirname, '..');
/** Where the app's own sources are copied to, because the CLI packages everything it finds where it runs. */
export const STAGE = path.join(ROOT, 'build', 'app');

const APP_SOURCES = [
  'app.json',
  'icon.png',
  'SalesforceHandoverApp.ts',
  'endpoints',
  'handlers',
  'lib',
  'settings',
  'i18n',
];

/** The parts of `app.json` that packaging needs. */
export interface Manifest {
  id: string;
  nameSlug: string;
  version: string;
}

export function readManifest(): Manifest {
  return JSON.parse(fs.readFileSync(path.join(ROOT, 'app.json'), 'utf8'));
}

/** The package that `rc-apps package` leaves in the stage. */
export function zipPath(): string {
  const { nameSlug, version } = readManifest();
  return path.join(STAGE, 'dist', `${nameSlug}_${version}.zip`);
}

/**
 * Copies the app's sources, and nothing else, into an empty stage that has the project's dependencies.
 *
 * @throws when the stage lies below a folder whose name the compiler skips.
 */
export function stage(): void {
  if (/node_modules|\.git/.test(STAGE)) {
    throw new Error(`The Apps compiler skips every file whose path contains "node_modules" or ".git": ${STAGE}`);
  }
  fs.rmSync(STAGE, { recursive: true, force: true });
  fs.mkdirSync(STAGE, { recursive: true });
  for (const source of APP_SOURCES) fs.cpSync(path.join(ROOT, source), path.join(STAGE, source), { recursive: true });
  const { devDependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const engine = '@rocket.chat/apps-engine';
  const manifest = { private: true, devDependencies: { [engine]: devDependencies[engine] } };
  fs.writeFileSync(path.join(STAGE, 'package.json'), JSON.stringify(manifest));
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(STAGE, 'node_modules'), 'dir');
}

/** A digest of everything the package is made from, to tell whether the one at hand is still right. */
export function sourcesDigest(): string {
  const hash = createHash('sha256');
  const files = ['package-lock.json', ...APP_SOURCES].flatMap((source) => filesBelow(source)).sort();
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(fs.readFileSync(path.join(ROOT, file)));
  return hash.digest('hex');
}

function filesBelow(source: string): string[] {
  const absolute = path.join(ROOT, source);
  if (!fs.statSync(absolute).isDirectory()) return [source];
  return fs.readdirSync(absolute).flatMap((name) => filesBelow(path.join(source, name)));
}
