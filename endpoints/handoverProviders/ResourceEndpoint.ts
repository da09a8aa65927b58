import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import type { HandoverError } from '../../lib/errors';
import type { ProviderDesk } from '../../lib/handoverProviders/ProviderDesk';
import { Endpoint } from '../Endpoint';
import type { Call } from '../Outside';
import { authenticateCaller } from './authenticateCaller';
import { type MediaType, negotiate } from './negotiate';
import type { Outside } from './Outside';
import { answerProblem } from './problem';
import { Routes } from './Routes';

/** A call that may be made and whose answer can be understood. */
export interface Visit {
  readonly request: IApiRequest;
  readonly call: Call;
  readonly desk: ProviderDesk;
  /** Who calls: 24 lower-case hexadecimal digits. */
  readonly caller: string;
  readonly mediaType: MediaType;
}

/** An endpoint of the handover providers API: for whoever may call, in the media type he wants, with problem documents. */
export abstract class ResourceEndpoint extends Endpoint {
  public override path: string;
  protected readonly routes: Routes;

  /** @param path one of the spellings that the resource answers under */
  constructor(
    app: IApp,
    path: string,
    protected readonly outside: Outside,
  ) {
    super(app);
    this.path = path;
    this.routes = new Routes(app.getID());
  }

  /** A handler for callers who have proved who they are. */
  protected visited(
    handle: (visit: Visit) => Promise<IApiResponse>,
    byDefault: MediaType = 'application/json',
  ): (request: IApiRequest, call: Call) => Promise<IApiResponse> {
    return async (request, call) => {
      const caller = authenticateCaller(request, await this.outside.apiKey(call.read));
      const mediaType = negotiate(request.headers.accept, byDefault);
      return handle({ request, call, desk: this.outside.desk(call), caller, mediaType });
    };
  }

  protected override answerFailure(failure: unknown, request: IApiRequest, { log }: Call): IApiResponse {
    return answerProblem(failure, { instance: this.instanceOf(request), log });
  }

  protected override answerRefusal(refusal: HandoverError, allow: string, request: IApiRequest): IApiResponse {
    return answerProblem(refusal, {
      instance: this.instanceOf(request),
      log: this.app.getLogger(),
      headers: { allow },
    });
  }

  /** The path that was called. */
  private instanceOf({ params }: IApiRequest): string {
    return `/${this.path.replace(/:(\w+)/g, (_match, name: string) => encodeURIComponent(wellFormed(params?.[name])))}`;
  }
}

/** Half of a surrogate pair has no place in an address. */
function wellFormed(text = ''): string {
  return text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (match) =>
    match.length === 2 ? match : '\ufffd',
  );
}
