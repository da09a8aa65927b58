import type { FileOutside } from '../endpoints/FileEndpoint';
import { signFile } from '../endpoints/fileLink';
import { type Clock, systemClock } from '../lib/clock';
import { MOST_LINKED_BYTES } from '../lib/Outbound';
import { hostCall } from '../lib/rocketchat/hostCall';
import { PersistentLinkKeys } from '../lib/rocketchat/PersistentLinkKeys';
import type { SessionParts } from '../lib/SessionParts';
import { type Accessors, recordsOf } from './composeStores';

/** What the endpoint that hands files out works with. */
export function composeFiles(clock: Clock = systemClock): FileOutside {
  return {
    keys: (call) => keysOf(call).all(),
    content: async ({ read }, { id }) => {
      const uploads = read.getUploadReader();
      const upload = await hostCall('file look-up', uploads.getById(id));
      if (!upload || Number(upload.size) > MOST_LINKED_BYTES) return undefined;
      return (await hostCall('file read', uploads.getBufferById(id))) ?? undefined;
    },
    nowMs: () => clock.nowMs(),
  };
}

/** Makes links to files of rooms; undefined while nobody knows where the workspace can be reached. */
export function composeFileLinks(
  accessors: Pick<Accessors, 'read' | 'persistence'>,
  siteUrl: string,
  appId: string,
  clock: Clock = systemClock,
): SessionParts['linkTo'] {
  if (siteUrl === '') return undefined;
  const keys = keysOf(accessors);
  const base = `${siteUrl.replace(/\/+$/, '')}/api/apps/public/${appId}/files`;
  return async (file) => `${base}/${await signFile(file, await keys.some(), clock.nowMs())}`;
}

function keysOf({ read, persistence }: Pick<Accessors, 'read' | 'persistence'>): PersistentLinkKeys {
  return new PersistentLinkKeys(recordsOf(read, persistence)(PersistentLinkKeys.KIND));
}
