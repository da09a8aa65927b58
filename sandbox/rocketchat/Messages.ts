import type { ServerContext } from './context';
import { deleteMessage, updateMessage } from './messageChanges';
import { fetchConversation, listMessages } from './messageReads';
import type { MessageQuery, NewMessage, VisitorMessageResult } from './requests';
import { sendAsUser } from './sendAsUser';
import { sendAsVisitor } from './sendAsVisitor';
import { saveSystemMessage } from './systemMessages';
import type { Message, UserReference } from './types';

/** Messages of Omnichannel rooms and of direct ones. */
export class Messages {
  constructor(private readonly context: ServerContext) {}

  get(id: string): Message | undefined {
    return this.context.workspace.messages.get(id);
  }

  /** Writes as a user, bot or app. Undefined when a message with the given `_id` is there already. */
  sendAsUser(userId: string, message: NewMessage): Promise<Message | undefined> {
    return sendAsUser(this.context, userId, message);
  }

  /** Writes as a visitor. Into a closed room it opens a new one, and writes there. */
  sendAsVisitor(token: string, message: NewMessage): Promise<VisitorMessageResult> {
    return sendAsVisitor(this.context, token, message);
  }

  /** Writes a system message of type `message.t`, as the server itself does. */
  sendSystem(message: NewMessage & { t: string }, author: UserReference): Promise<Message> {
    return saveSystemMessage(this.context, message, author);
  }

  /** Replaces the text and attachments of a message; throws when there is no such message. */
  update(change: NewMessage & { _id: string }, editor: UserReference): Promise<Message> {
    return updateMessage(this.context, change, editor);
  }

  delete(messageId: string, userId: string): Promise<void> {
    return deleteMessage(this.context, messageId, userId);
  }

  /** The conversation of an Omnichannel room by time, without the system messages that the server leaves out. */
  roomMessages(roomId: string): Message[] {
    return fetchConversation(this.context.workspace, roomId);
  }

  /** Raw messages of a room, system messages included. */
  list(roomId: string, query: MessageQuery = {}): Message[] {
    return listMessages(this.context.workspace, roomId, query);
  }
}
