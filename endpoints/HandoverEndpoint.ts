import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiEndpointInfo, IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import { describeHandover, type HandoverStatus } from '../lib/describeHandover';
import { HandoverError } from '../lib/errors';
import { requestHandover, survey } from '../lib/requestHandover';
import type { Config } from '../settings/readConfig';
import { presentedSecret, requireSecret } from './authenticate';
import { Endpoint } from './Endpoint';
import type { Outside } from './Outside';
import { invalidRequest, parseHandoverRequest, parseRoomQuery } from './parseHandoverRequest';
import { answer } from './respond';

/**
 * `handover`: a bot hands a room over to a department (POST) or asks how its handover stands (GET). Everything both need
 * is read in one round, before the token is checked, so that a call costs as few round trips to the host as it can.
 */
export class HandoverEndpoint extends Endpoint {
  public override path = 'handover';

  constructor(
    app: IApp,
    private readonly outside: Outside,
  ) {
    super(app, ['get', 'post']);
  }

  public async post(
    request: IApiRequest,
    _endpoint: IApiEndpointInfo,
    read: IRead,
    modify: IModify,
    _http: IHttp,
    persistence: IPersistence,
  ): Promise<IApiResponse> {
    return this.guarded(async () => {
      const desk = this.outside.desk({ read, modify, persistence, log: this.app.getLogger() });
      const parsed = parseHandoverRequest(request);
      const [config, situation] = await Promise.all([
        this.outside.config(read),
        parsed.request && survey(desk, parsed.request),
      ]);
      requireHandoverToken(config, request);
      if (!parsed.request || !situation) throw invalidRequest(parsed.problems);
      const seen = { ...situation, servedDepartment: config.servedDepartment };
      const outcome = await requestHandover(desk, parsed.request, seen);
      if (outcome.kind === 'session-active') return answerSessionActive();
      return answerHandedOver([...parsed.warnings, ...outcome.warnings]);
    });
  }

  public async get(
    request: IApiRequest,
    _endpoint: IApiEndpointInfo,
    read: IRead,
    modify: IModify,
    _http: IHttp,
    persistence: IPersistence,
  ): Promise<IApiResponse> {
    return this.guarded(async () => {
      const desk = this.outside.desk({ read, modify, persistence, log: this.app.getLogger() });
      const { roomId, problems } = parseRoomQuery(request.query);
      const [config, status] = await Promise.all([
        this.outside.config(read),
        roomId === undefined ? undefined : describeHandover(desk, roomId),
      ]);
      requireHandoverToken(config, request);
      if (problems.length > 0) throw invalidRequest(problems);
      if (!status) throw new HandoverError('room-not-found', 'There is no Omnichannel room with this roomId.');
      return answerStatus(status);
    });
  }
}

function requireHandoverToken({ handoverToken }: Config, request: IApiRequest): void {
  if (handoverToken === undefined) return;
  const sentence = 'The handover token is missing or wrong; send it as X-Handover-Token or Authorization: Bearer.';
  requireSecret(handoverToken, presentedSecret(request, 'x-handover-token'), sentence);
}

/** Status and body are the documented contract, byte for byte; `warnings` appears only where there is one. */
function answerHandedOver(warnings: readonly string[]): IApiResponse {
  return answer(200, {
    result: 'Handover request completed successfully',
    ...(warnings.length > 0 && { warnings }),
  });
}

/** Status and body are the documented contract, byte for byte. */
function answerSessionActive(): IApiResponse {
  return answer(406, { result: 'Cannot perform handover amidst an active Liveagent session.' });
}

function answerStatus({ state, departmentId, sinceMs }: HandoverStatus): IApiResponse {
  return answer(200, {
    result: state === 'none' ? 'No handover is under way in this room.' : `The handover of this room is ${state}.`,
    state,
    departmentId: departmentId ?? null,
    since: sinceMs === undefined ? null : new Date(sinceMs).toISOString(),
  });
}
