import type { IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { Call } from '../endpoints/Outside';
import { systemClock } from '../lib/clock';
import type { ProviderStore } from '../lib/handoverProviders/ProviderStore';
import { PersistentProviderStore } from '../lib/rocketchat/PersistentProviderStore';
import { type DirectoryMemory, ProviderDirectory } from '../lib/rocketchat/ProviderDirectory';
import { ProviderHeaders } from '../lib/rocketchat/ProviderHeaders';
import { ProviderRevisions } from '../lib/rocketchat/ProviderRevisions';
import { RecordStore } from '../lib/rocketchat/RecordStore';

/** What the engine hands to an endpoint, an event handler or a job. */
export type Accessors = Omit<Call, 'log'>;

/** What this process remembers of the list of providers. */
const memory: DirectoryMemory = {};

/** The app's persistence by the kinds of records. */
export function recordsOf(read: IRead, persistence: IPersistence): (kind: string) => RecordStore {
  return (kind) => new RecordStore(kind, read.getPersistenceReader(), persistence);
}

/** Providers as they are stored; what sessions look up who serves a department in. */
export function composeProviderStore({ read, persistence }: Pick<Accessors, 'read' | 'persistence'>): ProviderStore {
  const records = recordsOf(read, persistence);
  return new PersistentProviderStore(
    new ProviderHeaders(records(ProviderHeaders.KIND)),
    new ProviderRevisions(records(ProviderRevisions.KIND), records(ProviderRevisions.HELD_KIND)),
    new ProviderDirectory(records(ProviderDirectory.KIND), memory, systemClock),
  );
}
