import { isWithinContactLimit } from './chatLimits';
import { roundTrip, type ServerContext } from './context';
import { CodedError } from './errors';
import { requeue } from './queue';
import type { TransferRequest } from './requests';
import { changeDepartment, removeAgent, removeAllAgents } from './roomAssignment';
import { type DelegationResult, delegateInquiry } from './routing';
import { anyAgentOnline, onlineAgent } from './serviceStatus';
import { saveTransferHistory } from './systemMessages';
import type { AgentReference, Department } from './types';
import { unassign } from './unassign';
import type { Workspace } from './Workspace';

/** A forward to a department that exists. */
export interface DepartmentForward extends TransferRequest {
  department: Department;
  usesFallback?: boolean;
  /** Number of departments tried, this one included; 1 when left out. */
  hops?: number;
}

/** Forwards to a department, and from there along its fallback chain when nobody is available. */
export async function forwardToDepartment(context: ServerContext, forward: DepartmentForward): Promise<boolean> {
  const { room, department } = forward;
  const { workspace } = context;
  if (!room.open) {
    return false;
  }
  assertForwardAllowed(workspace, forward);
  await roundTrip();
  const inquiry = workspace.inquiries.inGroup(room._id)[0];
  if (!inquiry) {
    throw new Error('error-transferring-inquiry');
  }
  if (room.departmentId === department._id) {
    throw new Error('error-forwarding-chat-same-department');
  }
  const agent = wantedAgent(workspace, forward);
  if (goesToQueue(context, forward)) {
    await writeHistory(context, forward);
    return unassign(context, inquiry, department._id);
  }
  const result = await delegateInquiry(context, {
    inquiry: { ...inquiry, department: department._id },
    agent,
    room,
    forwardedFrom: { departmentId: room.departmentId },
  });
  if (!result.room) {
    return false;
  }
  if (!result.chatQueued && room.servedBy && result.room.servedBy?._id === room.servedBy._id) {
    return forwardToFallback(context, forward);
  }
  await completeForward(context, forward, result);
  return true;
}

function assertForwardAllowed(workspace: Workspace, { room, department }: DepartmentForward): void {
  const current = room.departmentId ? workspace.departments.get(room.departmentId) : undefined;
  const allowed = current?.departmentsAllowedToForward ?? [];
  if (workspace.edition.licensed && allowed.length > 0 && !allowed.includes(department._id)) {
    throw new CodedError(
      'error-forwarding-department-target-not-allowed',
      'The forwarding to the target department is not allowed.',
    );
  }
}

function wantedAgent(workspace: Workspace, { userId, department }: DepartmentForward): AgentReference | undefined {
  if (!userId) {
    return undefined;
  }
  const user = onlineAgent(workspace, userId);
  if (!user) {
    throw new Error('error-user-is-offline');
  }
  if (workspace.departmentAgents.inGroup(department._id, (member) => member.agentId === userId).length === 0) {
    throw new Error('error-user-not-belong-to-department');
  }
  return { agentId: userId, username: user.username };
}

function goesToQueue(context: ServerContext, { room, department }: DepartmentForward): boolean {
  const { workspace } = context;
  return (
    !workspace.autoAssigns ||
    !isWithinContactLimit(context, room) ||
    (department.allowReceiveForwardOffline && !anyAgentOnline(workspace, department._id))
  );
}

async function forwardToFallback(context: ServerContext, forward: DepartmentForward): Promise<boolean> {
  const { workspace } = context;
  const fallbackId = forward.department.fallbackForwardDepartment;
  if (!fallbackId) {
    throw new Error('error-no-agents-online-in-department');
  }
  if (!workspace.edition.enterpriseBuild) {
    return true;
  }
  const hops = forward.hops ?? 1;
  const department = workspace.departments.get(fallbackId);
  if (!department || hops > workspace.quantity('Omnichannel_max_fallback_forward_depth')) {
    return false;
  }
  return forwardToDepartment(context, { ...forward, department, usesFallback: true, hops: hops + 1 });
}

async function completeForward(
  context: ServerContext,
  forward: DepartmentForward,
  { room: current, chatQueued }: DelegationResult,
): Promise<void> {
  const { room, department } = forward;
  await writeHistory(context, forward);
  if (chatQueued) {
    await removeAllAgents(context, room._id);
  } else if (room.servedBy && current?.servedBy?._id !== room.servedBy._id) {
    await removeAgent(context, room._id, room.servedBy._id);
  }
  await changeDepartment(context, { roomId: room._id, from: room.departmentId, to: department._id });
  if (chatQueued) {
    await requeue(context, room._id);
  }
}

function writeHistory(context: ServerContext, forward: DepartmentForward): Promise<void> {
  const { room, department, transferredBy, comment, usesFallback } = forward;
  return saveTransferHistory(context, {
    rid: room._id,
    transferredBy,
    comment,
    usesFallback,
    scope: 'department',
    ...(room.departmentId ? { previousDepartment: room.departmentId } : {}),
    nextDepartment: { _id: department._id, name: department.name },
  });
}
