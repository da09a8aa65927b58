import { nextAgent } from './agentSelection';
import { isAtChatLimit } from './chatLimits';
import { dateNow, roundTrip, type ServerContext } from './context';
import { CodedError } from './errors';
import { assignAgent } from './roomAssignment';
import { isAgentOnline, isBot, onlineAgent } from './serviceStatus';
import type { AgentReference, Inquiry, LivechatRoom } from './types';

/** A room that looks for an agent. The room is believed as given. */
export interface Delegation {
  inquiry: Inquiry;
  room: LivechatRoom;
  agent?: AgentReference;
  /** Whether an agent asked for the room himself. */
  byHand?: boolean;
  /** Set when the room is being forwarded to the department in `inquiry`. */
  forwardedFrom?: { departmentId?: string };
}

/** The room afterwards; `chatQueued` says that the agent was full and the room is to wait in its new department. */
export interface DelegationResult {
  room: LivechatRoom | undefined;
  chatQueued: boolean;
}

/** Gives a room to the wanted agent if he is online (or a bot), else to the next one by the routing method. */
export async function delegateInquiry(context: ServerContext, delegation: Delegation): Promise<DelegationResult> {
  await roundTrip();
  const { inquiry, agent: wanted } = delegation;
  const agent = wanted && canBeOffered(context, wanted) ? wanted : nextAgent(context, inquiry.department);
  if (!agent) {
    return { room: context.workspace.rooms.get(inquiry.rid), chatQueued: false };
  }
  return takeInquiry(context, { ...delegation, agent });
}

/** Gives a room to one agent, after a last check of his; raises IPostLivechatAgentAssigned. */
export async function takeInquiry(
  context: ServerContext,
  delegation: Delegation & { agent: AgentReference },
): Promise<DelegationResult> {
  const { inquiry, agent, room } = delegation;
  if (!room.open || room.servedBy?._id === agent.agentId) {
    return { room, chatQueued: false };
  }
  await roundTrip();
  if (!mayTake(context, agent, inquiry.department)) {
    return refuse(context, delegation);
  }
  claimInquiry(context, inquiry);
  await assignAgent(context, context.workspace.rooms.get(room._id) ?? room, agent);
  const taken = context.workspace.rooms.get(room._id);
  const user = context.workspace.users.get(agent.agentId);
  if (taken && user) {
    context.emit({ interface: 'IPostLivechatAgentAssigned', room: taken, agent: user });
  }
  return { room: taken, chatQueued: false };
}

function canBeOffered(context: ServerContext, agent: AgentReference): boolean {
  const user = context.workspace.users.get(agent.agentId);
  return user !== undefined && (isBot(user) || isAgentOnline(context.workspace, user));
}

function mayTake(context: ServerContext, agent: AgentReference, departmentId?: string): boolean {
  const user = onlineAgent(context.workspace, agent.agentId);
  return user !== undefined && !isAtChatLimit(context.workspace, user, departmentId);
}

function refuse(context: ServerContext, delegation: Delegation): DelegationResult {
  const { room, inquiry, byHand, forwardedFrom } = delegation;
  if (byHand) {
    throw new CodedError('error-max-number-simultaneous-chats-reached', 'Not allowed');
  }
  const previous = forwardedFrom?.departmentId;
  const moves = previous !== undefined && inquiry.department !== undefined && previous !== inquiry.department;
  return { room, chatQueued: moves && context.workspace.waitingQueue };
}

function claimInquiry(context: ServerContext, seen: Inquiry): void {
  const { inquiries } = context.workspace;
  const stored = inquiries.get(seen._id);
  const isAsSeen = stored?.lockedAt?.getTime() === seen.lockedAt?.getTime();
  const isLost = stored?.status === 'taken' && seen.status !== 'taken';
  if (!stored || !isAsSeen || isLost) {
    throw new Error('error-taking-inquiry-lockedAt-mismatch');
  }
  inquiries.update(seen._id, (inquiry) => {
    inquiry.status = 'taken';
    inquiry.takenAt = dateNow(context);
    inquiry._updatedAt = inquiry.takenAt;
    delete inquiry.lockedAt;
    delete inquiry.defaultAgent;
    delete inquiry.queuedAt;
  });
}
