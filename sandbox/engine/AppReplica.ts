import { AppStatusUtils } from '@rocket.chat/apps-engine/definition/AppStatus';
import type { Scheduler } from '../rocketchat/Scheduler';
import type { AppHost } from './AppHost';
import type { AppNews, NewsReader } from './ClusterBus';
import type { AppStores } from './storages';

/** Keeps the apps of one instance in step with what administrators did on the others. */
export class AppReplica implements NewsReader {
  private readonly host: AppHost;

  constructor(
    readonly id: string,
    private readonly own: { host: AppHost; stores: AppStores; scheduler: Scheduler },
  ) {
    this.host = own.host;
  }

  async read(news: AppNews): Promise<void> {
    switch (news.kind) {
      case 'added':
        return this.add(news.appId);
      case 'updated':
        return this.update(news.appId);
      case 'removed':
        return this.remove(news.appId);
      case 'status':
        return this.follow(news);
      case 'setting':
        return this.change(news);
    }
  }

  private async add(appId: string): Promise<void> {
    if (!this.host.manager.getOneById(appId)) await this.host.manager.addLocal(appId);
  }

  private async update(appId: string): Promise<void> {
    const item = await this.own.stores.metadata.retrieveOne(appId);
    if (item === null) return;
    const zip = await this.own.stores.sources.fetch(item);
    if (AppStatusUtils.isEnabled(item.status)) await this.host.manager.updateAndStartupLocal(item, zip);
    else await this.host.manager.updateAndInitializeLocal(item, zip);
  }

  private async remove(appId: string): Promise<void> {
    if (!this.host.manager.getOneById(appId)) return;
    await this.host.manager.removeLocal(appId);
    this.own.scheduler.unregister(appId);
  }

  private async follow({ appId, status }: Extract<AppNews, { kind: 'status' }>): Promise<void> {
    const app = this.host.manager.getOneById(appId);
    if (app === undefined || (await app.getStatus()) === status) return;
    if (AppStatusUtils.isEnabled(status)) await this.host.manager.enable(appId);
    else if (AppStatusUtils.isDisabled(status)) await this.host.manager.disable(appId, status, true);
  }

  private async change({ appId, setting }: Extract<AppNews, { kind: 'setting' }>): Promise<void> {
    const current = this.host.manager.getOneById(appId)?.getStorageItem().settings[setting.id];
    if (current === undefined || JSON.stringify(current.value) === JSON.stringify(setting.value)) return;
    await this.host.manager.getSettingsManager().updateAppSetting(appId, setting);
  }
}
