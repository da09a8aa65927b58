import type { Department, LivechatRoom, Message, User, Visitor } from './types';

/**
 * What an instance tells the apps that run on it, named after the engine's listener interfaces. Documents are copies
 * taken when the event was raised, or freshly read where the server does so.
 */
export type ServerEvent =
  | { interface: 'IPostLivechatRoomStarted'; room: LivechatRoom }
  | { interface: 'IPostLivechatAgentAssigned'; room: LivechatRoom; agent: User }
  | { interface: 'IPostLivechatAgentUnassigned'; room: LivechatRoom; agent: User }
  | { interface: 'IPostLivechatRoomTransferred'; type: 'agent'; room: LivechatRoom; from?: User; to?: User }
  | {
      interface: 'IPostLivechatRoomTransferred';
      type: 'department';
      room: LivechatRoom;
      from?: Department;
      to?: Department;
    }
  | { interface: 'IPostLivechatRoomClosed'; room: LivechatRoom }
  | { interface: 'IPostLivechatRoomSaved'; room: LivechatRoom }
  | { interface: 'IPostLivechatGuestSaved'; visitor: Visitor }
  | { interface: 'IPostLivechatDepartmentDisabled'; department: Department }
  | { interface: 'IPostLivechatDepartmentRemoved'; department: Department }
  | { interface: 'IPostMessageSent'; message: Message }
  | { interface: 'IPostSystemMessageSent'; message: Message }
  | { interface: 'IPostMessageUpdated'; message: Message }
  | { interface: 'IPostMessageDeleted'; message: Message; user: User };
