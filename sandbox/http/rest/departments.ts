import type { DepartmentFields, NewDepartment } from '../../rocketchat/Departments';
import type { Department } from '../../rocketchat/types';
import type { Call } from '../call';
import { failure } from '../call';
import type { Route } from '../routes';
import { pageOf } from './page';

/** Omnichannel departments. */
export const departmentRoutes: Route[] = [
  ['get', '/department', 'agent', list],
  ['post', '/department', 'admin', create],
  ['get', '/department/:id', 'agent', (call) => described(call, found(call))],
  ['put', '/department/:id', 'admin', change],
  ['delete', '/department/:id', 'admin', remove],
  ['post', '/department/:id/archive', 'admin', archive],
  ['post', '/department/:id/unarchive', 'admin', unarchive],
  ['get', '/department/:id/agents', 'agent', listAgents],
  ['post', '/department/:id/agents', 'admin', changeAgents],
];

interface AgentEntry {
  agentId: string;
  order?: number;
}

interface DepartmentBody {
  department?: DepartmentFields & { name?: string };
  agents?: AgentEntry[];
}

function list({ request, instance }: Call): object {
  const { items, ...page } = pageOf(request, instance.server.departments.list());
  return { departments: items, ...page };
}

function create(call: Call): object {
  const { department, agents } = call.request.body as DepartmentBody;
  if (!department?.name) throw failure('Match error: Missing key department.name', 'invalid-params');
  const created = call.instance.server.departments.create(department as NewDepartment);
  replaceAgents(call, created._id, agents);
  return described(call, created);
}

function change(call: Call): object {
  const { department, agents } = call.request.body as DepartmentBody;
  const { _id } = found(call);
  call.instance.server.departments.update(_id, department ?? {});
  replaceAgents(call, _id, agents);
  return described(call, found(call));
}

function remove(call: Call): void {
  call.instance.server.departments.remove(found(call)._id);
}

function archive(call: Call): void {
  call.instance.server.departments.archive(found(call)._id);
}

function unarchive(call: Call): void {
  call.instance.server.departments.unarchive(found(call)._id);
}

function listAgents(call: Call): object {
  const { items, ...page } = pageOf(call.request, call.instance.server.departments.agentsOf(found(call)._id));
  return { agents: items, ...page };
}

function changeAgents(call: Call): void {
  const { upsert = [], remove: leaving = [] } = call.request.body as { upsert?: AgentEntry[]; remove?: AgentEntry[] };
  const { departments } = call.instance.server;
  const { _id } = found(call);
  for (const { agentId, order } of upsert) departments.addAgent(_id, agentId, order);
  for (const { agentId } of leaving) departments.removeAgent(_id, agentId);
}

function replaceAgents({ instance }: Call, departmentId: string, agents: AgentEntry[] | undefined): void {
  if (agents === undefined) return;
  const { departments } = instance.server;
  const staying = agents.map(({ agentId }) => agentId);
  for (const { agentId } of departments.agentsOf(departmentId)) {
    if (!staying.includes(agentId)) departments.removeAgent(departmentId, agentId);
  }
  for (const { agentId, order } of agents) departments.addAgent(departmentId, agentId, order);
}

function found({ request, instance }: Call): Department {
  const department = instance.server.departments.get(String(request.params.id));
  if (department === undefined) throw failure('Department not found [error-department-not-found]');
  return department;
}

function described({ instance }: Call, { _id }: Department): object {
  const { departments } = instance.server;
  return { department: departments.get(_id) ?? null, agents: departments.agentsOf(_id) };
}
