import { randomBytes } from 'node:crypto';
import type { AppStatus } from '@rocket.chat/apps-engine/definition/AppStatus';
import type { IAppInfo } from '@rocket.chat/apps-engine/definition/metadata';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { ILoggerStorageEntry } from '@rocket.chat/apps-engine/server/logging';
import type { IAppStorageItem } from '@rocket.chat/apps-engine/server/storage';
import { AppLogStorage, AppMetadataStorage, AppSourceStorage } from '@rocket.chat/apps-engine/server/storage';

const LOG_LIMIT = 5_000;

/** The records of installed apps, one store for every instance. */
class MetadataStorage extends AppMetadataStorage {
  private readonly items = new Map<string, IAppStorageItem>();

  constructor() {
    super('memory');
  }

  async create(item: IAppStorageItem): Promise<IAppStorageItem> {
    const now = new Date();
    const stored = { ...structuredClone(item), _id: randomBytes(12).toString('hex'), createdAt: now, updatedAt: now };
    this.items.set(item.id, stored);
    return structuredClone(stored);
  }

  async retrieveOne(id: string): Promise<IAppStorageItem | null> {
    return structuredClone(this.items.get(id) ?? null);
  }

  async retrieveAll(): Promise<Map<string, IAppStorageItem>> {
    return structuredClone(this.items);
  }

  async retrieveAllPrivate(): Promise<Map<string, IAppStorageItem>> {
    return this.retrieveAll();
  }

  async remove(id: string): Promise<{ success: boolean }> {
    return { success: this.items.delete(id) };
  }

  async updatePartialAndReturnDocument(
    change: Partial<IAppStorageItem>,
    options: { unsetPermissionsGranted?: boolean } = {},
  ): Promise<IAppStorageItem> {
    const stored = this.byRecordId(change._id);
    Object.assign(stored, structuredClone(change), { updatedAt: new Date() });
    if (options.unsetPermissionsGranted) delete stored.permissionsGranted;
    return structuredClone(stored);
  }

  async updateStatus(recordId: string, status: AppStatus): Promise<boolean> {
    this.byRecordId(recordId).status = status;
    return true;
  }

  async updateSetting(recordId: string, setting: ISetting): Promise<boolean> {
    this.byRecordId(recordId).settings[setting.id] = structuredClone(setting);
    return true;
  }

  async updateAppInfo(recordId: string, info: IAppInfo): Promise<boolean> {
    this.byRecordId(recordId).info = structuredClone(info);
    return true;
  }

  async updateMarketplaceInfo(): Promise<boolean> {
    return true;
  }

  private byRecordId(recordId: string | undefined): IAppStorageItem {
    const found = [...this.items.values()].find((item) => item._id === recordId);
    if (found === undefined) throw new Error(`No app record has the id ${recordId}`);
    return found;
  }
}

/** What apps and their runtimes logged, oldest first, bounded. */
class LogStorage extends AppLogStorage {
  private entries: ILoggerStorageEntry[] = [];

  constructor() {
    super('memory');
  }

  async findPaginated(
    query: Record<string, unknown>,
    options: { skip?: number; limit?: number } = {},
  ): Promise<{ logs: ILoggerStorageEntry[]; total: number }> {
    const found = this.entries.filter((entry) => query.appId === undefined || entry.appId === query.appId).reverse();
    const start = options.skip ?? 0;
    return { logs: found.slice(start, start + (options.limit ?? found.length)), total: found.length };
  }

  async storeEntries(entry: ILoggerStorageEntry): Promise<ILoggerStorageEntry> {
    this.entries.push(entry);
    if (this.entries.length > LOG_LIMIT) this.entries = this.entries.slice(-LOG_LIMIT / 2);
    return entry;
  }

  async getEntriesFor(appId: string): Promise<ILoggerStorageEntry[]> {
    return this.entries.filter((entry) => entry.appId === appId);
  }

  async removeEntriesFor(appId: string): Promise<void> {
    this.entries = this.entries.filter((entry) => entry.appId !== appId);
  }
}

/** The packages of installed apps, one store for every instance. */
class SourceStorage extends AppSourceStorage {
  private readonly packages = new Map<string, Buffer>();

  async store(item: IAppStorageItem, zip: Buffer): Promise<string> {
    this.packages.set(item.id, zip);
    return `memory:${item.id}`;
  }

  async fetch(item: IAppStorageItem): Promise<Buffer> {
    const zip = this.packages.get(item.id);
    if (zip === undefined) throw new Error(`No package of ${item.id} is stored`);
    return zip;
  }

  async update(item: IAppStorageItem, zip: Buffer): Promise<string> {
    return this.store(item, zip);
  }

  async remove(item: IAppStorageItem): Promise<void> {
    this.packages.delete(item.id);
  }
}

/** Everything about apps that outlives an instance. */
export interface AppStores {
  metadata: MetadataStorage;
  logs: LogStorage;
  sources: SourceStorage;
}

/** Empty stores. */
export function createAppStores(): AppStores {
  return { metadata: new MetadataStorage(), logs: new LogStorage(), sources: new SourceStorage() };
}
