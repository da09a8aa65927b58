import type { Answer } from '../contactCentre/Answer';
import { authorized } from './authorized';
import type { Call, Route } from './Call';
import type { Context } from './context';
import { badRequest } from './refusals';
import { type Bodies, checkBody } from './schemas';
import type { Tokens } from './Tokens';
import type { Visitor } from './Visitor';

interface Parts {
  readonly context: Context;
  readonly tokens: Tokens;
  readonly visitor: Visitor;
}

const ONE = '/iamessage/api/v2/conversation/:conversationId';

/** Enhanced Chat API, message and file. */
function accepted(id: string, clientTimestamp: number): Answer {
  return { status: 202, body: { conversationEntries: [{ id, clientTimestamp }] } };
}

/** Enhanced Chat API, what a visitor puts into a conversation: messages, files, typing, acknowledgements. */
export function messageRoutes({ context, tokens, visitor }: Parts): Route[] {
  const method = 'post';
  const check = <Name extends keyof Bodies>(name: Name, { body }: Call) =>
    checkBody(name, body, context.switches.strictSchemas);
  return [
    authorized(tokens, {
      method,
      path: `${ONE}/message`,
      name: 'conversation/message',
      takes: 'json',
      handle: (call, token, id) => {
        const body = check('message', call);
        return accepted(body.message.id, visitor.post(token, id, body));
      },
    }),
    authorized(tokens, {
      method,
      path: `${ONE}/file`,
      name: 'conversation/file',
      takes: 'upload',
      handle: (call, token, id) => {
        const body = check('file', call);
        if (!call.upload) {
          throw badRequest('The part fileData is required');
        }
        return accepted(body.message.id, visitor.postFile(token, id, body, call.upload));
      },
    }),
    authorized(tokens, {
      method,
      path: `${ONE}/entry`,
      name: 'conversation/entry',
      takes: 'json',
      handle: (call, token, id) => {
        visitor.type(token, id, check('entry', call));
        return { status: 200 };
      },
    }),
    authorized(tokens, {
      method,
      path: `${ONE}/acknowledge-entries`,
      name: 'conversation/acknowledge-entries',
      takes: 'json',
      handle: (call, token, id) => {
        visitor.acknowledge(token, id, check('acknowledgements', call));
        return { status: 200 };
      },
    }),
  ];
}
