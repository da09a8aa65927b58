import type { Request } from 'express';
import { Missing, param } from '../contactCentre/controlHandlers';
import type { AgentDesk } from './AgentDesk';
import type { Conversation } from './Conversation';
import type { Conversations } from './Conversations';
import type { Context } from './context';
import type { Integrations } from './Integrations';
import type { Media } from './Media';
import type { RateLimit } from './RateLimit';
import type { Roster } from './Roster';
import type { Routing } from './Routing';
import type { Switches } from './switches';
import type { Tokens } from './Tokens';
import type { Triggers } from './Triggers';
import type { Webhooks } from './Webhooks';

/** The parts of the simulator that the control API works on. */
export interface ControlParts {
  readonly context: Context;
  /** What a reset puts the switches back to. */
  readonly initialSwitches: Readonly<Switches>;
  readonly tokens: Tokens;
  readonly rateLimit: RateLimit;
  readonly integrations: Integrations;
  readonly conversations: Conversations;
  readonly roster: Roster;
  readonly routing: Routing;
  readonly desk: AgentDesk;
  readonly media: Media;
  readonly webhooks: Webhooks;
  readonly triggers: Triggers;
}

/** The conversation that the path names. */
export function conversationOf(request: Request, conversations: Conversations): Conversation {
  const conversation = conversations.find(param(request, 'conversation'));
  if (!conversation) {
    throw new Missing(`There is no conversation ${param(request, 'conversation')}`);
  }
  return conversation;
}
