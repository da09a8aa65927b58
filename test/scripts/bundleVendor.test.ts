/// <reference types="jest" />

import fs from 'fs';
import os from 'os';
import path from 'path';
import { bundleVendor } from '../../scripts/bundleVendor';

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vendor-'));
});

afterEach(() => fs.rmSync(folder, { recursive: true }));

test('a file that names a library becomes that library', async () => {
  aPackage('adder', { 'index.js': "exports.add = (a, b) => require('plus')(a, b);" });
  aPackage('plus', { 'index.js': 'module.exports = (a, b) => a + b;' });
  const bundle = await bundled("export { add } from 'adder';");
  const module = { exports: {} as { add(a: number, b: number): number } };
  new Function('module', 'require', bundle)(module, undefined);
  expect(module.exports.add(2, 3)).toBe(5);
  expect(fs.readdirSync(path.join(folder, 'vendor'))).toEqual(['library.js']);
});

test('every package in it brings its name, version and licence', async () => {
  aPackage('adder', { 'index.js': "exports.add = (a, b) => require('@sums/plus')(a, b);" });
  aPackage('@sums/plus', { 'index.js': 'module.exports = (a, b) => a + b;' });
  const bundle = await bundled("export { add } from 'adder';");
  expect(bundle).toContain('/*!\n@sums/plus 1.2.3\n\nAs you like it, says @sums/plus\n*/');
  expect(bundle).toContain('/*!\nadder 1.2.3\n\nAs you like it, says adder\n*/');
});

test('a library without a licence is refused', async () => {
  aPackage('adder', { 'index.js': 'exports.add = (a, b) => a + b;' });
  fs.rmSync(path.join(folder, 'node_modules/adder/LICENSE'));
  await expect(bundled("export { add } from 'adder';")).rejects.toThrow('adder has no licence');
});

test('a package without a file of its licence brings its name', async () => {
  const facts = { name: 'adder', version: '1.2.3', main: 'index.js', license: 'MIT', author: { name: 'Ada' } };
  aPackage('adder', { 'index.js': 'exports.add = (a, b) => a + b;', 'package.json': JSON.stringify(facts) });
  fs.rmSync(path.join(folder, 'node_modules/adder/LICENSE'));
  expect(await bundled("export { add } from 'adder';")).toContain('/*!\nadder 1.2.3\n\nMIT, Ada\n*/');
});

test('a library that needs a module of Node is refused', async () => {
  aPackage('watcher', { 'index.js': "exports.watch = require('events').once;" });
  await expect(bundled("export { watch } from 'watcher';")).rejects.toThrow('Could not resolve "events"');
});

test('what newer runtimes alone understand is put into older words', async () => {
  aPackage('reader', { 'index.js': 'exports.read = (value) => value?.deep ?? 1;' });
  expect(await bundled("export { read } from 'reader';")).not.toMatch(/\?\.|\?\?/);
});

function aPackage(name: string, files: Record<string, string>): void {
  const home = path.join(folder, 'node_modules', name);
  fs.mkdirSync(home, { recursive: true });
  const all = {
    'package.json': JSON.stringify({ name, version: '1.2.3', main: 'index.js' }),
    LICENSE: `As you like it, says ${name}\n`,
    ...files,
  };
  for (const [file, content] of Object.entries(all)) fs.writeFileSync(path.join(home, file), content);
}

async function bundled(source: string): Promise<string> {
  const vendor = path.join(folder, 'vendor');
  fs.mkdirSync(vendor);
  fs.writeFileSync(path.join(vendor, 'library.ts'), source);
  await bundleVendor(vendor);
  return fs.readFileSync(path.join(vendor, 'library.js'), 'utf8');
}
