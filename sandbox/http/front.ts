import type { ErrorRequestHandler, Express, Router } from 'express';
import express from 'express';
import type { Site } from './call';
import { controlRoutes } from './control';
import { agentRoutes } from './rest/agents';
import { appRoutes, appUploads } from './rest/apps';
import { commandRoutes } from './rest/commands';
import { departmentRoutes } from './rest/departments';
import { directRoomRoutes } from './rest/directRooms';
import { interactionRoutes } from './rest/interactions';
import { messageRoutes } from './rest/messages';
import { roomRoutes } from './rest/rooms';
import { serverRoutes } from './rest/server';
import { uploadRoutes } from './rest/uploads';
import { userRoutes } from './rest/users';
import { visitorRoutes } from './rest/visitors';
import { routerOf } from './routes';

const BODY_LIMIT = '10mb';

/**
 * Everything one instance answers over HTTP. Endpoints of apps come first, as they do in the real server; what is no call
 * of Rocket.Chat's comes last.
 */
export function createFront(site: Site, others: Router): Express {
  const front = express();
  front.set('env', 'production');
  front.disable('x-powered-by');
  front.use((_request, response, next) => {
    response.set({
      'X-Instance-ID': site.instance.id,
      'X-XSS-Protection': '1',
      'X-Content-Type-Options': 'nosniff',
    });
    next();
  });
  front.use(site.instance.endpoints.front);
  front.use('/api/apps', appUploads(site));
  front.use(express.json({ limit: BODY_LIMIT }), express.urlencoded({ extended: true, limit: BODY_LIMIT }));
  front.use('/api/apps', interactionRoutes(site));
  front.use('/api/apps', routerOf(site, appRoutes));
  front.use(routerOf(site, serverRoutes));
  const livechat = [...departmentRoutes, ...agentRoutes, ...visitorRoutes, ...roomRoutes];
  front.use('/api/v1/livechat', routerOf(site, livechat));
  front.use('/api/v1', routerOf(site, [...userRoutes, ...messageRoutes, ...directRoomRoutes, ...commandRoutes]));
  front.use(uploadRoutes(site));
  front.use('/sandbox', routerOf(site, controlRoutes));
  front.use(others);
  front.use((_request, response) => {
    response.status(404).json({ success: false, error: 'Not found' });
  });
  front.use(badBody);
  return front;
}

const badBody: ErrorRequestHandler = (error: Error & { status?: number }, request, response, next) => {
  if (/^\/api\/apps\/(public|private)\//.test(request.path)) {
    next(error);
    return;
  }
  response.status(error.status ?? 500).json({ success: false, error: error.message });
};
