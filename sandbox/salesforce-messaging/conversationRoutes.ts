import type { Answer } from '../contactCentre/Answer';
import { authorized } from './authorized';
import { type Call, type Route, requireNoBody } from './Call';
import { openSession, routingStatusOf } from './Conversation';
import type { Conversations } from './Conversations';
import type { Context } from './context';
import type { Endings } from './Endings';
import { queryEntries, readLimit, readPeriod } from './entriesQuery';
import { checkBody } from './schemas';
import type { Token, Tokens } from './Tokens';
import { transcriptOf } from './transcript';

interface Parts {
  readonly context: Context;
  readonly tokens: Tokens;
  readonly conversations: Conversations;
  readonly endings: Endings;
}

const BASE = '/iamessage/api/v2/conversation';
const ONE = `${BASE}/:conversationId`;

function creation({ context, tokens, conversations }: Parts): Route {
  return authorized(tokens, {
    method: 'post',
    path: BASE,
    name: 'conversation/create',
    takes: 'json',
    handle: ({ body }, token) => {
      const request = checkBody('conversation', body, context.switches.strictSchemas);
      const { isNew } = conversations.create(token, request);
      return { status: isNew ? 201 : 200 };
    },
  });
}

function listOf(conversations: Conversations, { query }: Call, token: Token): Answer {
  const limit = readLimit(query);
  const isInPeriod = readPeriod(query);
  const wanted = query.get('conversationId');
  const mine = conversations
    .all()
    .filter(({ owner, createdAt }) => owner === token.subject && isInPeriod(createdAt))
    .filter(({ id }) => wanted === null || id === wanted);
  const open = mine.filter(({ closedAt }) => closedAt === undefined);
  const listed = query.get('inclClosedConvs') === 'true' ? mine : open;
  return {
    status: 200,
    body: {
      openConversationsFound: open.length,
      closedConversationsFound: listed.length - open.length,
      conversations: listed.slice(0, limit).map(({ id, createdAt, closedAt }) => ({
        conversationId: id,
        startTimestamp: createdAt,
        endTimestamp: closedAt ?? null,
      })),
    },
  };
}

function reading({ context, tokens, conversations }: Parts): Route[] {
  const method = 'get';
  return [
    authorized(tokens, {
      method,
      path: `${BASE}/list`,
      name: 'conversation/list',
      handle: (call, token) => listOf(conversations, call, token),
    }),
    authorized(tokens, {
      method,
      path: ONE,
      name: 'conversation/read',
      handle: (_call, token, id) => {
        const routingStatus = routingStatusOf(conversations.forReading(token, id));
        return { status: 200, body: { conversationId: id, routingStatus } };
      },
    }),
    authorized(tokens, {
      method,
      path: `${ONE}/entries`,
      name: 'conversation/entries',
      handle: ({ query }, token, id) => {
        const conversation = conversations.forReading(token, id);
        const at = { switches: context.switches, now: context.clock.now() };
        return { status: 200, body: { conversationEntries: queryEntries(conversation, query, at) } };
      },
    }),
    authorized(tokens, {
      method,
      path: `${ONE}/transcript`,
      name: 'conversation/transcript',
      handle: ({ query }, token, id) => {
        conversations.checkDeployment(token, query.get('esDeveloperName'));
        const conversation = conversations.forReading(token, id);
        const body = conversation.deployment.isTranscriptEnabled ? transcriptOf(conversation) : undefined;
        return { status: 200, headers: { 'Content-Type': 'application/pdf' }, body };
      },
    }),
  ];
}

/** Enhanced Chat API, Conversation: both deletions name the deployment and have no body. */
function ending({ tokens, conversations, endings }: Parts): Route[] {
  const method = 'delete';
  const find = (call: Call, token: Token, id: string) => {
    requireNoBody(call);
    conversations.checkDeployment(token, call.query.get('esDeveloperName'));
    return conversations.forWriting(token, id);
  };
  return [
    authorized(tokens, {
      method,
      path: ONE,
      name: 'conversation/close',
      handle: (call, token, id) => {
        endings.closeByEndUser(find(call, token, id));
        return { status: 204 };
      },
    }),
    authorized(tokens, {
      method,
      path: `${ONE}/session`,
      name: 'conversation/end-session',
      handle: (call, token, id) => {
        const session = openSession(find(call, token, id));
        if (session) {
          endings.endSession(session, 'EndUser');
        }
        return { status: 204 };
      },
    }),
  ];
}

/** Enhanced Chat API, conversations as such: everything but what goes into them. */
export function conversationRoutes(parts: Parts): Route[] {
  return [creation(parts), ...reading(parts), ...ending(parts)];
}
