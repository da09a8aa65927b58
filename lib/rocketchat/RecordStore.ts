import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import { RocketChatAssociationModel, RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import { isJsonObject } from '../json';
import { hostCall } from './hostCall';

/**
 * Version of the shape of all records, written into each. A change that cannot read what is stored makes the next one, and
 * reads this one too.
 */
const VERSION = 1;

/** Which records of one kind are meant: all of them, those of a room, an instance or a tag, or a single one. */
export interface RecordKey {
  readonly roomId?: string;
  readonly instance?: string;
  readonly id?: string;
  /** What else a record is filed under. To replace it takes all its tags, in their order. */
  readonly tags?: readonly string[];
}

/**
 * The app's persistence as a set of records of one kind, each filed under the kind, then its room, then its own id. What
 * another version of the app has left, older or newer, is passed over.
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
    return required(records).flatMap(contentOf);
  }

  public async create(key: RecordKey, record: object): Promise<void> {
    const creating = this.writer.createWithAssociations(versioned(record), this.associations(key));
    required(await hostCall(`${this.kind} create`, creating));
  }

  public async replace(key: RecordKey, record: object): Promise<void> {
    const updating = this.writer.updateByAssociations(this.associations(key), versioned(record), false);
    await hostCall(`${this.kind} update`, updating);
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

function versioned(record: object): object {
  return { ...record, version: VERSION };
}

function contentOf(record: unknown): object[] {
  if (!isJsonObject(record) || record.version !== VERSION) return [];
  const { version: _version, ...content } = record;
  return [content];
}

/** @throws when the host gave no answer at all, which is how it says that a permission is missing. */
function required<T>(answer: T | null | undefined): T {
  if (answer === null || answer === undefined)
    throw new Error('No answer from the store: is the permission persistence granted?');
  return answer;
}
