import { isWithinContactLimit } from './chatLimits';
import { dateNow, roundTrip, type ServerContext } from './context';
import { delegateInquiry } from './routing';
import { isBot, nextBot, onlineAgents } from './serviceStatus';
import type { AgentReference, Inquiry, LivechatRoom } from './types';
import type { Workspace } from './Workspace';

/** Pause between two cycles of the queue worker, and the life of its locks, in milliseconds. */
export function queueDelayMs(workspace: Workspace): number {
  return Math.max(1, workspace.quantity('Omnichannel_queue_delay_timeout')) * 1000;
}

/** Lets the inquiry wait for the queue worker or for an agent to take it. */
export function markQueued(context: ServerContext, inquiryId: string, agent?: AgentReference): Inquiry | undefined {
  return context.workspace.inquiries.update(inquiryId, (inquiry) => {
    inquiry.status = 'queued';
    inquiry.queuedAt = dateNow(context);
    inquiry._updatedAt = inquiry.queuedAt;
    delete inquiry.takenAt;
    delete inquiry.lockedAt;
    if (agent) {
      inquiry.defaultAgent = agent;
    }
  });
}

/** The status a new inquiry starts with: at once to an agent, or to the queue. */
export function startingStatus(
  context: ServerContext,
  room: LivechatRoom,
  agent: AgentReference | undefined,
): 'ready' | 'queued' {
  const { workspace } = context;
  if (!isWithinContactLimit(context, room)) {
    return 'queued';
  }
  const user = agent && workspace.users.get(agent.agentId);
  if (user && isBot(user)) {
    return 'ready';
  }
  return !workspace.waitingQueue && (workspace.autoAssigns || agent) ? 'ready' : 'queued';
}

/** Where new work of a department goes: to its fallback, with a licence, while nobody of its own is online. */
export function routedDepartment(workspace: Workspace, departmentId: string | undefined): string | undefined {
  if (!departmentId || !workspace.edition.licensed || onlineAgents(workspace, departmentId).length > 0) {
    return departmentId;
  }
  return workspace.departments.get(departmentId)?.fallbackForwardDepartment ?? departmentId;
}

/** Routes a room again that has just lost its agent: to a bot of the department, to an agent, or into the queue. */
export async function requeue(context: ServerContext, roomId: string): Promise<void> {
  const { workspace } = context;
  const { inquiries, rooms } = workspace;
  const inquiry = inquiries.inGroup(roomId)[0];
  const room = rooms.get(roomId);
  if (!inquiry || !room) {
    throw new Error('error-invalid-inquiry');
  }
  const agent = nextBot(workspace, inquiry.department);
  if (startingStatus(context, room, agent) === 'queued') {
    markQueued(context, inquiry._id, agent);
    return;
  }
  const ready = inquiries.update(inquiry._id, (document) => {
    document.status = 'ready';
  });
  await delegateInquiry(context, { inquiry: ready ?? inquiry, room, agent });
}

/** One cycle of the queue worker: tries one inquiry per department, and answers how many got an agent. */
export async function processQueueOnce(context: ServerContext): Promise<number> {
  const { workspace } = context;
  if (!workspace.flag('Livechat_enabled') || !workspace.autoAssigns || workspace.edition.macLimitReached) {
    return 0;
  }
  const waiting = workspace.inquiries.find((inquiry) => inquiry.status === 'queued');
  let served = 0;
  for (const department of new Set(waiting.map((inquiry) => inquiry.department))) {
    served += (await processDepartment(context, department)) ? 1 : 0;
  }
  return served;
}

async function processDepartment(context: ServerContext, department: string | undefined): Promise<boolean> {
  const inquiry = lockNext(context, department);
  if (!inquiry) {
    return false;
  }
  await roundTrip();
  const room = context.workspace.rooms.get(inquiry.rid);
  if (!room?.open) {
    context.workspace.inquiries.remove(inquiry._id);
    return false;
  }
  try {
    const result = await delegateInquiry(context, { inquiry, room, agent: inquiry.defaultAgent });
    if (result.room?.servedBy) {
      return true;
    }
  } catch (error) {
    if (!(error instanceof Error && error.message === 'error-taking-inquiry-lockedAt-mismatch')) {
      throw error;
    }
    return false;
  }
  markQueued(context, inquiry._id);
  return false;
}

function lockNext(context: ServerContext, department: string | undefined): Inquiry | undefined {
  const { inquiries } = context.workspace;
  const expired = context.clock.now() - queueDelayMs(context.workspace);
  const next = inquiries
    .find((inquiry) => inquiry.status === 'queued' && inquiry.department === department)
    .filter((inquiry) => !inquiry.lockedAt || inquiry.lockedAt.getTime() <= expired)
    .sort((a, b) => (a.queuedAt ?? a.ts).getTime() - (b.queuedAt ?? b.ts).getTime())[0];
  return (
    next &&
    inquiries.update(next._id, (inquiry) => {
      inquiry.lockedAt = dateNow(context);
    })
  );
}
