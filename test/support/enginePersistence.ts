import { decode, encode } from '@msgpack/msgpack';
import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import { AppsPersistence } from '../../sandbox/rocketchat/AppsPersistence';
import { Workspace } from '../../sandbox/rocketchat/Workspace';

const APP_ID = 'app';

/** The engine's persistence accessors over the sandbox's record store; what crosses is encoded as the engine does. */
export function enginePersistence(): { reader: IPersistenceRead; writer: IPersistence } {
  const records = new AppsPersistence(new Workspace());
  const keys = (associations: RocketChatAssociationRecord[]) =>
    associations.map((association) => ({ model: association.getModel(), id: association.getID() }));
  const reader: Pick<IPersistenceRead, 'readByAssociations'> = {
    readByAssociations: (associations) => records.readByAssociations(APP_ID, keys(associations)),
  };
  const writer: Pick<IPersistence, 'createWithAssociations' | 'updateByAssociations' | 'removeByAssociations'> = {
    createWithAssociations: (data, associations) => records.create(APP_ID, acrossRpc(data), keys(associations)),
    updateByAssociations: async (associations, data, upsert = false) => {
      await records.updateByAssociations({
        appId: APP_ID,
        associations: keys(associations),
        data: acrossRpc(data),
        upsert,
      });
      return '';
    },
    removeByAssociations: async (associations) =>
      (await records.removeByAssociations(APP_ID, keys(associations))) ?? [],
  };
  return { reader: reader as IPersistenceRead, writer: writer as IPersistence };
}

function acrossRpc(data: object): object {
  return decode(encode(data)) as object;
}
