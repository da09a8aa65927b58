import { Router } from 'express';
import { json, Missing, param } from '../contactCentre/controlHandlers';
import { narrow } from '../contactCentre/narrow';
import type { Conversation } from './Conversation';
import { type ControlParts, conversationOf } from './control';
import { conversationActs } from './conversationActs';
import { describe, summarize } from './views';

/** `/control/conversations` and `/control/webhooks`: what agents do and see, and what went out. */
export function conversationControl({ conversations, desk, webhooks }: ControlParts): Router {
  const router = Router();
  const acts = conversationActs(desk);
  const shown = (view: typeof summarize) => (conversation: Conversation) =>
    view(conversation, webhooks.standing(conversation.id));
  router.get(
    '/conversations',
    json(({ query }) => narrow(conversations.all().map(shown(summarize)), query)),
  );
  router.get(
    '/conversations/:conversation',
    json((request) => shown(describe)(conversationOf(request, conversations))),
  );
  router.get('/conversations/:conversation/files/:file', (request, response) => {
    const files = conversationOf(request, conversations).entries.flatMap(({ attachment }) => attachment ?? []);
    const file = files.find(({ id }) => id === param(request, 'file'));
    if (!file?.content) {
      throw new Missing('There is no such file');
    }
    response.type(file.mime).send(file.content);
  });
  router.post(
    '/conversations/:conversation/:act',
    json((request) => {
      const conversation = conversationOf(request, conversations);
      const act = acts.get(param(request, 'act'));
      if (!act) {
        throw new Missing(`Nothing is called ${param(request, 'act')}`);
      }
      return act(conversation, request.body);
    }),
  );
  router.get(
    '/webhooks',
    json(({ query }) =>
      webhooks.log.filter(({ conversationId }) => [undefined, conversationId].includes(query.conversation as string)),
    ),
  );
  return router;
}
