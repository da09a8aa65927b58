import type { SandboxClient } from '../../sandbox/client';
import type { NewProvider } from '../support/addProvider';
import { APP_ID } from '../support/Scene';

const URL = 'v2.0/handover/providers';
const TIMEOUT_MS = 35_000;

interface Named {
  readonly _id: string;
  readonly name: string;
}

/** The stored providers of the app, each by the department that it serves. */
export class StoredProviders {
  private readonly ids = new Map<string, string>();

  constructor(private readonly client: SandboxClient) {}

  /** Creates one, unless an answer that was lost has told so; answers the path of its webhook on every server. */
  async add(department: string, data: NewProvider): Promise<string> {
    const { status, data: created } = await this.call<Named>({ method: 'post', url: URL, data });
    const id = status === 201 ? created._id : (await this.named(data.name))?._id;
    if (id === undefined) throw new Error(`The provider was not created: ${JSON.stringify(created)}`);
    this.ids.set(department, id);
    return `/api/apps/public/${APP_ID}/webhooks/${id}`;
  }

  /** Changes one; answers the status. */
  async patch(department: string, data: object): Promise<number> {
    return (await this.call({ method: 'patch', url: this.urlOf(department), data })).status;
  }

  /** Deletes one, with the sessions that it carries if `force` is given; answers the status. */
  async remove(department: string, { force }: { force: boolean }): Promise<number> {
    return (await this.call({ method: 'delete', url: this.urlOf(department), params: { force } })).status;
  }

  private async named(name: string): Promise<Named | undefined> {
    const { data } = await this.call<{ items?: Named[] }>({ method: 'get', url: URL });
    return data.items?.find((provider) => provider.name === name);
  }

  private urlOf(department: string): string {
    return `${URL}/${this.ids.get(department) ?? 'none'}`;
  }

  private call<T>(request: { method: string; url: string; data?: object; params?: object }) {
    return this.client.apps.request<T>(APP_ID, { ...request, timeout: TIMEOUT_MS });
  }
}
