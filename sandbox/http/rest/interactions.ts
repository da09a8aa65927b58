import { type Request, type Response, Router } from 'express';
import type { User } from '../../rocketchat/types';
import type { Site } from '../call';

/** Interactions of users with apps, and the buttons that apps have registered. Both answer in shapes of their own. */
export function interactionRoutes({ instance, cluster }: Site): Router {
  const router = Router();
  router.get('/actionButtons', async (_request, response) => {
    response.json(await instance.host.manager.getUIActionButtonManager().getAllActionButtons());
  });
  router.post('/ui.interaction/:appId', async (request, response) => {
    const user = cluster.accounts.userOf(request);
    if (user === undefined) {
      response.status(401).send({ status: 'error', message: 'You must be logged in to do this.' });
      return;
    }
    await answer(request, response, (interaction) => instance.actions.interact(interaction, subjectOf(request, user)));
  });
  return router;
}

/** What a client sends. */
interface Body {
  type?: string;
  actionId?: string;
  triggerId?: string;
  rid?: string;
  mid?: string;
  container?: unknown;
  payload?: { context?: unknown; view?: unknown; isCleared?: unknown };
}

async function answer(
  request: Request,
  response: Response,
  interact: (interaction: object) => Promise<unknown>,
): Promise<void> {
  const interaction = interactionOf(request.body as Body);
  if (interaction === undefined) {
    response.status(400).send({ error: 'Unknown action' });
    return;
  }
  try {
    response.send(await interact({ ...interaction, appId: request.params.appId }));
  } catch (error) {
    response.status(500).send({ error: error instanceof Error ? error.message : error });
  }
}

/** What an app gets of a body, by its type; rooms and messages come with the subject, where the type has one. */
function interactionOf({ type, actionId, triggerId, container, payload = {} }: Body): object | undefined {
  switch (type) {
    case 'blockAction':
      return { type, container, actionId, triggerId, payload };
    case 'viewSubmit':
      return { type, actionId, triggerId, payload };
    case 'viewClosed':
      return { type, actionId, payload: { view: payload.view, isCleared: payload.isCleared } };
    case 'actionButton':
      return { type, actionId, triggerId, payload: { context: payload.context } };
    default:
      return undefined;
  }
}

/** Views belong to no room: what a client says of one is not passed on. */
function subjectOf(request: Request, user: User): { user: User; rid?: string; mid?: string } {
  const { type, rid, mid } = request.body as Body;
  return type === 'blockAction' || type === 'actionButton' ? { user, rid, mid } : { user };
}
