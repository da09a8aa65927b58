import {
  type IUIActionButtonDescriptor,
  RoomTypeFilter,
  UIActionButtonContext,
} from '@rocket.chat/apps-engine/definition/ui';
import { OPERATOR_ROLES } from './toOperator';

/** What an operator can set off, by the ids of buttons in the room's menu and in the status bar. */
export const Action = {
  handOver: 'hand-over',
  takeBack: 'take-back',
  status: 'handover-status',
  refresh: 'refresh-handover-status',
} as const;

/** The host shows a button by the kind of room and by roles, and cannot by what goes on in the room. */
const when = { roomTypes: [RoomTypeFilter.LIVE_CHAT], hasOneRole: [...OPERATOR_ROLES] };
const context = UIActionButtonContext.ROOM_ACTION;

/** The buttons in the menu of an Omnichannel room. */
export const actionButtons: readonly IUIActionButtonDescriptor[] = [
  { actionId: Action.handOver, labelI18n: 'hand_over_button_label', context, when },
  { actionId: Action.takeBack, labelI18n: 'take_back_button_label', context, when },
  { actionId: Action.status, labelI18n: 'handover_status_button_label', context, when },
];
