import type { Request } from 'express';
import { Missing, param } from '../contactCentre/controlHandlers';
import type { AgentDesk } from './AgentDesk';
import type { Attachments } from './Attachments';
import type { Conversation } from './Conversation';
import type { Conversations } from './Conversations';
import type { Context } from './context';
import type { EventRouter } from './EventRouter';
import type { Offers } from './Offers';
import type { RequestLog } from './RequestLog';
import type { Roster } from './Roster';
import type { Tokens } from './Tokens';

/** The parts of the simulator that the control API works on. */
export interface ControlParts {
  readonly context: Context;
  readonly conversations: Conversations;
  readonly roster: Roster;
  readonly offers: Offers;
  readonly desk: AgentDesk;
  readonly tokens: Tokens;
  readonly router: EventRouter;
  readonly attachments: Attachments;
  readonly log: RequestLog;
}

/** The conversation that the path names; throws `Missing`. */
export function conversationOf(request: Request, conversations: Conversations): Conversation {
  const conversation = conversations.find(param(request, 'conversation'));
  if (!conversation) {
    throw new Missing(`There is no conversation ${param(request, 'conversation')}`);
  }
  return conversation;
}
