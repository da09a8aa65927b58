import type { RequestMethod } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { AppApi } from '@rocket.chat/apps-engine/server/managers/AppApi';
import type { Express, NextFunction, Request, Response, Router } from 'express';
import express from 'express';

/** How an endpoint of an app is run. */
export type EndpointExecutor = (appId: string, path: string, request: IApiRequest) => Promise<IApiResponse>;

/** Who called, as apps see him. */
export type Authenticator = (request: Request) => IUser | undefined;

type PrivateRequest = Request & { privateHash?: string };

/**
 * The HTTP front of apps on one instance: a plain express application ahead of everything else, with the default body
 * parsers and one router per app.
 */
export class AppEndpoints {
  readonly front: Express = express();
  private readonly routers = new Map<string, Router>();

  constructor(
    private readonly execute: EndpointExecutor,
    private readonly authenticate: Authenticator,
  ) {
    this.front.disable('x-powered-by');
    const parsers = [express.urlencoded({ extended: true }), express.json()];
    this.front.use('/api/apps/private/:appId/:hash', ...parsers, (request: PrivateRequest, response) => {
      request.privateHash = request.params.hash;
      this.dispatch(request, response);
    });
    this.front.use('/api/apps/public/:appId', ...parsers, (request, response) => this.dispatch(request, response));
  }

  /** Mounts one endpoint of an app; every HTTP method reaches it. */
  mount({ endpoint }: AppApi, appId: string): void {
    const router = this.routers.get(appId) ?? express.Router();
    this.routers.set(appId, router);
    const path = endpoint.path.trim();
    const guard = this.guard(endpoint.authRequired === true);
    router.all(path.startsWith('/') ? path : `/${path}`, guard, (request, response) => {
      void this.answer(appId, endpoint.path, request, response);
    });
  }

  /** Unmounts everything of an app. */
  unmount(appId: string): void {
    this.routers.delete(appId);
  }

  private dispatch(request: Request, response: Response): void {
    const notFound = (): void => {
      response.sendStatus(404);
    };
    const router = this.routers.get(String(request.params.appId));
    if (router === undefined) notFound();
    else router(request, response, notFound);
  }

  private guard(authRequired: boolean) {
    return (request: Request, response: Response, next: NextFunction): void => {
      const user = this.authenticate(request);
      response.locals.user = user;
      if (authRequired && user === undefined) response.status(401).send('Unauthorized');
      else next();
    };
  }

  private async answer(appId: string, path: string, request: PrivateRequest, response: Response): Promise<void> {
    try {
      const { status, headers = {}, content } = await this.execute(appId, path, requestToApp(request, response));
      response.set(headers);
      response.status(status);
      response.send(content);
    } catch (error) {
      response.status(500).send((error as Error).message);
    }
  }
}

function requestToApp(request: PrivateRequest, response: Response): IApiRequest {
  return {
    method: request.method.toLowerCase() as RequestMethod,
    headers: request.headers as Record<string, string>,
    query: (request.query ?? {}) as Record<string, string>,
    params: request.params ?? {},
    content: request.body as unknown,
    privateHash: request.privateHash,
    user: response.locals.user as IUser | undefined,
  } as IApiRequest;
}
