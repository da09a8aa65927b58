import { randomHexId } from './ids';
import type { Association, OpaqueId, PersistedRecord } from './types';
import type { Workspace } from './Workspace';

/** Which record an update is for, and what to do when there is none. */
export interface RecordUpdate {
  appId: string;
  /** Matches a record with exactly these associations in exactly this order. */
  associations: Association[];
  data: object;
  upsert: boolean;
}

/**
 * The record store of apps. There is no uniqueness and no compare-and-set: reads and removals match every record that
 * carries at least the given associations, an update hits the first record with exactly the given list.
 */
export class AppsPersistence {
  constructor(private readonly workspace: Workspace) {}

  /** Always inserts; answers the new record's id, 24 hexadecimal digits. */
  async create(appId: string, data: object, associations?: Association[]): Promise<string> {
    assertObject(data);
    const _id = randomHexId();
    this.workspace.persisted.push(structuredClone({ _id, appId, ...(associations ? { associations } : {}), data }));
    return _id;
  }

  /** The data of one record of any app; undefined when there is none. */
  async read(id: string): Promise<object | undefined> {
    const record = this.workspace.persisted.find((candidate) => candidate._id === id);
    return record && structuredClone(record.data);
  }

  /** The data of every record that carries at least these associations, without their ids. */
  async readByAssociations(appId: string, associations: Association[]): Promise<object[]> {
    return this.matching(appId, associations).map((record) => structuredClone(record.data));
  }

  /** Replaces the data of the first exact match. Answers an opaque id when it inserted, else an empty string. */
  async updateByAssociations({ appId, associations, data, upsert }: RecordUpdate): Promise<OpaqueId | ''> {
    assertObject(data);
    const record = this.workspace.persisted.find(
      (candidate) => candidate.appId === appId && sameList(candidate.associations, associations),
    );
    if (record) {
      record.data = structuredClone(data);
      return '';
    }
    if (!upsert) {
      return '';
    }
    const _id: OpaqueId = { _bsontype: 'ObjectId', hex: randomHexId() };
    this.workspace.persisted.push(structuredClone({ _id, appId, associations, data }));
    return _id;
  }

  /** Never implemented by the real server either. */
  async update(_id: string, _data: object, _upsert: boolean): Promise<string> {
    throw new Error('Not implemented.');
  }

  /** Removes one record and answers its data; undefined when there is none. */
  async remove(id: string): Promise<object | undefined> {
    const record = this.workspace.persisted.find((candidate) => candidate._id === id);
    if (!record) {
      return undefined;
    }
    this.drop([record]);
    return record.data;
  }

  /** Removes every record that carries at least these associations; answers their data, undefined when none. */
  async removeByAssociations(appId: string, associations: Association[]): Promise<object[] | undefined> {
    const found = this.matching(appId, associations);
    const data = found.map((record) => structuredClone(record.data));
    await Promise.resolve();
    this.drop(this.matching(appId, associations));
    return data.length > 0 ? data : undefined;
  }

  /** Removes everything an app stored, as its removal from the workspace does. */
  async purge(appId: string): Promise<void> {
    this.drop(this.workspace.persisted.filter((record) => record.appId === appId));
  }

  private matching(appId: string, wanted: Association[]): PersistedRecord[] {
    if (wanted.length === 0) {
      return [];
    }
    return this.workspace.persisted.filter(
      (record) =>
        record.appId === appId &&
        wanted.every((association) => record.associations?.some((own) => sameAssociation(own, association))),
    );
  }

  private drop(records: PersistedRecord[]): void {
    for (const record of records) {
      const index = this.workspace.persisted.indexOf(record);
      if (index >= 0) {
        this.workspace.persisted.splice(index, 1);
      }
    }
  }
}

function assertObject(data: unknown): void {
  if (typeof data !== 'object') {
    throw new Error('Only an object can be stored.');
  }
}

function sameAssociation(one: Association, other: Association): boolean {
  return one.model === other.model && one.id === other.id;
}

function sameList(own: Association[] | undefined, wanted: Association[]): boolean {
  return (
    own !== undefined &&
    own.length === wanted.length &&
    wanted.every((association, index) => {
      const mine = own[index];
      return mine !== undefined && sameAssociation(mine, association);
    })
  );
}
