import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import {
  ApiEndpoint,
  type IApiEndpointInfo,
  type IApiRequest,
  type IApiResponse,
} from '@rocket.chat/apps-engine/definition/api';
import { HandoverError } from '../lib/errors';
import type { Call } from './Outside';
import { answerError, answerFailure } from './respond';

/** Every method that Node's HTTP parser lets through; the host hands each of them to the app. */
const METHODS = (
  'acl bind checkout copy delete get head link lock m-search merge mkactivity mkcalendar mkcol move notify options ' +
  'patch post propfind proppatch purge put query rebind report search source subscribe trace unbind unlink unlock ' +
  'unsubscribe'
).split(' ');

/** What an endpoint does on one method. It may throw: a `HandoverError` becomes its own answer, all else a 500. */
type Handler = (request: IApiRequest, call: Call) => Promise<IApiResponse>;

/**
 * An endpoint that answers every method, because the host turns a missing one, and anything thrown, into a 500 that
 * shows the inner message: methods it does not offer get 405, failures their own answer.
 */
export abstract class Endpoint extends ApiEndpoint {
  /** The methods that the endpoint offers. */
  protected abstract readonly handlers: Partial<Record<'get' | 'post' | 'put' | 'patch' | 'delete', Handler>>;

  /** @param app what the engine's own constructor takes. */
  constructor(app: ConstructorParameters<typeof ApiEndpoint>[0]) {
    super(app);
    for (const method of METHODS) {
      // Not an arrow: the engine calls it on a stand-in for this endpoint, whose app alone has the log of the call.
      const respond = function (
        this: Endpoint,
        request: IApiRequest,
        _endpoint: IApiEndpointInfo,
        read: IRead,
        modify: IModify,
        http: IHttp,
        persistence: IPersistence,
      ) {
        return this.respond(method, request, { read, modify, http, persistence, log: this.app.getLogger() });
      };
      Object.defineProperty(this, method, { value: respond, configurable: true, writable: true });
    }
  }

  /** The answer to whatever a handler has thrown. */
  protected answerFailure(failure: unknown, _request: IApiRequest, call: Call): IApiResponse {
    return answerFailure(failure, call.log);
  }

  /** The answer to a method that the endpoint does not offer. */
  protected answerRefusal(refusal: HandoverError, allow: string, _request: IApiRequest): IApiResponse {
    return answerError(refusal, { allow });
  }

  private async respond(method: string, request: IApiRequest, call: Call): Promise<IApiResponse> {
    const handler = new Map(Object.entries(this.handlers)).get(method);
    if (!handler) return this.refuse(method, request);
    try {
      return await handler(request, call);
    } catch (failure) {
      return this.answerFailure(failure, request, call);
    }
  }

  private refuse(method: string, request: IApiRequest): IApiResponse {
    const allow = Object.keys(this.handlers).join(', ').toUpperCase();
    const sentence = `${method.toUpperCase()} is not offered here; offered: ${allow}.`;
    return this.answerRefusal(new HandoverError('method-not-allowed', sentence), allow, request);
  }
}
