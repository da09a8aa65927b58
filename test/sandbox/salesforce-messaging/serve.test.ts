/// <reference types="jest" />
import { spawn } from 'child_process';
import { join } from 'path';
import { ForeignClient } from './foreignClient';

const ROOT = join(__dirname, '../../..');

describe('the process entry', () => {
  it('prints its urls as one JSON line, serves, and stops when told to', async () => {
    const script = join(ROOT, 'sandbox/salesforce-messaging/serve.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', script, '--port', '0', '--seed', '3'], { cwd: ROOT });
    const line = await new Promise<string>((resolve) => {
      child.stdout.setEncoding('utf8').once('data', resolve);
    });
    const { url, controlUrl } = JSON.parse(line);
    expect(controlUrl).toBe(`${url}/control`);
    expect((await new ForeignClient(url).authorize()).subject).toContain('/UNAUTH/');
    const exited = new Promise((resolve) => {
      child.once('exit', resolve);
    });
    child.kill('SIGTERM');
    expect(await exited).toBe(0);
  });
});
