import { App } from '@rocket.chat/apps-engine/definition/App';
import type {
  IAppInstallationContext,
  IAppUninstallationContext,
  IAppUpdateContext,
  IConfigurationExtend,
  IHttp,
  IModify,
  IPersistence,
  IRead,
} from '@rocket.chat/apps-engine/definition/accessors';
import { ApiSecurity, ApiVisibility } from '@rocket.chat/apps-engine/definition/api';
import type {
  ILivechatEventContext,
  ILivechatRoom,
  ILivechatTransferEventContext,
  IPostLivechatAgentAssigned,
  IPostLivechatRoomClosed,
  IPostLivechatRoomTransferred,
} from '@rocket.chat/apps-engine/definition/livechat';
import type {
  IMessage,
  IPostMessageDeleted,
  IPostMessageSent,
  IPostMessageUpdated,
} from '@rocket.chat/apps-engine/definition/messages';
import { StartupType } from '@rocket.chat/apps-engine/definition/scheduler';
import type {
  IUIKitInteractionHandler,
  IUIKitResponse,
  UIKitActionButtonInteractionContext,
  UIKitBlockInteractionContext,
  UIKitViewSubmitInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { composeRouting, connect } from './composition/composeConnections';
import { composeFiles } from './composition/composeFiles';
import { composeHealth } from './composition/composeHealth';
import { composeOperators } from './composition/composeOperators';
import { composeExamination, lookForProblems, rememberInstaller } from './composition/composeProblems';
import { composeProviderOutside } from './composition/composeProviders';
import { forgetSettings, settingsOf } from './composition/composeSettings';
import {
  composeBridgeCheck,
  composeDesk,
  type Instance,
  newInstance,
  type Staff,
  staffOf,
} from './composition/composeStaff';
import type { Accessors } from './composition/composeStores';
import { composeWebhooks } from './composition/composeWebhooks';
import { AvailabilityEndpoint } from './endpoints/AvailabilityEndpoint';
import { FileEndpoint } from './endpoints/FileEndpoint';
import { HandoverEndpoint } from './endpoints/HandoverEndpoint';
import { HealthEndpoint } from './endpoints/HealthEndpoint';
import { providerEndpoints } from './endpoints/handoverProviders/providerEndpoints';
import type { Outside } from './endpoints/Outside';
import { WebhookEndpoint } from './endpoints/WebhookEndpoint';
import { handleArrival, handleTransfer, type Reception } from './handlers/arrivals';
import {
  handleMessageDeleted,
  handleMessageSent,
  handleMessageUpdated,
  isEditedByVisitor,
  isSentByVisitor,
  isVisitorsOwn,
} from './handlers/messages';
import { quietly } from './handlers/quietly';
import { systemClock } from './lib/clock';
import { hastenYoungCollection } from './lib/rocketchat/hastenYoungCollection';
import { testConnections } from './lib/testConnections';
import { actionButtons } from './operators/actionButtons';
import { HandoverCommand } from './operators/HandoverCommand';
import { Interactions } from './operators/Interactions';
import type { CommandOutside } from './operators/Outside';
import { readBridgeConfig, readConfig } from './settings/readConfig';
import { settings } from './settings/settings';

const LOOK_FOR_PROBLEMS_MS = 30_000;

/** Registers the app's parts with the engine, builds what they work with, and delegates. */
export class SalesforceHandoverApp
  extends App
  implements
    IPostLivechatAgentAssigned,
    IPostLivechatRoomTransferred,
    IPostLivechatRoomClosed,
    IPostMessageSent,
    IPostMessageUpdated,
    IPostMessageDeleted,
    IUIKitInteractionHandler
{
  private started: Instance | undefined;

  /** Made when it is needed: the class must be constructible alone, which is how `rc-apps` looks at it. */
  private get instance(): Instance {
    this.started ??= newInstance(this.getID());
    return this.started;
  }

  public override async onInstall(
    { user }: IAppInstallationContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    await this.remember({ read, http, persistence, modify }, user);
  }

  public override async onUpdate(
    { user }: IAppUpdateContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    await this.remember({ read, http, persistence, modify }, user);
  }

  public override async onEnable(): Promise<boolean> {
    this.instance.departure.takeBack();
    return true;
  }

  public override async onDisable(): Promise<void> {
    const { log, departure } = this.instance;
    void quietly(log, 'The end of the sessions', () => departure.announce());
    log.handTo(this.getLogger());
  }

  public override async onUninstall(
    _context: IAppUninstallationContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    const accessors = { read, http, persistence, modify };
    await this.onEvent(accessors, 'The end of all sessions', ({ switchboard }) => switchboard.endEverySession());
  }

  public override async onSettingUpdated(): Promise<void> {
    forgetSettings();
  }

  public async executePostLivechatAgentAssigned(
    { room, agent }: ILivechatEventContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    const accessors = { read, http, persistence, modify };
    await this.onEvent(accessors, 'An assigned room', (staff) =>
      handleArrival({ roomId: room.id, servedBy: agent?.username }, this.reception(accessors, staff)),
    );
  }

  public async executePostLivechatRoomTransferred(
    { room, to: department }: ILivechatTransferEventContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    const accessors = { read, http, persistence, modify };
    await this.onEvent(accessors, 'A transferred room', (staff) =>
      handleTransfer({ roomId: room.id, department }, this.reception(accessors, staff)),
    );
  }

  public async executePostLivechatRoomClosed(
    room: ILivechatRoom,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    await this.onEvent({ read, http, persistence, modify }, 'A closed room', ({ switchboard }) =>
      switchboard.roomClosed(room.id),
    );
  }

  /**
   * The host asks this before it hands a message over, with a second call. That is not needed for most messages of a
   * workspace, and neither for those of visitors whose sessions run here: they are told with the question. The first
   * message is handed over whatever it is, for only with it comes what rounds of the supervisor are made with.
   */
  public async checkPostMessageSent(message: IMessage): Promise<boolean> {
    const { running, staff, log } = this.instance;
    const isForAnother = isSentByVisitor(message) && !running.visitorWrote(message.room.id);
    void staff?.superviseIfDue();
    void hastenYoungCollection(running.count, systemClock);
    log.handTo(this.getLogger());
    return isForAnother || staff === undefined;
  }

  public async checkPostMessageUpdated(message: IMessage): Promise<boolean> {
    return isEditedByVisitor(message);
  }

  public async checkPostMessageDeleted(message: IMessage): Promise<boolean> {
    return isVisitorsOwn(message);
  }

  public async executePostMessageSent(
    message: IMessage,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    await this.onEvent({ read, http, persistence, modify }, 'A message', ({ switchboard }) =>
      handleMessageSent(message, switchboard),
    );
  }

  public async executePostMessageUpdated(
    message: IMessage,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    await this.onEvent({ read, http, persistence, modify }, 'An edit', ({ switchboard }) =>
      handleMessageUpdated(message, switchboard),
    );
  }

  public async executePostMessageDeleted(
    message: IMessage,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    await this.onEvent({ read, http, persistence, modify }, 'A deletion', ({ switchboard }) =>
      handleMessageDeleted(message, switchboard),
    );
  }

  public executeActionButtonHandler(
    context: UIKitActionButtonInteractionContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<IUIKitResponse> {
    return this.interactions.pressed(context, { read, http, persistence, modify, log: this.getLogger() });
  }

  public executeBlockActionHandler(
    context: UIKitBlockInteractionContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<IUIKitResponse> {
    return this.interactions.used(context, { read, http, persistence, modify, log: this.getLogger() });
  }

  public executeViewSubmitHandler(
    context: UIKitViewSubmitInteractionContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<IUIKitResponse> {
    return this.interactions.submitted(context, { read, http, persistence, modify, log: this.getLogger() });
  }

  protected override async extendConfiguration(configuration: IConfigurationExtend): Promise<void> {
    await Promise.all(settings.map((setting) => configuration.settings.provideSetting(setting)));
    const outside = this.outside();
    await configuration.api.provideApi({
      visibility: ApiVisibility.PUBLIC,
      security: ApiSecurity.UNSECURE,
      endpoints: [
        new HandoverEndpoint(this, outside),
        new AvailabilityEndpoint(this, outside),
        new HealthEndpoint(this, composeHealth(this.instance)),
        new WebhookEndpoint(this, composeWebhooks(this.instance)),
        new FileEndpoint(this, composeFiles()),
        ...providerEndpoints(this, composeProviderOutside(this.instance)),
      ],
    });
    const ofCommand: CommandOutside = {
      ...composeOperators(outside),
      testConnections: (call, wanted) => testConnections(wanted, composeExamination(call, this.instance)),
    };
    await configuration.slashCommands.provideSlashCommand(new HandoverCommand(this, ofCommand));
    await Promise.all(actionButtons.map((button) => configuration.ui.registerButton(button)));
    await configuration.scheduler.registerProcessors([
      {
        id: 'supervise-sessions',
        startupSetting: { type: StartupType.RECURRING, interval: '5 seconds' },
        processor: async (_job, read, modify, http, persistence) => {
          // Not awaited: the host takes a run that a dying process leaves behind for 30 s as one that goes on.
          void this.supervise({ read, http, persistence, modify });
        },
      },
    ]);
  }

  private get interactions(): Interactions {
    return new Interactions(composeOperators(this.outside()));
  }

  /** What endpoints and operators' tools have in common. */
  private outside(): Outside {
    return {
      inTransit: this.instance.inTransit,
      turns: this.instance.running.turns,
      desk: ({ log, ...accessors }) => composeDesk(accessors, log),
      switchboard: ({ log: _log, ...accessors }) => staffOf(accessors, this.instance).switchboard,
      announceArrival: ({ log: _log, ...accessors }, arrival) => {
        const welcome = (staff: Staff) => handleArrival(arrival, this.reception(accessors, staff));
        // After the bot has got its answer.
        setTimeout(() => void this.connect(accessors, 'A handed-over room', welcome), 0);
      },
      routing: composeRouting,
      provider: ({ log: _log, ...accessors }, route) => connect(accessors, route, this.instance),
      bridgeProblems: composeBridgeCheck,
      config: (read) => readConfig(settingsOf(read)),
    };
  }

  private async supervise(accessors: Accessors): Promise<void> {
    await this.connect(accessors, 'A round of the supervisor', ({ supervisor }) =>
      this.instance.rounds.make((kind) => supervisor.round(kind)),
    );
    // Not awaited: trying a provider out takes long, and the next round must not wait for that.
    if (this.instance.lookDue.take(LOOK_FOR_PROBLEMS_MS)) void this.lookForProblems(accessors);
  }

  private lookForProblems(accessors: Accessors): Promise<void> {
    return quietly(this.instance.log, 'A look for problems', () => lookForProblems(accessors, this.instance));
  }

  private async remember(accessors: Accessors, user: IUser | null | undefined): Promise<void> {
    await quietly(this.instance.log, 'Remembering who installed the app', () => rememberInstaller(accessors, user?.id));
  }

  private reception(accessors: Accessors, { arrivals, switchboard }: Staff): Reception {
    const business = async () => {
      const reading = readBridgeConfig(settingsOf(accessors.read));
      const servedDepartment = reading.then((config) => config.servedDepartment);
      const [{ bridgeAgent }, routing] = await Promise.all([reading, composeRouting(accessors, servedDepartment)]);
      return { bridgeAgent, routing };
    };
    return { inTransit: this.instance.inTransit, business, arrivals, switchboard };
  }

  /** Deals with an event, and gives the host what was logged since the last one. */
  private async onEvent(accessors: Accessors, what: string, body: (staff: Staff) => Promise<void>): Promise<void> {
    await this.connect(accessors, what, body);
    void hastenYoungCollection(this.instance.running.count, systemClock);
    this.instance.log.handTo(this.getLogger());
  }

  /** Has something done about an event, and whatever else is due. */
  private async connect(accessors: Accessors, what: string, body: (staff: Staff) => Promise<void>): Promise<void> {
    const staff = staffOf(accessors, this.instance);
    await quietly(this.instance.log, what, () => body(staff));
    void staff.superviseIfDue();
    if (this.instance.suspects.size > 0) void this.lookForProblems(accessors);
  }
}
