import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Cluster, Instance } from '../engine/Instance';
import type { User } from '../rocketchat/types';

/** What a REST call works with. */
export interface Site {
  instance: Instance;
  cluster: Cluster;
}

/** One REST call by somebody who is allowed to make it. */
export interface Call extends Site {
  request: Request;
  response: Response;
  /** Empty for calls that need no login. */
  user?: User;
}

/** Who may make a call: anybody, users, agents (and administrators), administrators. */
export type Access = 'anybody' | 'user' | 'agent' | 'admin';

/** An answer other than success. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly body: object,
  ) {
    super(JSON.stringify(body));
  }
}

/** Rocket.Chat's usual failure. */
export function failure(error: string, errorType?: string): Refusal {
  return new Refusal(400, { success: false, error, ...(errorType && { errorType }) });
}

/** Rocket.Chat's answer for something that is not there. */
export function notFound(error: string): Refusal {
  return new Refusal(404, { success: false, error });
}

/** Makes a request handler that answers with `{...result, success: true}`, or with what was thrown. */
export function answering(site: Site, access: Access, work: (call: Call & { user: User }) => unknown): RequestHandler {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    try {
      const user = site.cluster.accounts.userOf(request);
      admit(access, user);
      // Where no login is asked for, the user may be missing, and such calls do not read him.
      const result = await work({ ...site, request, response, user: user as User });
      if (!response.headersSent) response.json({ ...(result as object | undefined), success: true });
    } catch (error) {
      if (response.headersSent) next(error);
      else refuse(response, error);
    }
  };
}

function admit(access: Access, user: User | undefined): void {
  if (access === 'anybody') return;
  if (user === undefined) {
    throw new Refusal(401, { status: 'error', message: 'You must be logged in to do this.' });
  }
  const admin = user.roles.includes('admin');
  const agent = admin || user.roles.includes('livechat-agent');
  if ((access === 'admin' && !admin) || (access === 'agent' && !agent)) {
    const error = 'User does not have the permissions required for this action [error-unauthorized]';
    throw new Refusal(403, { success: false, error });
  }
}

function refuse(response: Response, error: unknown): void {
  if (error instanceof Refusal) {
    response.status(error.status).json(error.body);
    return;
  }
  const { message, code } = error as { message?: string; code?: string };
  response.status(400).json({ success: false, error: message ?? String(error), ...(code && { errorType: code }) });
}
