import type { Links } from './document';

/** Paths of the API, and what each of them is about; `{id}` stands for an id. */
export const PATHS = {
  providers: ['v2.0/handover/providers', 'v2.0/handover/provider'],
  provider: ['v2.0/handover/providers/:providerId', 'v2.0/handover/provider/:providerId'],
  test: ['v2.0/handover/providers/:providerId/test', 'v2.0/handover/provider/:providerId/test'],
  services: ['v2.0/handover/services', 'v2.0/handover/service'],
  service: ['v2.0/handover/services/:serviceId', 'v2.0/handover/service/:serviceId'],
} as const;

/** Clients of the Cognigy API put this before every path. */
export const PREFIX = 'new/';

/** Every path that something answers under. */
export function spellingsOf(name: keyof typeof PATHS): string[] {
  return PATHS[name].flatMap((path) => [path, `${PREFIX}${path}`]);
}

/** The addresses of things, as paths on the host. */
export class Routes {
  private readonly base: string;

  constructor(appId: string) {
    this.base = `/api/apps/public/${appId}`;
  }

  public provider(id: string): string {
    return `${this.base}/${PATHS.providers[0]}/${id}`;
  }

  public ofProvider({ id, serviceId }: { readonly id: string; readonly serviceId: string }): Links {
    const self = this.provider(id);
    return { self, collection: this.providers(), service: this.service(serviceId), test: `${self}/test` };
  }

  public ofService({ id }: { readonly id: string }): Links {
    return { self: this.service(id), collection: this.services() };
  }

  public providers(search = ''): string {
    return `${this.base}/${PATHS.providers[0]}${search}`;
  }

  public services(search = ''): string {
    return `${this.base}/${PATHS.services[0]}${search}`;
  }

  private service(id: string): string {
    return `${this.base}/${PATHS.services[0]}/${id}`;
  }
}
