import type { Request } from 'express';
import { Router } from 'express';
import multer from 'multer';
import type { Message, Upload, User } from '../../rocketchat/types';
import type { Call, Site } from '../call';
import { answering, failure, notFound } from '../call';

/** Files: sent by visitors, sent by users, and fetched through the links in messages. */
export function uploadRoutes(site: Site): Router {
  const router = Router();
  const form = multer().single('file');
  router.post('/api/v1/livechat/upload/:rid', form, answering(site, 'anybody', uploadAsVisitor));
  router.post('/api/v1/rooms.upload/:rid', form, answering(site, 'user', uploadAsUser));
  router.get('/file-upload/:id/:name', answering(site, 'anybody', download));
  return router;
}

async function uploadAsVisitor(call: Call): Promise<object> {
  const visitorToken = call.request.get('x-visitor-token') ?? '';
  const room = call.instance.server.rooms.get(String(call.request.params.rid));
  if (!call.instance.server.visitors.getByToken(visitorToken)) throw failure('Not authorized');
  if (room === undefined || room.v.token !== visitorToken || !room.open) throw failure('invalid-room');
  return store(call, { visitorToken });
}

async function uploadAsUser(call: Call & { user: User }): Promise<object> {
  return { message: await store(call, { userId: call.user._id }) };
}

async function store(
  { request, instance }: Call,
  sender: { userId: string } | { visitorToken: string },
): Promise<Message> {
  if (!request.file) throw failure('File is required');
  const { description, msg } = request.body as { description?: string; msg?: string };
  const upload = await instance.server.uploads.create({
    rid: String(request.params.rid),
    name: request.file.originalname,
    type: request.file.mimetype,
    content: request.file.buffer,
    description: description ?? msg,
    ...sender,
  });
  return messageWith(instance.server.messages.list(upload.rid), upload);
}

function messageWith(messages: Message[], upload: Upload): Message {
  const message = messages.find(({ file }) => file?._id === upload._id);
  if (message === undefined) throw failure('error-file-message-missing');
  return message;
}

function download({ request, response, instance, user }: Call): void {
  const upload = instance.server.uploads.get(String(request.params.id));
  const content = upload && instance.server.uploads.content(upload._id);
  if (upload === undefined || content === undefined) throw notFound('Not found');
  if (!user && !isVisitorOf(request, instance.server.rooms.get(upload.rid)?.v.token)) {
    response.status(403).send('Forbidden');
    return;
  }
  response.set('content-type', upload.type).send(content);
}

/** The widget adds the visitor's token to the links that it shows. */
function isVisitorOf(request: Request, token: string | undefined): boolean {
  return token !== undefined && request.query.rc_token === token;
}
