import { extname } from 'node:path';
import { dateNow, roundTrip, type ServerContext } from './context';
import { CodedError } from './errors';
import { randomId } from './ids';
import { hasRoomAccess } from './messageRules';
import { storeMessage } from './messageStore';
import type { NewMessage } from './requests';
import { sendAsUser } from './sendAsUser';
import type { MessageAttachment, Upload } from './types';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.gif': 'image/gif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.json': 'application/json',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.zip': 'application/zip',
};

/** A file to be stored. Exactly one of `userId` and `visitorToken` says who sends it. */
export interface NewUpload {
  rid: string;
  name: string;
  content: Buffer;
  /** Media type; told from the file name when left out. */
  type?: string;
  userId?: string;
  visitorToken?: string;
  /** Text that goes with the file. */
  description?: string;
}

/**
 * Stores a file and posts its message. A visitor's file for a closed room is stored, and posted nowhere.
 *
 * @throws CodedError and stores nothing, when the settings do not allow the file, when it is empty, and when the user may
 * not write to the room.
 */
export async function storeUpload(context: ServerContext, upload: NewUpload): Promise<Upload> {
  const { userId, visitorToken } = upload;
  if (!userId && !visitorToken) {
    throw new Error('An upload needs a user or a visitor.');
  }
  const document = uploadDocument(context, upload);
  assertAccepted(context, document);
  await roundTrip();
  const { uploads, uploadContents } = context.workspace;
  uploads.insert(document);
  uploadContents.set(document._id, Buffer.from(upload.content));
  const message = fileMessage(document, upload.description);
  if (visitorToken) {
    postAsVisitor(context, visitorToken, message);
  } else if (userId) {
    await sendAsUser(context, userId, message);
  }
  return document;
}

function uploadDocument(context: ServerContext, upload: NewUpload): Upload {
  const _id = randomId();
  const at = dateNow(context);
  const extension = extname(upload.name).toLowerCase();
  const path = `/file-upload/${_id}/${encodeURIComponent(upload.name)}`;
  return {
    _id,
    name: upload.name,
    size: upload.content.length,
    type: upload.type ?? MEDIA_TYPES[extension] ?? 'application/octet-stream',
    extension: extension.slice(1),
    rid: upload.rid,
    ...(upload.visitorToken ? { visitorToken: upload.visitorToken } : { userId: upload.userId }),
    store: 'GridFS:Uploads',
    complete: true,
    progress: 1,
    uploading: false,
    path,
    url: `${context.workspace.setting('Site_Url')}${path}`,
    uploadedAt: at,
    _updatedAt: at,
  };
}

function assertAccepted(context: ServerContext, upload: Upload): void {
  const { size } = upload;
  if (!isSenderIn(context, upload)) {
    throw new CodedError('invalid-file', 'File does not match filter');
  }
  assertAllowed(context, upload);
  if (size === 0) {
    throw new CodedError('file-too-small', `File size (size = ${size}) is too small (min = 1)`);
  }
}

function isSenderIn({ workspace }: ServerContext, { rid, userId }: Upload): boolean {
  const room = workspace.rooms.get(rid);
  const user = userId === undefined ? undefined : workspace.users.get(userId);
  return room !== undefined && (userId === undefined || (user !== undefined && hasRoomAccess(user, room)));
}

function assertAllowed({ workspace }: ServerContext, { size, type }: Upload): void {
  const maxSize = workspace.quantity('FileUpload_MaxFileSize');
  if (!workspace.flag('FileUpload_Enabled')) {
    throw new CodedError('error-file-upload-disabled', 'File upload is off');
  }
  if (maxSize > -1 && size > maxSize) {
    throw new CodedError('error-file-too-large', `File is larger than ${maxSize} bytes`);
  }
  const accepted = listed(workspace.setting('FileUpload_MediaTypeWhiteList'));
  const refused = listed(workspace.setting('FileUpload_MediaTypeBlackList'));
  if (matches(refused, type) || (accepted.length > 0 && !matches(accepted, type))) {
    throw new CodedError('error-invalid-file-type', 'File type is not accepted');
  }
}

function listed(value: unknown): string[] {
  return typeof value === 'string'
    ? value
        .split(',')
        .map((entry) => entry.trim())
        .filter(Boolean)
    : [];
}

function matches(patterns: string[], type: string): boolean {
  return patterns.some(
    (pattern) => pattern === type || (pattern.endsWith('/*') && type.startsWith(pattern.slice(0, -1))),
  );
}

function fileMessage(upload: Upload, description?: string): NewMessage {
  const file = { _id: upload._id, name: upload.name, type: upload.type, size: upload.size };
  const attachment: MessageAttachment = {
    title: upload.name,
    type: 'file',
    ...(description ? { description } : {}),
    title_link: upload.path,
    title_link_download: true,
    ...(upload.type.startsWith('image/')
      ? { image_url: upload.path, image_type: upload.type, image_size: upload.size }
      : {}),
  };
  return { rid: upload.rid, msg: '', file, files: [file], attachments: [attachment], groupable: false };
}

function postAsVisitor(context: ServerContext, token: string, message: NewMessage): void {
  const { rooms, visitors } = context.workspace;
  const room = rooms.get(message.rid);
  const visitor = visitors.findOne((candidate) => candidate.token === token && !candidate.disabled);
  if (!visitor || !room?.open || room.v.token !== token) {
    return;
  }
  storeMessage(context, { ...message, token, alias: visitor.name }, visitor);
}
