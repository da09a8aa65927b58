import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { Switchboard } from '../lib/Switchboard';

/** A message of the engine's with what its type leaves out: `token` is there when it was written as a visitor. */
type EngineMessage = IMessage & { token?: string; type?: string };

/** The one place where everything is dropped that is not a visitor's own words in a room that somebody serves. */
export function isVisitorsOwn({ room, token, type }: EngineMessage): boolean {
  return isLivechat(room) && Boolean(token) && !type && Boolean(room.isOpen && room.servedBy);
}

function isLivechat(room: IRoom): room is ILivechatRoom {
  return room.type === 'l';
}

/** Whether a message that was sent is to be handled. */
export function isSentByVisitor(message: IMessage): boolean {
  return isVisitorsOwn(message) && !message.editedAt;
}

/** Whether a message that was changed is to be handled. */
export function isEditedByVisitor(message: IMessage): boolean {
  return isVisitorsOwn(message) && Boolean(message.editedAt);
}

/** A message was sent in some room. */
export async function handleMessageSent(message: IMessage, switchboard: Switchboard): Promise<void> {
  if (isSentByVisitor(message)) await switchboard.visitorWrote(message.room.id);
}

/** A message was changed in some room. */
export async function handleMessageUpdated(message: IMessage, switchboard: Switchboard): Promise<void> {
  if (!isEditedByVisitor(message)) return;
  await switchboard.somethingToSay(message.room.id, `[edited] ${message.text ?? ''}`);
}

/** A message was deleted in some room. */
export async function handleMessageDeleted(message: IMessage, switchboard: Switchboard): Promise<void> {
  if (!isVisitorsOwn(message)) return;
  await switchboard.somethingToSay(message.room.id, `[deleted] ${message.text ?? ''}`);
}
