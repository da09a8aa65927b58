import type { FileOutside } from '../endpoints/FileEndpoint';
import { signFile } from '../endpoints/fileLink';
import { systemClock } from '../lib/clock';
import { hostCall } from '../lib/rocketchat/hostCall';
import { PersistentLinkKeys } from '../lib/rocketchat/PersistentLinkKeys';
import type { SessionParts } from '../lib/SessionParts';
import { type Accessors, recordsOf } from './composeStores';

/** What the endpoint that hands files out works with. */
export function composeFiles(): FileOutside {
  return {
    keys: (call) => keysOf(call).all(),
    content: async ({ read }, { id }) => {
      const uploads = read.getUploadReader();
      if (!(await hostCall('file look-up', uploads.getById(id)))) return undefined;
      return (await hostCall('file read', uploads.getBufferById(id))) ?? undefined;
    },
    nowMs: () => systemClock.nowMs(),
  };
}

/** Makes links to files of rooms; undefined while nobody knows where the workspace can be reached. */
export function composeFileLinks(accessors: Accessors, siteUrl: string, appId: string): SessionParts['linkTo'] {
  if (siteUrl === '') return undefined;
  const keys = keysOf(accessors);
  const base = `${siteUrl.replace(/\/+$/, '')}/api/apps/public/${appId}/files`;
  return async (file) => `${base}/${await signFile(file, await keys.some(), systemClock.nowMs())}`;
}

function keysOf({ read, persistence }: Pick<Accessors, 'read' | 'persistence'>): PersistentLinkKeys {
  return new PersistentLinkKeys(recordsOf(read, persistence)(PersistentLinkKeys.KIND));
}
