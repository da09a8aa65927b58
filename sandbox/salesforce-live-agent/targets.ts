import type { ChatRequest } from './chatRequest';
import type { Context } from './context';
import type { Roster } from './Roster';

/** Where a chat may be routed: to a button's agents or to one agent only. */
interface Target {
  readonly buttonId?: string;
  readonly agentId?: string;
}

function parse(override: string, roster: Roster): Target[] {
  const [first = '', second] = override.split('_');
  if (second !== undefined) {
    return [{ agentId: first }, { buttonId: second }];
  }
  return [roster.agents.has(first) ? { agentId: first } : { buttonId: first }];
}

function targetsOf(request: ChatRequest, roster: Roster): Target[] {
  if (request.buttonOverrides && request.buttonOverrides.length > 0) {
    return request.buttonOverrides.flatMap((override) => parse(override, roster));
  }
  if (request.agentId) {
    return [{ agentId: request.agentId }, ...(request.doFallback ? [{ buttonId: request.buttonId }] : [])];
  }
  return [{ buttonId: request.buttonId }];
}

/** Live Agent REST API, ChasitorInit: the first target that is available, and there is no second choice later. */
export function chooseTarget(request: ChatRequest, roster: Roster): Target | undefined {
  return targetsOf(request, roster).find((target) => roster.isAvailable(target.agentId ?? target.buttonId ?? ''));
}

/** True for this org's and deployment's ids of 15 characters, or of 18 where the switch allows them. */
export function belongs(ids: { organizationId: string; deploymentId: string }, context: Context): boolean {
  const { organization, switches } = context;
  const plain = (id: string) => (switches.acceptLongIds && id.length === 18 ? id.slice(0, 15) : id);
  const knownDeployment = organization.deploymentIds.includes(plain(ids.deploymentId));
  return plain(ids.organizationId) === organization.id && knownDeployment;
}
