import type { AppListenerManager } from '@rocket.chat/apps-engine/server/managers/AppListenerManager';
import type { ServerEvent } from '../rocketchat/events';
import type { Department, User } from '../rocketchat/types';
import type { Documents } from './converters/Documents';
import { departmentToApp } from './converters/departments';
import { messageToApp } from './converters/messages';
import { roomToApp } from './converters/rooms';
import { userToApp } from './converters/users';
import { visitorToApp } from './converters/visitors';
import type { Monitor } from './observe/Monitor';

/** What gives the events of one instance to its copies of the apps. */
export interface AppEventsOptions {
  instance: string;
  documents: Documents;
  monitor: Monitor;
  listeners: () => Pick<AppListenerManager, 'executeListener'>;
}

/**
 * Delivers events in memory, once, side by side and without waiting; what fails is lost. A fault that is set for the
 * event's interface, such as `IPostMessageSent`, delays deliveries or loses them.
 */
export class AppEvents {
  constructor(private readonly options: AppEventsOptions) {}

  /** Gives one event to the apps of this instance. */
  emit(event: ServerEvent): void {
    const names: string[] = [event.interface];
    if (event.interface === 'IPostLivechatRoomClosed') names.unshift('ILivechatRoomClosedHandler');
    for (const name of names) void this.deliver(name, event);
  }

  private async deliver(name: string, event: ServerEvent): Promise<void> {
    const { instance, monitor, listeners } = this.options;
    try {
      // An event that is late still tells what was so when it happened.
      const payload = this.payloadOf(event);
      await monitor.faults.around(name, () => {
        monitor.deliver({ instance, event: name, roomId: roomIdOf(event), atMs: Date.now() });
        monitor.watch.event({ instance, event: name, payload });
        return listeners().executeListener(name as never, payload as never);
      });
    } catch (error) {
      console.error(`[${instance}] ${name} was lost:`, error);
    }
  }

  private payloadOf(event: ServerEvent): unknown {
    const { documents } = this.options;
    switch (event.interface) {
      case 'IPostLivechatAgentAssigned':
      case 'IPostLivechatAgentUnassigned':
        return { room: roomToApp(event.room, documents), agent: userToApp(event.agent) };
      case 'IPostLivechatRoomTransferred':
        return { type: event.type, room: roomToApp(event.room, documents), ...ends(event) };
      case 'IPostLivechatRoomStarted':
      case 'IPostLivechatRoomClosed':
      case 'IPostLivechatRoomSaved':
        return roomToApp(event.room, documents);
      case 'IPostLivechatGuestSaved':
        return visitorToApp(event.visitor);
      case 'IPostLivechatDepartmentDisabled':
      case 'IPostLivechatDepartmentRemoved':
        return { department: departmentToApp(event.department) };
      case 'IPostMessageDeleted':
        return { message: messageToApp(event.message, documents), user: userToApp(event.user) };
      default:
        return messageToApp(event.message, documents);
    }
  }
}

type Transferred = Extract<ServerEvent, { interface: 'IPostLivechatRoomTransferred' }>;

function ends(event: Transferred): { from?: unknown; to?: unknown } {
  const convert = (end: User | Department): unknown =>
    event.type === 'agent' ? userToApp(end as User) : departmentToApp(end as Department);
  return { ...(event.from && { from: convert(event.from) }), ...(event.to && { to: convert(event.to) }) };
}

function roomIdOf(event: ServerEvent): string | undefined {
  if ('room' in event) return event.room._id;
  return 'message' in event ? event.message.rid : undefined;
}
