import type { IDepartment } from '@rocket.chat/apps-engine/definition/livechat';
import type { Department } from '../../rocketchat/types';
import { renamed } from './mapping';

const NAMES = {
  id: '_id',
  name: 'name',
  email: 'email',
  description: 'description',
  enabled: 'enabled',
  updatedAt: '_updatedAt',
  numberOfAgents: 'numAgents',
  showOnOfflineForm: 'showOnOfflineForm',
  showOnRegistration: 'showOnRegistration',
  offlineMessageChannelName: 'offlineMessageChannelName',
  requestTagBeforeClosingChat: 'requestTagBeforeClosingChat',
  chatClosingTags: 'chatClosingTags',
  abandonedRoomsCloseCustomMessage: 'abandonedRoomsCloseCustomMessage',
  waitingQueueMessage: 'waitingQueueMessage',
  departmentsAllowedToForward: 'departmentsAllowedToForward',
};

/** A department as apps see it, disabled ones included. */
export function departmentToApp(department: Department): IDepartment {
  return renamed(department, NAMES) as unknown as IDepartment;
}
