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
import { randomUUID } from 'crypto';
import { composeDesk, composeProvider, composeSwitchboard } from './compose';
import { AvailabilityEndpoint } from './endpoints/AvailabilityEndpoint';
import { HandoverEndpoint } from './endpoints/HandoverEndpoint';
import { HealthEndpoint } from './endpoints/HealthEndpoint';
import type { Outside } from './endpoints/Outside';
import { handleArrival } from './handlers/arrivals';
import { handleMessageDeleted, handleMessageSent, handleMessageUpdated } from './handlers/messages';
import { quietly } from './handlers/quietly';
import { RunningSessions } from './lib/RunningSessions';
import type { Switchboard } from './lib/Switchboard';
import { type BridgeConfig, readBridgeConfig, readConfig } from './settings/readConfig';
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
  /** What this process of the app, one of several in a cluster, carries. */
  private readonly running = new RunningSessions(randomUUID());
  private isSupervising = false;

  public override async onDisable(): Promise<void> {
    await quietly(this.getLogger(), 'The end of the sessions', () => this.running.endAll());
  }

  public async executePostLivechatAgentAssigned(
    { room, agent }: ILivechatEventContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    await this.connect({ read, http, persistence, modify }, 'An assigned room', async (to) =>
      handleArrival({ roomId: room.id, servedBy: agent?.username }, await this.bridgeConfig(read), to),
    );
  }

  public async executePostLivechatRoomTransferred(
    { room, to: department }: ILivechatTransferEventContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    await this.connect({ read, http, persistence, modify }, 'A transferred room', async (to) => {
      await to.roomChanged(room.id);
      await handleArrival({ roomId: room.id, department }, await this.bridgeConfig(read), to);
    });
  }

  public async executePostLivechatRoomClosed(
    room: ILivechatRoom,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    await this.connect({ read, http, persistence, modify }, 'A closed room', (to) => to.roomClosed(room.id));
  }

  public async executePostMessageSent(
    message: IMessage,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    await this.connect({ read, http, persistence, modify }, 'A message', (to) => handleMessageSent(message, to));
  }

  public async executePostMessageUpdated(
    message: IMessage,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    await this.connect({ read, http, persistence, modify }, 'An edit', (to) => handleMessageUpdated(message, to));
  }

  public async executePostMessageDeleted(
    message: IMessage,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    await this.connect({ read, http, persistence, modify }, 'A deletion', (to) => handleMessageDeleted(message, to));
  }

  protected override async extendConfiguration(configuration: IConfigurationExtend): Promise<void> {
    await Promise.all(settings.map((setting) => configuration.settings.provideSetting(setting)));
    const outside: Outside = {
      desk: ({ log, ...accessors }) => composeDesk(accessors, log),
      switchboard: ({ log, ...accessors }) => composeSwitchboard(accessors, log, this.running),
      provider: ({ log, ...accessors }) => composeProvider(accessors, log),
      config: (read) => readConfig(read.getEnvironmentReader().getSettings()),
    };
    await configuration.api.provideApi({
      visibility: ApiVisibility.PUBLIC,
      security: ApiSecurity.UNSECURE,
      endpoints: [
        new HandoverEndpoint(this, outside),
        new AvailabilityEndpoint(this, outside),
        new HealthEndpoint(this, outside),
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

  /** One round at a time in this process. */
  private async supervise(accessors: Parameters<typeof composeSwitchboard>[0]): Promise<void> {
    if (this.isSupervising) return;
    this.isSupervising = true;
    await this.connect(accessors, 'A round of the supervisor', (to) => to.supervise());
    this.isSupervising = false;
  }

  private bridgeConfig(read: IRead): Promise<BridgeConfig> {
    return readBridgeConfig(read.getEnvironmentReader().getSettings());
  }

  private connect(
    accessors: Parameters<typeof composeSwitchboard>[0],
    what: string,
    body: (to: Switchboard) => Promise<void>,
  ): Promise<void> {
    const log = this.getLogger();
    return quietly(log, what, () => body(composeSwitchboard(accessors, log, this.running)));
  }
}
