import path from 'node:path';
import { isAxiosError } from 'axios';
import { type NextFunction, type Request, type Response, Router } from 'express';
import { controlErrors, Missing, param, readBody } from '../contactCentre/controlHandlers';
import type { Workspace } from '../rocketchat/Workspace';
import { acts } from './acts';
import type { PageBundle } from './bundle';
import { BOT_PATH, type Demo } from './Demo';
import type { Feed } from './Feed';

const INDEX = path.join(__dirname, 'browser', 'index.html');

/** What the page is made of. */
export interface PageParts {
  readonly demo: Demo;
  readonly feed: Feed;
  readonly bundle: PageBundle;
  readonly workspace: Workspace;
}

/** The page, its feed, everything that can be done on it, and where the app tells the bot that a chat is back. */
export function pageRouter({ demo, feed, bundle, workspace }: PageParts): Router {
  const router = Router();
  router.get('/', (_request, response) => response.sendFile(INDEX));
  router.get('/page/page.js', (_request, response) => void response.type('text/javascript').send(bundle.script));
  router.get('/page/page.css', (_request, response) => void response.type('text/css').send(bundle.style));
  router.get('/page/feed', (request, response) => feed.open(request, response));
  router.get('/page/files/:id', (request, response) => sendFile(workspace, request, response));
  router.post('/page/acts/:act', (request, response, next) => void act(demo, feed, { request, response, next }));
  router.post(BOT_PATH, (request, response) => {
    void demo.hearOfReturn(String((request.body as { roomId?: string }).roomId)).catch(() => undefined);
    response.json({ ok: true });
  });
  router.use('/page', controlErrors);
  return router;
}

async function act(
  demo: Demo,
  feed: Feed,
  { request, response, next }: { request: Request; response: Response; next: NextFunction },
): Promise<void> {
  try {
    const found = acts.get(param(request, 'act'));
    if (!found) throw new Missing(`Nothing is called ${param(request, 'act')}`);
    const deed = readBody(request, (body) => found(demo, body));
    feed.touch();
    await deed();
    response.json({ ok: true });
  } catch (error) {
    if (isAxiosError<{ error?: string }>(error)) {
      response.status(409).json({ error: error.response?.data?.error ?? error.message });
    } else next(error);
  }
  feed.touch();
}

function sendFile({ uploads, uploadContents }: Workspace, request: Request, response: Response): void {
  const upload = uploads.get(param(request, 'id'));
  const content = upload && uploadContents.get(upload._id);
  if (!upload || !content) throw new Missing('There is no such file');
  response.attachment(upload.name).type(upload.type).send(content);
}
