import type { IUpload } from '@rocket.chat/apps-engine/definition/uploads';
import type { Upload, Visitor } from '../../rocketchat/types';
import type { Documents } from './Documents';
import { defined, renamed } from './mapping';
import { roomToApp } from './rooms';
import { userToApp } from './users';
import { visitorToApp } from './visitors';

const NAMES = {
  id: '_id',
  name: 'name',
  size: 'size',
  type: 'type',
  store: 'store',
  extension: 'extension',
  complete: 'complete',
  progress: 'progress',
  uploading: 'uploading',
  etag: 'etag',
  path: 'path',
  url: 'url',
  uploadedAt: 'uploadedAt',
  updatedAt: '_updatedAt',
};

/** The description of an uploaded file as apps see it. */
export function uploadToApp(upload: Upload, documents: Documents, visitor?: Visitor): IUpload {
  const room = documents.room(upload.rid);
  const user = upload.userId === undefined ? undefined : documents.user(upload.userId);
  const app = {
    ...renamed(upload, NAMES),
    room: room && roomToApp(room, documents),
    user: user && userToApp(user),
    visitor: visitor && visitorToApp(visitor),
  };
  return defined(app) as unknown as IUpload;
}
