import { Apps } from './clients/Apps';
import { AppTools } from './clients/AppTools';
import { Control } from './clients/Control';
import { Livechat } from './clients/Livechat';
import { Rest } from './clients/Rest';
import type { SettingValue } from './rocketchat/types';

/** Everything that can be asked of one instance of a sandbox, as one user. */
export class SandboxClient {
  readonly rest: Rest;
  readonly apps: Apps;
  readonly tools: AppTools;
  readonly livechat: Livechat;
  readonly control: Control;

  constructor(url: string) {
    this.rest = new Rest(url);
    this.apps = new Apps(this.rest);
    this.tools = new AppTools(this.rest);
    this.livechat = new Livechat(this.rest);
    this.control = new Control(this.rest);
  }

  /** A client that is logged in, as the administrator unless told otherwise. */
  static async login(url: string, username = 'admin', password = 'admin'): Promise<SandboxClient> {
    const client = new SandboxClient(url);
    await client.rest.login(username, password);
    return client;
  }

  async setting(id: string): Promise<SettingValue> {
    return (await this.rest.get<{ value: SettingValue }>(`/api/v1/settings/${id}`)).value;
  }

  async changeSetting(id: string, value: SettingValue): Promise<void> {
    await this.rest.post(`/api/v1/settings/${id}`, { value });
  }
}
