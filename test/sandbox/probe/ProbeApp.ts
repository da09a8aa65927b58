import { App } from '@rocket.chat/apps-engine/definition/App';
import type {
  IAppAccessors,
  IConfigurationExtend,
  IConfigurationModify,
  ILogger,
} from '@rocket.chat/apps-engine/definition/accessors';
import { ApiSecurity, ApiVisibility } from '@rocket.chat/apps-engine/definition/api';
import type {
  ILivechatEventContext,
  ILivechatRoom,
  ILivechatTransferEventContext,
  IPostLivechatAgentAssigned,
  IPostLivechatRoomClosed,
  IPostLivechatRoomStarted,
  IPostLivechatRoomTransferred,
} from '@rocket.chat/apps-engine/definition/livechat';
import type {
  IMessage,
  IMessageDeleteContext,
  IPostMessageDeleted,
  IPostMessageSent,
  IPostMessageUpdated,
  IPostSystemMessageSent,
} from '@rocket.chat/apps-engine/definition/messages';
import type { IAppInfo } from '@rocket.chat/apps-engine/definition/metadata';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import { SettingType } from '@rocket.chat/apps-engine/definition/settings';
import { UIActionButtonContext } from '@rocket.chat/apps-engine/definition/ui';
import { CallEndpoint } from './endpoints/CallEndpoint';
import { EchoEndpoint, MembersEchoEndpoint, SecretEchoEndpoint } from './endpoints/EchoEndpoint';
import { NotesEndpoint } from './endpoints/NotesEndpoint';
import { RespondEndpoint } from './endpoints/RespondEndpoint';
import { SendEndpoint } from './endpoints/SendEndpoint';
import { TransferEndpoint } from './endpoints/TransferEndpoint';
import { UploadEndpoint } from './endpoints/UploadEndpoint';
import { note } from './notes';

const HEARTBEAT_MS = 100;

/** An app that notes what it is told and does what it is asked. */
export class ProbeApp
  extends App
  implements
    IPostLivechatRoomStarted,
    IPostLivechatAgentAssigned,
    IPostLivechatRoomTransferred,
    IPostLivechatRoomClosed,
    IPostMessageSent,
    IPostSystemMessageSent,
    IPostMessageUpdated,
    IPostMessageDeleted
{
  constructor(info: IAppInfo, logger: ILogger, accessors: IAppAccessors) {
    super(info, logger, accessors);
  }

  public async onEnable(): Promise<boolean> {
    note('enabled');
    setInterval(() => undefined, HEARTBEAT_MS);
    return true;
  }

  public async onDisable(): Promise<void> {
    note('disabled');
  }

  public async onSettingUpdated(setting: ISetting, _configuration: IConfigurationModify): Promise<void> {
    note('setting', { id: setting.id, value: setting.value });
  }

  public async executePostLivechatRoomStarted(room: ILivechatRoom): Promise<void> {
    note('started', room);
  }

  public async executePostLivechatAgentAssigned(context: ILivechatEventContext): Promise<void> {
    note('assigned', context);
  }

  public async executePostLivechatRoomTransferred(context: ILivechatTransferEventContext): Promise<void> {
    note('transferred', context);
  }

  public async executePostLivechatRoomClosed(room: ILivechatRoom): Promise<void> {
    note('closed', room);
  }

  public async executePostMessageSent(message: IMessage): Promise<void> {
    note('message', message);
  }

  public async executePostSystemMessageSent(message: IMessage): Promise<void> {
    note('system message', message);
  }

  public async executePostMessageUpdated(message: IMessage): Promise<void> {
    note('message updated', message);
  }

  public async executePostMessageDeleted(message: IMessage, ...rest: unknown[]): Promise<void> {
    note('message deleted', { message, context: rest[rest.length - 1] as IMessageDeleteContext });
  }

  protected async extendConfiguration(configuration: IConfigurationExtend): Promise<void> {
    await this.provideEndpoints(configuration);
    await configuration.settings.provideSetting({
      id: 'greeting',
      type: SettingType.STRING,
      packageValue: 'hello',
      required: false,
      public: false,
      i18nLabel: 'greeting',
    });
    await configuration.scheduler.registerProcessors([{ id: 'tick', processor: async (job) => note('tick', job) }]);
    await configuration.ui.registerButton({
      actionId: 'probe',
      labelI18n: 'probe',
      context: UIActionButtonContext.ROOM_ACTION,
    });
    await configuration.slashCommands.provideSlashCommand({
      command: 'probe',
      i18nParamsExample: 'probe',
      i18nDescription: 'probe',
      providesPreview: false,
      executor: async (context) => note('command', context.getArguments()),
    });
  }

  private async provideEndpoints(configuration: IConfigurationExtend): Promise<void> {
    const endpoints = [EchoEndpoint, MembersEchoEndpoint, RespondEndpoint, CallEndpoint, SendEndpoint];
    await configuration.api.provideApi({
      visibility: ApiVisibility.PUBLIC,
      security: ApiSecurity.UNSECURE,
      endpoints: [...endpoints, TransferEndpoint, UploadEndpoint, NotesEndpoint].map((Endpoint) => new Endpoint(this)),
    });
    await configuration.api.provideApi({
      visibility: ApiVisibility.PRIVATE,
      security: ApiSecurity.UNSECURE,
      endpoints: [new SecretEchoEndpoint(this)],
    });
  }
}
