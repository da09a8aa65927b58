import type { AxiosResponse } from 'axios';
import type { SandboxClient } from '../../sandbox/client';
import type { AppRuntime } from '../../sandbox/engine/appRuntime';
import { handoverApp } from '../../scripts/handoverApp';
import { type SandboxProcess, startSandboxProcess } from './sandboxProcess';

export const APP_ID = '0d3ac5b3-dd0b-43d3-924a-5a7433902589';

/** A visitor's chat with the bot. */
export interface Chat {
  rid: string;
  token: string;
}

/** Who works where: department, username, and whether it is a bot. */
type Staff = ReadonlyArray<readonly [department: string, username: string, bot: boolean]>;

export interface SceneOptions {
  instances?: number;
  staff?: Staff;
  /** What the app runs under; Deno by default. */
  runtime?: AppRuntime;
}

const STAFF: Staff = [
  ['bots', 'botty', true],
  ['support', 'susan', false],
  ['salesforce', 'sally', false],
];

/**
 * A workspace with the packaged app in it: the departments `bots`, where a bot greets visitors, `support` and
 * `salesforce`, each with an agent who is online, and `empty`, without any.
 */
export class Scene {
  private constructor(
    readonly sandbox: SandboxProcess,
    /** Ids of the departments by their names. */
    readonly departments: Readonly<Record<string, string>>,
    /** Ids of the agents by their usernames. */
    readonly agents: Readonly<Record<string, string>>,
  ) {}

  static async open({ instances = 1, staff = STAFF, runtime }: SceneOptions = {}): Promise<Scene> {
    const flags = ['--instances', String(instances), ...(runtime ? ['--runtime', runtime] : [])];
    const sandbox = await startSandboxProcess([...flags, '--zip', await handoverApp.package()]);
    const { livechat } = sandbox.admin;
    const agents: Record<string, string> = {};
    const departments: Record<string, string> = {};
    for (const [name, username, bot] of staff) {
      const agent = agents[username] ?? (await livechat.createAgent({ username, bot }))._id;
      agents[username] = agent;
      departments[name] = (await livechat.createDepartment({ name }, [agent]))._id;
    }
    departments.empty = (await livechat.createDepartment({ name: 'empty' }))._id;
    return new Scene(sandbox, departments, agents);
  }

  get client(): SandboxClient {
    return this.sandbox.admin;
  }

  /** The id of a department of the scene. */
  department(name: string): string {
    const id = this.departments[name];
    if (id === undefined) throw new Error(`The scene has no department ${name}`);
    return id;
  }

  /** Opens a chat that the bot serves. */
  async chat(department = 'bots', visitor: { name?: string; email?: string } = {}): Promise<Chat> {
    const wanted = { ...visitor, department: this.department(department) };
    const { token } = await this.client.livechat.registerVisitor(wanted);
    const room = await this.client.livechat.openRoom(token);
    return { rid: room._id, token };
  }

  /** Calls `POST handover` as a bot does; on the first instance unless told otherwise. */
  handover(
    body: unknown,
    { instance = 0, headers = {} }: { instance?: number; headers?: Record<string, string> } = {},
  ): Promise<AxiosResponse> {
    const client = this.sandbox.admins[instance];
    if (!client) throw new Error(`The scene has no instance ${instance}`);
    return client.apps.request(APP_ID, { method: 'post', url: 'handover', data: body, headers });
  }

  setSettings(values: Record<string, unknown>): Promise<void> {
    return this.client.apps.changeSettings(APP_ID, values);
  }

  /** How often a room was transferred, as the history messages in it tell. */
  async transfers(rid: string): Promise<number> {
    const messages = await this.client.livechat.messages(rid);
    return messages.filter(({ t }) => t === 'livechat_transfer_history').length;
  }

  /** The name of the department that a room is in. */
  async departmentOf(rid: string): Promise<string | undefined> {
    const { departmentId } = await this.client.livechat.room(rid);
    return Object.keys(this.departments).find((name) => this.departments[name] === departmentId);
  }

  async close(): Promise<void> {
    await this.sandbox.stop();
  }
}
