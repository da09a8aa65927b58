import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import { RocketChatAssociationModel, RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import { hostCall } from './hostCall';

/** Which records of one kind are meant: all of them, those of a room, an instance or a tag, or a single one. */
export interface RecordKey {
  readonly roomId?: string;
  readonly instance?: string;
  readonly id?: string;
  /** What else a record is filed under. To replace it takes all its tags, in their order. */
  readonly tags?: readonly string[];
}

/**
 * The app's persistence as a set of records of one kind, each filed under the kind, then its room, then its own id.
 * Reading and removing match every record that carries the given key; replacing needs the complete key, and touches one
 * record, and never creates it.
 */
export class RecordStore {
  constructor(
    private readonly kind: string,
    private readonly reader: IPersistenceRead,
    private readonly writer: IPersistence,
  ) {}

  public async read(key: RecordKey): Promise<object[]> {
    const records = await hostCall(`${this.kind} read`, this.reader.readByAssociations(this.associations(key)));
    return required(records);
  }

  public async create(key: RecordKey, record: object): Promise<void> {
    required(await hostCall(`${this.kind} create`, this.writer.createWithAssociations(record, this.associations(key))));
  }

  public async replace(key: RecordKey, record: object): Promise<void> {
    await hostCall(`${this.kind} update`, this.writer.updateByAssociations(this.associations(key), record, false));
  }

  public async remove(key: RecordKey): Promise<void> {
    await hostCall(`${this.kind} remove`, this.writer.removeByAssociations(this.associations(key)));
  }

  private associations({ roomId, instance, id, tags = [] }: RecordKey): RocketChatAssociationRecord[] {
    return [
      new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, this.kind),
      ...(roomId === undefined ? [] : [new RocketChatAssociationRecord(RocketChatAssociationModel.ROOM, roomId)]),
      ...(instance === undefined ? [] : [new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, instance)]),
      ...(id === undefined ? [] : [new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, id)]),
      ...tags.map((tag) => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, tag)),
    ];
  }
}

/** @throws when the host gave no answer at all, which is how it says that a permission is missing. */
function required<T>(answer: T | null | undefined): T {
  if (answer === null || answer === undefined)
    throw new Error('No answer from the store: is the permission persistence granted?');
  return answer;
}
