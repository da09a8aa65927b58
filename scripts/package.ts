import fs from 'fs';
import path from 'path';
import { rcApps } from './rcApps';
import { ROOT, STAGE, sourcesDigest, stage, zipPath } from './stage';

const DIGEST_FILE = path.join(ROOT, 'build', 'app.sha256');

/** Packages the app with the real CLI, unless the package at hand was made from the same sources; returns its path. */
export function packageApp(): string {
  const digest = sourcesDigest();
  const zip = zipPath();
  const isFresh = fs.existsSync(zip) && fs.existsSync(DIGEST_FILE) && fs.readFileSync(DIGEST_FILE, 'utf8') === digest;
  if (isFresh) return zip;
  stage();
  const status = rcApps(['package'], STAGE);
  if (status !== 0 || !fs.existsSync(zip)) throw new Error(`rc-apps package failed (exit status ${status})`);
  fs.writeFileSync(DIGEST_FILE, digest);
  return zip;
}

if (require.main === module) process.stdout.write(`${path.relative(ROOT, packageApp())}\n`);
