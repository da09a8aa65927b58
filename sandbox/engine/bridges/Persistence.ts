import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import { PersistenceBridge } from '@rocket.chat/apps-engine/server/bridges/PersistenceBridge';
import type { AppsPersistence } from '../../rocketchat/AppsPersistence';
import type { Association } from '../../rocketchat/types';

type Associations = RocketChatAssociationRecord[];

/** The record store of apps. */
export class PersistentRecords extends PersistenceBridge {
  constructor(private readonly records: AppsPersistence) {
    super();
  }

  protected override create(data: object, appId: string): Promise<string> {
    return this.records.create(appId, data);
  }

  protected override createWithAssociations(data: object, keys: Associations, appId: string): Promise<string> {
    return this.records.create(appId, data, keys.map(plain));
  }

  protected override readById(id: string): Promise<object> {
    return this.records.read(id) as Promise<object>;
  }

  protected override readByAssociations(keys: Associations, appId: string): Promise<object[]> {
    return this.records.readByAssociations(appId, keys.map(plain));
  }

  protected override remove(id: string): Promise<object | undefined> {
    return this.records.remove(id);
  }

  protected override removeByAssociations(keys: Associations, appId: string): Promise<object[] | undefined> {
    return this.records.removeByAssociations(appId, keys.map(plain));
  }

  protected override update(id: string, data: object, upsert: boolean): Promise<string> {
    return this.records.update(id, data, upsert);
  }

  protected override async updateByAssociations(
    keys: Associations,
    data: object,
    upsert: boolean,
    appId: string,
  ): Promise<string> {
    const update = { appId, associations: keys.map(plain), data, upsert };
    return (await this.records.updateByAssociations(update)) as string;
  }

  override async purge(appId: string): Promise<void> {
    await this.records.purge(appId);
  }
}

/** Associations that crossed from the app's process have lost their class. */
function plain(record: RocketChatAssociationRecord): Association {
  const { model, id } = record as unknown as Association;
  return { model, id };
}
