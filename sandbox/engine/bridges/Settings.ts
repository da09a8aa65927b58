import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import { ServerSettingBridge } from '@rocket.chat/apps-engine/server/bridges/ServerSettingBridge';
import type { SettingValue } from '../../rocketchat/types';
import type { Workspace } from '../../rocketchat/Workspace';

/** Answers the ids of hidden settings that an app was granted by name. */
export type HiddenSettings = (appId: string) => readonly string[];

/** Settings of the server. */
export abstract class Settings extends ServerSettingBridge {
  constructor(
    private readonly workspace: Workspace,
    private readonly hiddenSettings: HiddenSettings,
  ) {
    super();
  }

  protected override async getOneById(id: string, appId: string): Promise<ISetting> {
    const setting = this.workspace.settings.get(id);
    if (setting === undefined || !(await this.isReadableById(id, appId))) {
      throw new Error(`The setting "${id}" is not readable.`);
    }
    return { id, value: setting.value, packageValue: setting.packageValue } as ISetting;
  }

  protected override async isReadableById(id: string, appId: string): Promise<boolean> {
    const setting = this.workspace.settings.get(id);
    return setting !== undefined && (!setting.hidden || this.hiddenSettings(appId).includes(id));
  }

  protected override async updateOne({ id, value }: ISetting, appId: string): Promise<void> {
    if (!(await this.isReadableById(id, appId))) throw new Error(`The setting "${id}" is not readable.`);
    this.workspace.changeSetting(id, value as SettingValue);
  }

  protected override async incrementValue(id: string, value: number, appId: string): Promise<void> {
    if (!(await this.isReadableById(id, appId))) throw new Error(`The setting "${id}" is not readable.`);
    this.workspace.changeSetting(id, Number(this.workspace.setting(id) ?? 0) + value);
  }
}
