import type { HandoverProvider, JsonObject, ProviderRevision } from '../handoverProviders/HandoverProvider';
import type { IsHeld } from '../handoverProviders/ProviderStore';
import { isJsonObject } from '../json';
import type { RecordStore } from './RecordStore';

/** What one revision of a provider was set up with. */
export interface StoredRevision extends ProviderRevision {
  readonly properties: readonly JsonObject[];
}

interface RevisionRecord {
  readonly providerId: string;
  readonly revision: number;
  readonly serviceId: string;
  /** As JSON: names of free-form members may be none that the database takes. */
  readonly content: string;
}

/**
 * What providers are set up with, as records of kind `handover-provider-revision`, one per provider and revision, each
 * written once. One that outlives its time because a session holds it has a second, tiny record of kind
 * `handover-provider-held` that says so.
 */
export class ProviderRevisions {
  public static readonly KIND = 'handover-provider-revision';
  public static readonly HELD_KIND = 'handover-provider-held';

  constructor(
    private readonly records: RecordStore,
    private readonly held: RecordStore,
  ) {}

  public async find(providerId: string, revision: number): Promise<StoredRevision | undefined> {
    const records = await this.records.read({ id: providerId, tags: [revisionTag(revision)] });
    return records.filter(isRevision).map(toRevision)[0];
  }

  public async ofProvider(providerId: string): Promise<StoredRevision[]> {
    return (await this.records.read({ id: providerId })).filter(isRevision).map(toRevision);
  }

  public async create({ id, revision, serviceId, settings, properties }: HandoverProvider): Promise<void> {
    const content = JSON.stringify({ settings, properties });
    const record: RevisionRecord = { providerId: id, revision, serviceId, content };
    const key = { id, tags: [revisionTag(revision)] };
    // A change that broke off before the header was written has left one that nobody has seen.
    if (revision > 1) await this.records.remove(key);
    await this.records.create(key, record);
  }

  /** Removes every revision but the current one; those that are held are remembered and remain. */
  public async retire(providerId: string, current: number | undefined, isHeld: IsHeld): Promise<void> {
    for (const { revision } of await this.ofProvider(providerId)) {
      if (revision === current) continue;
      const record = { providerId, revision };
      if (isHeld(providerId, revision)) await this.remember(record);
      else await this.drop(record);
    }
  }

  /** Removes those that were held and are no more. One that comes to be held meanwhile is not among those read before. */
  public async sweep(whatIsHeld: () => Promise<IsHeld>): Promise<void> {
    const retired = (await this.held.read({})).filter(isHeldRecord);
    if (retired.length === 0) return;
    const isHeld = await whatIsHeld();
    for (const record of retired.filter(({ providerId, revision }) => !isHeld(providerId, revision))) {
      await this.drop(record);
      await this.held.remove(keyOf(record));
    }
  }

  private async remember(record: HeldRecord): Promise<void> {
    if ((await this.held.read(keyOf(record))).length === 0) await this.held.create(keyOf(record), record);
  }

  private async drop(record: HeldRecord): Promise<void> {
    await this.records.remove(keyOf(record));
  }
}

type HeldRecord = Pick<RevisionRecord, 'providerId' | 'revision'>;

function keyOf({ providerId, revision }: HeldRecord): { id: string; tags: string[] } {
  return { id: providerId, tags: [revisionTag(revision)] };
}

function revisionTag(revision: number): string {
  return `revision:${revision}`;
}

function toRevision({ providerId, revision, serviceId, content }: RevisionRecord): StoredRevision {
  const { settings, properties } = JSON.parse(content) as Pick<StoredRevision, 'settings' | 'properties'>;
  return { providerId, revision, serviceId, settings, properties };
}

function isRevision(record: unknown): record is RevisionRecord {
  return (
    isJsonObject(record) &&
    ['providerId', 'serviceId', 'content'].every((field) => typeof record[field] === 'string') &&
    typeof record.revision === 'number'
  );
}

function isHeldRecord(record: unknown): record is HeldRecord {
  return isJsonObject(record) && typeof record.providerId === 'string' && typeof record.revision === 'number';
}
