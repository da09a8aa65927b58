import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import { availabilityQuestion } from '../lib/availabilityQuestion';
import { describeHandover, type HandoverStatus } from '../lib/describeHandover';
import { HandoverError } from '../lib/errors';
import { invalidRequest } from '../lib/invalidRequest';
import { requestHandover, survey } from '../lib/requestHandover';
import type { Config } from '../settings/readConfig';
import { presentedSecret, requireSecret } from './authenticate';
import { Endpoint } from './Endpoint';
import type { Call, Outside } from './Outside';
import { parseHandoverRequest, parseRoomQuery } from './parseHandoverRequest';
import { answer } from './respond';

/**
 * `handover`: a bot hands a room over to a department (POST), asks how its handover stands (GET) or ends it (DELETE).
 * What is needed is read in one round, before the token is checked, so that a call costs few round trips to the host.
 */
export class HandoverEndpoint extends Endpoint {
  public override path = 'handover';

  protected readonly handlers = {
    get: (request: IApiRequest, call: Call) => this.status(request, call),
    post: (request: IApiRequest, call: Call) => this.outside.turns.take(() => this.request(request, call)),
    delete: (request: IApiRequest, call: Call) => this.end(request, call),
  };

  constructor(
    app: IApp,
    private readonly outside: Outside,
  ) {
    super(app);
  }

  private async request(request: IApiRequest, call: Call): Promise<IApiResponse> {
    const desk = this.outside.desk(call);
    const parsed = parseHandoverRequest(request);
    const reading = this.outside.config(call.read);
    const [config, routing, situation] = await Promise.all([
      reading,
      this.outside.routing(
        call,
        reading.then(({ servedDepartment }) => servedDepartment),
      ),
      parsed.request && survey(desk, parsed.request),
    ]);
    requireHandoverToken(config, request);
    if (!parsed.request || !situation) throw invalidRequest(parsed.problems);
    const ask = config.checksAvailability && this.availabilityQuestion(call);
    const seen = { ...situation, routing, ...(ask && { askAvailability: ask }) };
    const wanted = parsed.request;
    const outcome = await this.outside.inTransit.during(wanted.roomId, () => requestHandover(desk, wanted, seen));
    if (outcome.kind === 'session-active') return answerSessionActive();
    this.outside.announceArrival(call, outcome.arrival);
    return answerHandedOver([...parsed.warnings, ...outcome.warnings]);
  }

  private async status(request: IApiRequest, call: Call): Promise<IApiResponse> {
    const { roomId, problems } = parseRoomQuery(request.query);
    const [config, status] = await Promise.all([
      this.outside.config(call.read),
      roomId === undefined ? undefined : describeHandover(this.outside.desk(call), roomId),
    ]);
    requireHandoverToken(config, request);
    if (problems.length > 0) throw invalidRequest(problems);
    if (!status) throw new HandoverError('room-not-found', 'There is no Omnichannel room with this roomId.');
    return answerStatus(status);
  }

  private async end(request: IApiRequest, call: Call): Promise<IApiResponse> {
    const config = await this.outside.config(call.read);
    requireConfiguredToken(config, request);
    const { roomId, problems } = parseRoomQuery(request.query);
    if (roomId === undefined) throw invalidRequest(problems);
    const isEnding = await this.outside.switchboard(call).endByRequest(roomId);
    if (!isEnding) throw new HandoverError('session-not-found', 'No session is active in this room.');
    return answer(202, { result: 'The session is being ended; the room returns.' });
  }

  private availabilityQuestion(call: Call): ReturnType<typeof availabilityQuestion> {
    return availabilityQuestion({
      clock: this.outside.desk(call).clock,
      provider: (route) => this.outside.provider(call, route),
      bridgeProblems: () => this.outside.bridgeProblems(call.read),
    });
  }
}

function requireHandoverToken({ handoverToken }: Config, request: IApiRequest): void {
  if (handoverToken === undefined) return;
  const sentence = 'The handover token is missing or wrong; send it as X-Handover-Token or Authorization: Bearer.';
  requireSecret(handoverToken, presentedSecret(request, 'x-handover-token'), sentence);
}

/** What cannot be undone is not open to everybody, not even while no token is set. */
function requireConfiguredToken(config: Config, request: IApiRequest): void {
  if (config.handoverToken === undefined) {
    throw new HandoverError(
      'unauthorized',
      'No handover token is set in the settings of the app, so nobody can be let in.',
    );
  }
  requireHandoverToken(config, request);
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
