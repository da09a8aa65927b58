import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import { askAvailability } from '../lib/askAvailability';
import { HandoverError } from '../lib/errors';
import { invalidRequest } from '../lib/invalidRequest';
import type { Availability } from '../lib/provider';
import { providerIncomplete } from '../lib/providerIncomplete';
import { type Route, SETTINGS_PROVIDER } from '../lib/Routing';
import { Endpoint } from './Endpoint';
import type { Call, Outside } from './Outside';
import { answer } from './respond';

/** More targets than anybody routing to; each of them costs the contact centre work. */
const MOST_TARGETS = 20;
const LONGEST_TARGET = 200;
const LONGEST_DEPARTMENT = 500;
/** Where no department is named. */
const SETTINGS_ROUTE: Route = { providerId: SETTINGS_PROVIDER };

/** `availability`: whether agents of the contact centre are there, in the shape of the predecessor and with `state`. */
export class AvailabilityEndpoint extends Endpoint {
  public override path = 'availability';

  protected readonly handlers = {
    get: (request: IApiRequest, call: Call) => this.availability(request, call),
  };

  constructor(
    app: IApp,
    private readonly outside: Outside,
  ) {
    super(app);
  }

  private async availability(request: IApiRequest, call: Call): Promise<IApiResponse> {
    const targets = parseTargets(request.query?.button_ids);
    const department = parseDepartment(request.query?.department);
    const route = await (department === undefined ? SETTINGS_ROUTE : this.routeOf(department, call));
    const choice = await this.outside.provider(call, route);
    if ('problems' in choice) throw providerIncomplete(choice.problems);
    const parts = { provider: choice.provider, clock: this.outside.desk(call).clock };
    const wanted = targets.length === 0 && route.target !== undefined ? [route.target] : targets;
    return answer(200, { result: (await askAvailability(parts, wanted)).map(toResult) });
  }

  /** @throws HandoverError `department-not-found` when no provider serves it */
  private async routeOf(idOrName: string, call: Call): Promise<Route> {
    const servedDepartment = this.outside.config(call.read).then((config) => config.servedDepartment);
    const [routing, department] = await Promise.all([
      this.outside.routing(call, servedDepartment),
      this.outside.desk(call).departments.find(idOrName),
    ]);
    const route = department && routing.of(department);
    if (route) return route;
    throw new HandoverError('department-not-found', 'No handover provider serves a department of this id or name.');
  }
}

function parseDepartment(query: unknown): string | undefined {
  if (query === undefined || query === '') return undefined;
  if (typeof query === 'string' && query.length <= LONGEST_DEPARTMENT) return query;
  const problem = `is not the id or name of a department; expected at most ${LONGEST_DEPARTMENT} characters`;
  throw invalidRequest([{ field: 'department', problem }]);
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
