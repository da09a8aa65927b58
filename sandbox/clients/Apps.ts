import AdmZip from 'adm-zip';
import type { AxiosRequestConfig, AxiosResponse } from 'axios';
import type { Rest } from './Rest';

/** An installed app. */
export interface InstalledApp {
  id: string;
  name: string;
  version: string;
  status: string;
}

/** A setting of an app. */
export interface AppSetting {
  id: string;
  type: string;
  packageValue: unknown;
  value?: unknown;
  required: boolean;
  public: boolean;
  i18nLabel: string;
}

/** An endpoint of an app. */
export interface AppEndpoint {
  path: string;
  computedPath: string;
  methods: string[];
}

/** Installed apps of the workspace, their settings and their endpoints. */
export class Apps {
  constructor(private readonly rest: Rest) {}

  /** Uploads a package and grants everything it asks for. */
  install(zip: Buffer): Promise<InstalledApp> {
    return this.upload('/api/apps', zip);
  }

  /** Replaces an installed app by another version of it. */
  update(appId: string, zip: Buffer): Promise<InstalledApp> {
    return this.upload(`/api/apps/${appId}`, zip);
  }

  async remove(appId: string): Promise<void> {
    await this.rest.delete(`/api/apps/${appId}`);
  }

  async list(): Promise<InstalledApp[]> {
    return (await this.rest.get<{ apps: InstalledApp[] }>('/api/apps')).apps;
  }

  async get(appId: string): Promise<InstalledApp> {
    return (await this.rest.get<{ app: InstalledApp }>(`/api/apps/${appId}`)).app;
  }

  /** Enables or disables an app. */
  async setStatus(appId: string, status: 'manually_enabled' | 'manually_disabled'): Promise<string> {
    return (await this.rest.post<{ status: string }>(`/api/apps/${appId}/status`, { status })).status;
  }

  async settings(appId: string): Promise<Record<string, AppSetting>> {
    return (await this.rest.get<{ settings: Record<string, AppSetting> }>(`/api/apps/${appId}/settings`)).settings;
  }

  /** Changes the values of settings the way the administration page does: with whole settings, in one call. */
  async changeSettings(appId: string, values: Record<string, unknown>): Promise<void> {
    const known = await this.settings(appId);
    const settings = Object.entries(values).map(([id, value]) => {
      if (known[id] === undefined) throw new Error(`The app has no setting ${id}`);
      return { ...known[id], value };
    });
    await this.rest.post(`/api/apps/${appId}/settings`, { settings });
  }

  async endpoints(appId: string): Promise<AppEndpoint[]> {
    return (await this.rest.get<{ apis: AppEndpoint[] }>(`/api/apps/${appId}/apis`)).apis;
  }

  /** Calls a public endpoint of an app and answers whatever comes back. */
  request<T = unknown>(appId: string, request: AxiosRequestConfig & { url: string }): Promise<AxiosResponse<T>> {
    return this.rest.send<T>({ ...request, url: `/api/apps/public/${appId}/${request.url}` });
  }

  private async upload(url: string, zip: Buffer): Promise<InstalledApp> {
    const { permissions = [] } = JSON.parse(new AdmZip(zip).readAsText('app.json')) as { permissions?: object[] };
    const form = new FormData();
    form.append('app', new Blob([new Uint8Array(zip)]), 'app.zip');
    form.append('permissions', JSON.stringify(permissions));
    return (await this.rest.post<{ app: InstalledApp }>(url, form)).app;
  }
}
