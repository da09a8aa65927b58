import type { NextFunction, Request, Response } from 'express';
import { type AgentDesk, Conflict } from './AgentDesk';
import { BadBody, BodyReader } from './BodyReader';
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

/** Thrown for a chat, agent, button or fault that does not exist. */
export class Missing extends Error {}

/** One path parameter, which express guarantees. */
export function param(request: Request, name: string): string {
  return request.params[name] ?? '';
}

/** The chat that the path names. */
export function chatOf(request: Request, sessions: Sessions): ChatSession {
  const session = sessions.find(param(request, 'chat'));
  if (!session) {
    throw new Missing(`There is no chat ${param(request, 'chat')}`);
  }
  return session;
}

/** Reads a control body in one go and refuses it when anything is wrong. */
export function readBody<T>(request: Request, read: (body: BodyReader) => T): T {
  const reader = new BodyReader(request.body ?? {});
  const value = read(reader);
  reader.finish();
  return value;
}

/** Answers with the JSON of what the work gives back. */
export function json(work: (request: Request) => unknown): (request: Request, response: Response) => void {
  return (request, response) => {
    response.json(work(request) ?? { ok: true });
  };
}

/** Turns what control handlers throw into JSON with a fitting status. */
export function controlErrors(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (error instanceof BadBody) {
    response.status(400).json({ error: error.message, details: error.problems });
  } else if (error instanceof Missing) {
    response.status(404).json({ error: error.message });
  } else if (error instanceof Conflict) {
    response.status(409).json({ error: error.message });
  } else if (error instanceof SyntaxError) {
    response.status(400).json({ error: 'The body is not valid JSON' });
  } else {
    next(error);
  }
}
