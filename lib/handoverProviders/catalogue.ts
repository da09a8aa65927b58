import type { FieldProblem } from '../errors';
import type { HandoverService } from '../service';

/** How a caller names a service: by its id, by its name, or by both when they agree. */
export interface ServiceChoice {
  readonly serviceId?: string;
  readonly service?: string;
}

/** The service that a caller means, or what is wrong with what he says. */
export function chooseService(
  services: readonly HandoverService[],
  { serviceId, service }: ServiceChoice,
): { readonly service: HandoverService } | { readonly problems: readonly FieldProblem[] } {
  const byId = services.find(({ id }) => id === serviceId);
  const byName = services.find(({ name }) => isSameName(name, service));
  const offered = services.map(({ id, name }) => `${name} (${id})`).join(', ');
  const problems: FieldProblem[] = [];
  if (serviceId === undefined && service === undefined) {
    problems.push({ field: 'service', problem: `is missing, and so is serviceId; offered: ${offered}` });
  }
  if (serviceId !== undefined && !byId) problems.push({ field: 'serviceId', problem: `is none of ${offered}` });
  if (service !== undefined && !byName) problems.push({ field: 'service', problem: `is none of ${offered}` });
  if (byId && byName && byId !== byName) problems.push({ field: 'service', problem: `is not the service ${byId.id}` });
  const chosen = byId ?? byName;
  return chosen && problems.length === 0 ? { service: chosen } : { problems };
}

/** The service of a provider that exists. */
export function serviceOf(services: readonly HandoverService[], id: string): HandoverService {
  const service = services.find((candidate) => candidate.id === id);
  if (!service) throw new Error(`The catalogue has no service ${id}`);
  return service;
}

function isSameName(name: string, given: string | undefined): boolean {
  return name.toLowerCase() === given?.trim().toLowerCase();
}
