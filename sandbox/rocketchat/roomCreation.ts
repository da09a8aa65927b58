import { dateNow, roundTrip, type ServerContext } from './context';
import { CodedError } from './errors';
import { randomId } from './ids';
import { routedDepartment, startingStatus } from './queue';
import type { OpenedRoom, RoomRequest } from './requests';
import { delegateInquiry } from './routing';
import { isOnline, nextBot, onlineAgent } from './serviceStatus';
import { saveSystemMessage } from './systemMessages';
import type { AgentReference, Inquiry, LivechatRoom } from './types';

/** The visitor's open room, or a new one: stored, announced to the apps, then given to an agent or queued. */
export async function openRoom(context: ServerContext, request: RoomRequest): Promise<OpenedRoom> {
  const { workspace } = context;
  if (!workspace.flag('Livechat_enabled')) {
    throw new CodedError('error-omnichannel-is-disabled');
  }
  const present = openRoomOf(context, request.visitor.token);
  if (present) {
    return { room: present, newRoom: false };
  }
  const departmentId = request.departmentId ?? request.visitor.department;
  const agent = startingAgent(context, request, departmentId);
  await roundTrip();
  const racing = openRoomOf(context, request.visitor.token);
  if (racing) {
    return { room: racing, newRoom: false };
  }
  const room = newRoom(context, request, routedDepartment(workspace, departmentId));
  const inquiry = newInquiry(room, startingStatus(context, room, agent), request.firstMessage);
  workspace.rooms.insert(room);
  workspace.inquiries.insert(agent ? { ...inquiry, defaultAgent: agent } : inquiry);
  workspace.visitors.update(request.visitor._id, (visitor) => {
    visitor.lastChat = { _id: room._id, ts: room.ts };
  });
  await announceStart(context, room);
  if (inquiry.status === 'ready') {
    await delegateInquiry(context, { inquiry, room, agent });
  }
  return { room: workspace.rooms.get(room._id) ?? room, newRoom: true };
}

function openRoomOf(context: ServerContext, token: string): LivechatRoom | undefined {
  return context.workspace.rooms.inGroup(token, (room) => room.open === true)[0];
}

function startingAgent(
  context: ServerContext,
  request: RoomRequest,
  departmentId: string | undefined,
): AgentReference | undefined {
  const { workspace } = context;
  const named = request.agentId ? workspace.users.get(request.agentId) : undefined;
  const agent = named ? { agentId: named._id, username: named.username } : nextBot(workspace, departmentId);
  const served = agent ? onlineAgent(workspace, agent.agentId) !== undefined : isOnline(workspace, departmentId);
  if (!served) {
    throw new CodedError('no-agent-online', 'Nobody is online');
  }
  return agent;
}

function newRoom(context: ServerContext, request: RoomRequest, departmentId: string | undefined): LivechatRoom {
  const { visitor } = request;
  const at = dateNow(context);
  return {
    _id: request.rid ?? randomId(),
    t: 'l',
    fname: visitor.name ?? visitor.username,
    v: {
      _id: visitor._id,
      token: visitor.token,
      username: visitor.username,
      ...(visitor.name ? { name: visitor.name } : {}),
      status: visitor.status,
      ...(visitor.activity ? { activity: visitor.activity } : {}),
      ...(visitor.phone?.[0] ? { phone: visitor.phone[0].phoneNumber } : {}),
    },
    ts: at,
    lm: at,
    msgs: 0,
    usersCount: 0,
    open: true,
    waitingResponse: true,
    queuedAt: at,
    source: request.source ?? { type: 'api' },
    ...(departmentId ? { departmentId } : {}),
    ...(request.customFields ? { customFields: request.customFields } : {}),
    _updatedAt: at,
  };
}

function newInquiry(room: LivechatRoom, status: Inquiry['status'], message = ''): Inquiry {
  return {
    _id: randomId(),
    rid: room._id,
    t: 'l',
    name: room.fname,
    message,
    ts: room.ts,
    status,
    v: room.v,
    ...(room.departmentId ? { department: room.departmentId } : {}),
    ...(status === 'queued' ? { queuedAt: room.ts } : {}),
    source: room.source,
    _updatedAt: room.ts,
  };
}

async function announceStart(context: ServerContext, room: LivechatRoom): Promise<void> {
  await saveSystemMessage(context, { rid: room._id, t: 'livechat-started', token: room.v.token }, room.v);
  const started = context.workspace.rooms.get(room._id);
  if (started) {
    context.emit({ interface: 'IPostLivechatRoomStarted', room: started });
  }
}
