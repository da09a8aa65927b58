import { App } from '@rocket.chat/apps-engine/definition/App';
import type {
  IConfigurationExtend,
  IHttp,
  IModify,
  IPersistence,
  IRead,
} from '@rocket.chat/apps-engine/definition/accessors';
import { ApiSecurity, ApiVisibility } from '@rocket.chat/apps-engine/definition/api';
import type { ILivechatRoom, IPostLivechatRoomClosed } from '@rocket.chat/apps-engine/definition/livechat';
import { randomUUID } from 'crypto';
import { HandoverEndpoint } from './endpoints/HandoverEndpoint';
import { HealthEndpoint } from './endpoints/HealthEndpoint';
import type { Outside } from './endpoints/Outside';
import { handleRoomClosed } from './handlers/handleRoomClosed';
import { systemClock } from './lib/clock';
import type { Desk } from './lib/Desk';
import { EngineDepartments } from './lib/rocketchat/EngineDepartments';
import { EngineRooms } from './lib/rocketchat/EngineRooms';
import { PersistentClaimStore } from './lib/rocketchat/PersistentClaimStore';
import { PersistentSessionStore } from './lib/rocketchat/PersistentSessionStore';
import { RecordStore } from './lib/rocketchat/RecordStore';
import { readConfig } from './settings/readConfig';
import { settings } from './settings/settings';

/** Registers the app's parts with the engine, builds what they work with, and delegates. */
export class SalesforceHandoverApp extends App implements IPostLivechatRoomClosed {
  public async executePostLivechatRoomClosed(
    room: ILivechatRoom,
    read: IRead,
    _http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    await handleRoomClosed(room, this.desk({ read, modify, persistence, log: this.getLogger() }));
  }

  protected override async extendConfiguration(configuration: IConfigurationExtend): Promise<void> {
    await Promise.all(settings.map((setting) => configuration.settings.provideSetting(setting)));
    const outside: Outside = {
      desk: (accessors) => this.desk(accessors),
      config: (read) => readConfig(read.getEnvironmentReader().getSettings()),
    };
    await configuration.api.provideApi({
      visibility: ApiVisibility.PUBLIC,
      security: ApiSecurity.UNSECURE,
      endpoints: [new HandoverEndpoint(this, outside), new HealthEndpoint(this, outside)],
    });
  }

  /** Builds synchronously: an accessor that is awaited, or returned by an async function, never settles. */
  private desk({ read, modify, persistence, log }: Parameters<Outside['desk']>[0]): Desk {
    const records = (kind: string) => new RecordStore(kind, read.getPersistenceReader(), persistence);
    return {
      rooms: new EngineRooms(read.getRoomReader(), modify.getUpdater().getLivechatUpdater()),
      departments: new EngineDepartments(read.getLivechatReader()),
      sessions: new PersistentSessionStore(records(PersistentSessionStore.KIND)),
      claims: new PersistentClaimStore(records(PersistentClaimStore.KIND)),
      clock: systemClock,
      log,
      newId: randomUUID,
    };
  }
}
