import { ApiEndpoint, type IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import { HandoverError } from '../lib/errors';
import type { Log } from '../lib/log';
import { answerError, answerFailure } from './respond';

/** Every method that Node's HTTP parser lets through; the host hands each of them to the app. */
const METHODS = (
  'acl bind checkout copy delete get head link lock m-search merge mkactivity mkcalendar mkcol move notify options ' +
  'patch post propfind proppatch purge put query rebind report search source subscribe trace unbind unlink unlock ' +
  'unsubscribe'
).split(' ');

/**
 * An endpoint that answers every method, because the host turns a missing one, and anything thrown, into a 500 that
 * shows the inner message: methods it does not offer get 405, failures their own answer.
 */
export abstract class Endpoint extends ApiEndpoint {
  /** @param offered the methods that the subclass implements, in lower case. */
  constructor(app: IApp, offered: readonly string[]) {
    super(app);
    const allow = offered.map((method) => method.toUpperCase()).join(', ');
    for (const method of METHODS.filter((name) => !offered.includes(name))) {
      const refuse = () => Promise.resolve(answerMethodNotAllowed(method, allow));
      Object.defineProperty(this, method, { value: refuse, configurable: true, writable: true });
    }
  }

  /** Runs the body of a method so that nothing it throws reaches the host. */
  protected async guarded(body: (log: Log) => Promise<IApiResponse>): Promise<IApiResponse> {
    const log = this.app.getLogger();
    try {
      return await body(log);
    } catch (failure) {
      return answerFailure(failure, log);
    }
  }
}

function answerMethodNotAllowed(method: string, allow: string): IApiResponse {
  const sentence = `${method.toUpperCase()} is not offered here; offered: ${allow}.`;
  return answerError(new HandoverError('method-not-allowed', sentence), { allow });
}
