/// <reference types="jest" />

import AdmZip from 'adm-zip';
import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import path from 'path';
import { handoverApp } from '../scripts/handoverApp';

const root = path.resolve(__dirname, '..');

test('the package holds the files of the golden list and no other', async () => {
  const names = new AdmZip(await handoverApp.package()).getEntries().map(({ entryName }) => entryName);
  const golden = readFileSync(path.join(root, 'test', 'golden', 'package-files.txt'), 'utf8')
    .trim()
    .split('\n');
  expect(names.sort()).toEqual(golden);
});

test('the package carries the manifest of the sources', async () => {
  const packaged = JSON.parse(new AdmZip(await handoverApp.package()).readAsText('app.json'));
  expect(packaged).toEqual(JSON.parse(readFileSync(path.join(root, 'app.json'), 'utf8')));
});

test('rc-apps at the root of a clone stops and names the command that works', () => {
  const cli = path.join(root, 'node_modules', '@rocket.chat', 'apps-cli', 'bin', 'run');
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'package'], { cwd: root, encoding: 'utf8' });
  expect(status).not.toBe(0);
  expect(stdout + stderr).toContain('npm-run-deploy');
});
