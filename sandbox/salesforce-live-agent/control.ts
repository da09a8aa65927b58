import type { Request } from 'express';
import { Missing, param } from '../contactCentre/controlHandlers';
import type { AgentDesk } from './AgentDesk';
import type { ChatSession } from './ChatSession';
import type { Context } from './context';
import type { Files } from './Files';
import type { Roster } from './Roster';
import type { Routing } from './Routing';
import type { Sessions } from './Sessions';
import type { Visitor } from './Visitor';

/** The parts of the simulator that the control API works on. */
export interface ControlParts {
  readonly context: Context;
  readonly sessions: Sessions;
  readonly roster: Roster;
  readonly routing: Routing;
  readonly desk: AgentDesk;
  readonly files: Files;
  readonly visitor: Visitor;
}

/** The chat that the path names. */
export function chatOf(request: Request, sessions: Sessions): ChatSession {
  const session = sessions.find(param(request, 'chat'));
  if (!session) {
    throw new Missing(`There is no chat ${param(request, 'chat')}`);
  }
  return session;
}
