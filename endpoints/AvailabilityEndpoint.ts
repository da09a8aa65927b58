import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiEndpointInfo, IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import { askAvailability } from '../lib/askAvailability';
import type { Availability } from '../lib/provider';
import { Endpoint } from './Endpoint';
import type { Outside } from './Outside';
import { invalidRequest } from './parseHandoverRequest';
import { providerIncomplete } from './providerIncomplete';
import { answer } from './respond';

/** More targets than anybody routes to; each of them costs the contact centre work. */
const MOST_TARGETS = 20;
const LONGEST_TARGET = 200;

/** `availability`: whether agents of the contact centre are there, in the shape of the predecessor and with `state`. */
export class AvailabilityEndpoint extends Endpoint {
  public override path = 'availability';

  constructor(
    app: IApp,
    private readonly outside: Outside,
  ) {
    super(app, ['get']);
  }

  public async get(
    request: IApiRequest,
    _endpoint: IApiEndpointInfo,
    read: IRead,
    modify: IModify,
    http: IHttp,
    persistence: IPersistence,
  ): Promise<IApiResponse> {
    return this.guarded(async (log) => {
      const targets = parseTargets(request.query?.button_ids);
      const call = { read, modify, http, persistence, log };
      const choice = await this.outside.provider(call);
      if ('problems' in choice) throw providerIncomplete(choice.problems);
      const parts = { provider: choice.provider, clock: this.outside.desk(call).clock };
      return answer(200, { result: (await askAvailability(parts, targets)).map(toResult) });
    });
  }
}

function parseTargets(query: unknown): string[] {
  if (query === undefined || query === '') return [];
  const targets = typeof query === 'string' ? query.split(',').map((target) => target.trim()) : undefined;
  const isValid = targets?.every((target) => target !== '' && target.length <= LONGEST_TARGET);
  if (targets && isValid && targets.length <= MOST_TARGETS) return targets;
  const problem = `expected at most ${MOST_TARGETS} ids of at most ${LONGEST_TARGET} characters, separated by commas`;
  throw invalidRequest([{ field: 'button_ids', problem: `is not a list of ids; ${problem}` }]);
}

/** The predecessor left `isAvailable` out where nobody is there; a caller that asks for true is right either way. */
function toResult({ target, state, waitSeconds }: Availability): object {
  return {
    id: target,
    isAvailable: state === 'available',
    ...(waitSeconds !== undefined && { estimatedWaitTime: waitSeconds }),
    state,
  };
}
