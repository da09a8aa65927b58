import { ApiBridge } from '@rocket.chat/apps-engine/server/bridges/ApiBridge';
import type { AppApi } from '@rocket.chat/apps-engine/server/managers/AppApi';

/** Where endpoints of apps are mounted. */
export interface EndpointMount {
  mount(api: AppApi, appId: string): void;
  unmount(appId: string): void;
}

/** HTTP endpoints of apps. */
export class Endpoints extends ApiBridge {
  constructor(private readonly front: EndpointMount) {
    super();
  }

  protected override async registerApi(api: AppApi, appId: string): Promise<void> {
    this.front.mount(api, appId);
  }

  override async unregisterApis(appId: string): Promise<void> {
    this.front.unmount(appId);
  }
}
