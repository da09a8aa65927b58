import type { Answer } from '../contactCentre/Answer';
import { type Call, queryFlag, type Route } from './call';
import type { Inbound } from './Inbound';
import { readAny } from './inboundSchemas';

const accepted = (body: object): Answer => ({ status: 202, body });

/** The deprecated endpoint: one for everything, told apart by the type in the body. */
function any(call: Call, inbound: Inbound): Answer {
  const body = call.json();
  const { type, channel } = readAny(body);
  // A receipt goes the way of the message it is for, so what it is addressed to is the visitor.
  const integrationId = (type === 'Receipt' ? (channel.id ?? channel.from?.id) : channel.to.id) ?? '';
  switch (type) {
    case 'Event':
      return accepted(inbound.event(integrationId, body));
    case 'Receipt':
      return accepted(inbound.receipt(integrationId, body));
    default:
      return accepted(inbound.message(integrationId, body, false));
  }
}

/** Open Messaging, inbound messages, events, receipts and structured responses. */
export function inboundRoutes(inbound: Inbound): Route[] {
  const below = '/conversations/messages/:integrationId/inbound/open';
  const post = { method: 'post', permissions: ['conversation:message:receive'] } as const;
  const id = (call: Call) => call.param('integrationId');
  return [
    {
      ...post,
      path: `${below}/message`,
      name: 'inbound/message',
      handle: (call) => accepted(inbound.message(id(call), call.json(), queryFlag(call, 'prefetchConversationId'))),
    },
    {
      ...post,
      path: `${below}/event`,
      name: 'inbound/event',
      handle: (call) => accepted(inbound.event(id(call), call.json())),
    },
    {
      ...post,
      path: `${below}/receipt`,
      name: 'inbound/receipt',
      handle: (call) => accepted(inbound.receipt(id(call), call.json())),
    },
    {
      ...post,
      path: `${below}/structured/response`,
      name: 'inbound/response',
      handle: (call) => accepted(inbound.response(id(call), call.json())),
    },
    {
      ...post,
      path: '/conversations/messages/inbound/open',
      name: 'inbound/any',
      handle: (call) => any(call, inbound),
    },
  ];
}
