import { type Request, Router } from 'express';
import { json, Missing, param, readBody } from '../contactCentre/controlHandlers';
import { narrow } from '../contactCentre/narrow';
import { type ControlParts, conversationOf } from './ControlParts';
import { conversationActs } from './conversationActs';
import { describe, summarize } from './views';

function actOn(parts: ControlParts): (request: Request) => unknown {
  const acts = conversationActs(parts);
  return (request) => {
    const conversation = conversationOf(request, parts.conversations);
    const act = acts.get(param(request, 'act'));
    if (!act) {
      throw new Missing(`Nothing is called ${param(request, 'act')}`);
    }
    return readBody(request, (body) => act(conversation, body))();
  };
}

/** `/control/conversations`: what agents do in conversations, and what either side of them saw. */
export function conversationControl(parts: ControlParts): Router {
  const { conversations, roster, context, router: events } = parts;
  const router = Router();
  const surroundings = () => ({
    roster,
    streams: (subject: string) => events.streamsOf(subject),
    now: context.clock.now(),
  });
  router.get(
    '/conversations',
    json(({ query }) => {
      const all = conversations.all().map((conversation) => summarize(conversation, surroundings()));
      return narrow(all, query);
    }),
  );
  router.get(
    '/conversations/:conversation',
    json((request) => describe(conversationOf(request, conversations), surroundings())),
  );
  router.get('/conversations/:conversation/files/:file', (request, response) => {
    const { files } = conversationOf(request, conversations);
    const file = files.find(({ id }) => id === param(request, 'file'));
    if (!file) {
      throw new Missing('There is no such file');
    }
    response.type(file.mimeType).send(file.content);
  });
  router.post('/conversations/:conversation/:act', json(actOn(parts)));
  return router;
}
