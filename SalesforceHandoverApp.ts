import { App } from '@rocket.chat/apps-engine/definition/App';
import type {
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
import { composeRouting, connect } from './composition/composeConnections';
import { composeProviderOutside, sweepProviders } from './composition/composeProviders';
import { forgetSettings, settingsOf } from './composition/composeSettings';
import {
  composeBridgeCheck,
  composeDesk,
  composeStaff,
  type Instance,
  newInstance,
  type Staff,
} from './composition/composeStaff';
import type { Accessors } from './composition/composeStores';
import { composeWebhooks } from './composition/composeWebhooks';
import { AvailabilityEndpoint } from './endpoints/AvailabilityEndpoint';
import { HandoverEndpoint } from './endpoints/HandoverEndpoint';
import { HealthEndpoint } from './endpoints/HealthEndpoint';
import { providerEndpoints } from './endpoints/handoverProviders/providerEndpoints';
import type { Outside } from './endpoints/Outside';
import { WebhookEndpoint } from './endpoints/WebhookEndpoint';
import { handleArrival, handleTransfer, type Reception } from './handlers/arrivals';
import { handleMessageDeleted, handleMessageSent, handleMessageUpdated } from './handlers/messages';
import { quietly } from './handlers/quietly';
import { readBridgeConfig, readConfig } from './settings/readConfig';
import { settings } from './settings/settings';

/** Registers the app's parts with the engine, builds what they work with, and delegates. */
export class SalesforceHandoverApp
  extends App
  implements
    IPostLivechatAgentAssigned,
    IPostLivechatRoomTransferred,
    IPostLivechatRoomClosed,
    IPostMessageSent,
    IPostMessageUpdated,
    IPostMessageDeleted
{
  private started: Instance | undefined;

  /** Made when it is needed: the class must be constructible alone, which is how `rc-apps` looks at it. */
  private get instance(): Instance {
    this.started ??= newInstance();
    return this.started;
  }

  public override async onDisable(): Promise<void> {
    await quietly(this.instance.log, 'The end of the sessions', () => this.instance.running.endAll());
    this.instance.log.handTo(this.getLogger());
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

  protected override async extendConfiguration(configuration: IConfigurationExtend): Promise<void> {
    await Promise.all(settings.map((setting) => configuration.settings.provideSetting(setting)));
    const outside: Outside = {
      inTransit: this.instance.inTransit,
      desk: ({ log, ...accessors }) => composeDesk(accessors, log),
      switchboard: ({ log: _log, ...accessors }) =>
        composeStaff(accessors, this.instance.log, this.instance).switchboard,
      announceArrival: ({ log: _log, ...accessors }, arrival) => {
        void this.connect(accessors, 'A handed-over room', (staff) =>
          handleArrival(arrival, this.reception(accessors, staff)),
        );
      },
      routing: composeRouting,
      provider: ({ log: _log, ...accessors }, route) => connect(accessors, route, this.instance),
      bridgeProblems: composeBridgeCheck,
      config: (read) => readConfig(settingsOf(read)),
    };
    await configuration.api.provideApi({
      visibility: ApiVisibility.PUBLIC,
      security: ApiSecurity.UNSECURE,
      endpoints: [
        new HandoverEndpoint(this, outside),
        new AvailabilityEndpoint(this, outside),
        new HealthEndpoint(this, outside),
        new WebhookEndpoint(this, composeWebhooks(this.instance)),
        ...providerEndpoints(this, composeProviderOutside(this.instance, this.instance.log)),
      ],
    });
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

  private async supervise(accessors: Accessors): Promise<void> {
    await this.connect(accessors, 'A round of the supervisor', ({ supervisor }) =>
      this.instance.rounds.make(async (kind) => {
        await supervisor.round(kind);
        if (kind === 'full') await sweepProviders(accessors);
      }),
    );
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
    this.instance.log.handTo(this.getLogger());
  }

  /** Has something done about an event, and whatever else is due. */
  private async connect(accessors: Accessors, what: string, body: (staff: Staff) => Promise<void>): Promise<void> {
    const staff = composeStaff(accessors, this.instance.log, this.instance);
    await quietly(this.instance.log, what, () => body(staff));
    void staff.superviseIfDue();
  }
}
