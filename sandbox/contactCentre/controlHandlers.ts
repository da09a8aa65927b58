import type { NextFunction, Request, Response } from 'express';
import { BadBody, BodyReader } from './BodyReader';

/** Thrown for what does not exist. */
export class Missing extends Error {}

/** Thrown when something cannot be done in the present state of things. */
export class Conflict extends Error {}

/** One path parameter, which express guarantees. */
export function param(request: Request, name: string): string {
  return request.params[name] ?? '';
}

/** Reads a control body in one go and refuses it when anything is wrong. */
export function readBody<T>(request: Request, read: (body: BodyReader) => T): T {
  const reader = new BodyReader(request.body ?? {});
  const value = read(reader);
  reader.finish();
  return value;
}

/** Removes what the path names; throws {@link Missing} for what is not there. */
export function remove<T>(request: Request, map: Map<string, T>, name = 'id'): void {
  if (!map.delete(param(request, name))) {
    throw new Missing(`There is no ${param(request, name)}`);
  }
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
