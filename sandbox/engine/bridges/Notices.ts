import type { AppStatus } from '@rocket.chat/apps-engine/definition/AppStatus';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { IUIKitInteraction } from '@rocket.chat/apps-engine/definition/uikit';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { AppActivationBridge } from '@rocket.chat/apps-engine/server/bridges/AppActivationBridge';
import { AppDetailChangesBridge } from '@rocket.chat/apps-engine/server/bridges/AppDetailChangesBridge';
import { UiInteractionBridge } from '@rocket.chat/apps-engine/server/bridges/UiInteractionBridge';
import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp';
import type { Broadcast } from '../observe/Monitor';

/** Tells the other instances what happened to an app here. */
export interface ClusterNotifier {
  removed(appId: string): void;
  statusChanged(appId: string, status: AppStatus): void;
  settingChanged(appId: string, setting: ISetting): void;
}

/** Life of apps. Added and updated apps are announced by the REST calls that do it, as in the real server. */
export class AppActivation extends AppActivationBridge {
  constructor(private readonly notifier: ClusterNotifier) {
    super();
  }

  protected override async appAdded(): Promise<void> {}

  protected override async appUpdated(): Promise<void> {}

  protected override async appRemoved(app: ProxiedApp): Promise<void> {
    this.notifier.removed(app.getID());
  }

  protected override async appStatusChanged(app: ProxiedApp, status: AppStatus): Promise<void> {
    this.notifier.statusChanged(app.getID(), status);
  }

  protected override async actionsChanged(): Promise<void> {}
}

/** Changes of apps' settings. */
export class AppDetails extends AppDetailChangesBridge {
  constructor(private readonly notifier: ClusterNotifier) {
    super();
  }

  protected override onAppSettingsChange(appId: string, setting: ISetting): void {
    this.notifier.settingChanged(appId, setting);
  }
}

/** What apps open on the screens of users. */
export class Interactions extends UiInteractionBridge {
  constructor(private readonly broadcast: (broadcast: Broadcast) => void) {
    super();
  }

  protected override async notifyUser(user: IUser, interaction: IUIKitInteraction): Promise<void> {
    this.broadcast({ kind: 'interaction', username: user.username, text: interaction.type, interaction });
  }
}
