import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import axios, { type AxiosInstance } from 'axios';
import type { SandboxClient } from '../sandbox/client';
import { AppBuild } from '../scripts/AppBuild';
import { APP_ID } from '../test/support/Scene';
import { type SandboxProcess, startSandboxProcess } from '../test/support/sandboxProcess';

const baseline = new AppBuild({
  from: path.join(__dirname, 'baseline'),
  sources: ['app.json', 'icon.png', 'BaselineApp.ts'],
  stage: 'baseline',
});

/** A workspace with an app under measurement and the baseline app, and rooms that go back and forth. */
export class BenchScene {
  private readonly http: AxiosInstance;

  private constructor(
    private readonly sandbox: SandboxProcess,
    private readonly departments: readonly [name: string, id: string][],
  ) {
    const baseURL = `${sandbox.urls[0]}/api/apps/public`;
    this.http = axios.create({ baseURL, httpAgent: new http.Agent({ keepAlive: true }), validateStatus: () => true });
  }

  /** @param zip package of the app to measure. */
  static async open(zip: string): Promise<BenchScene> {
    const sandbox = await startSandboxProcess(['--zip', zip]);
    await sandbox.admin.apps.install(await readFile(await baseline.package()));
    const departments: [string, string][] = [];
    for (const name of ['bench-1', 'bench-2']) {
      const agent = await sandbox.admin.livechat.createAgent({ username: `${name}-agent` });
      const { _id } = await sandbox.admin.livechat.createDepartment({ name }, [agent._id]);
      departments.push([name, _id]);
    }
    return new BenchScene(sandbox, departments);
  }

  get client(): SandboxClient {
    return this.sandbox.admin;
  }

  /** Opens a room in the first of the two departments. */
  async room(): Promise<string> {
    const { token } = await this.client.livechat.registerVisitor({ department: this.departments[0]?.[1] ?? '' });
    return (await this.client.livechat.openRoom(token))._id;
  }

  /** Hands a room over to one of the two departments; resolves with the milliseconds that took. */
  handover(roomId: string, to: number): Promise<number> {
    return this.time(`${APP_ID}/handover`, { roomId, targetDepartmentName: this.departments[to]?.[0] });
  }

  /** Lets the baseline app move a room; resolves with the milliseconds that took. */
  transfer(roomId: string, to: number): Promise<number> {
    return this.time(`${baseline.manifest.id}/transfer`, { roomId, departmentId: this.departments[to]?.[1] });
  }

  close(): Promise<void> {
    return this.sandbox.stop();
  }

  private async time(url: string, body: object): Promise<number> {
    const startedAt = performance.now();
    const { status, data } = await this.http.post(url, body);
    const took = performance.now() - startedAt;
    if (status !== 200) throw new Error(`${url} answered ${status} ${JSON.stringify(data)}`);
    return took;
  }
}
