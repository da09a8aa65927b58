import type { IModify, IRead, IRoomRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IMessageRaw } from '@rocket.chat/apps-engine/definition/messages';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { FilePost, Post, RoomMessage, RoomMessages } from '../roomMessages';
import { hostCall } from './hostCall';

/** The host's default limit of a message, in characters. */
const LONGEST_TEXT = 5_000;
/**
 * What is posted may still come after the wait for it has ended, and the next try then doubles it; so the wait is long.
 * A file is put into the host's store, which can be far away, before the host answers.
 */
const POST_TIMEOUT_MS = 15_000;
const MOST_AT_ONCE = 100;
/** Looked for beyond what is expected: there is seldom more, and every message that is read costs both processes time. */
const FEW_AT_ONCE = 10;
/** Custom field of a message that carries its event id; everybody who can read the room can read it. */
const EVENT_FIELD = 'handoverEvent';

/** The messages of rooms through the engine, said as the bridge agent. */
export class EngineMessages implements RoomMessages {
  private readonly typing = new Map<string, () => Promise<void>>();

  constructor(
    private readonly read: IRead,
    private readonly modify: IModify,
    /** The user that says it all; undefined for the app. */
    private readonly bridgeUser: () => Promise<IUser | undefined>,
  ) {}

  public async post(roomId: string, { text, eventId }: Post): Promise<void> {
    const sender = await this.bridgeUser();
    const parts = split(text);
    const known = parts.length > 1 ? await this.newest(roomId, MOST_AT_ONCE) : [];
    for (const [index, part] of parts.entries()) {
      // The last part stands for the whole: a cut before it brings the text again, and what is there is passed over.
      const id = index === parts.length - 1 ? eventId : `${eventId}#${index + 1}`;
      if (known.some((message) => message.eventId === id)) continue;
      // The host takes the id alone from the room that a message is for.
      const builder = this.modify
        .getCreator()
        .startMessage()
        .setRoom({ id: roomId } as IRoom)
        .setText(part);
      builder.addCustomField(EVENT_FIELD, id);
      if (sender) builder.setSender(sender);
      required('message', await hostCall('message', this.modify.getCreator().finish(builder), POST_TIMEOUT_MS));
    }
  }

  public async postFile(roomId: string, { name, content }: FilePost): Promise<void> {
    const user = await this.bridgeUser();
    const descriptor = { filename: name, room: { id: roomId } as IRoom, ...(user && { user }) };
    const uploading = this.modify.getCreator().getUploadCreator().uploadBuffer(content, descriptor);
    required('upload', await hostCall('upload', uploading, POST_TIMEOUT_MS));
  }

  public async showTyping(roomId: string, agentName: string, isTyping: boolean): Promise<void> {
    const stop = this.typing.get(roomId);
    if (isTyping && !stop) {
      const options = { id: roomId, username: agentName };
      this.typing.set(roomId, await hostCall('typing', this.modify.getNotifier().typing(options)));
    } else if (!isTyping && stop) {
      this.typing.delete(roomId);
      await hostCall('typing', stop());
    }
  }

  public async newest(roomId: string, count: number): Promise<RoomMessage[]> {
    if (count <= 0) return [];
    const options = { limit: Math.min(count, MOST_AT_ONCE), sort: { createdAt: 'desc' as const } };
    return inOrder(await this.page(roomId, options));
  }

  public async since(roomId: string, atMs: number, expected = 0): Promise<RoomMessage[]> {
    const found: RoomMessage[] = [];
    for (let skip = 0, limit = Math.min(expected + FEW_AT_ONCE, MOST_AT_ONCE); ; skip += limit, limit = MOST_AT_ONCE) {
      const options = { limit, skip, sort: { createdAt: 'desc' as const } };
      const page = await this.page(roomId, options);
      const newer = inOrder(page).filter((message) => message.atMs >= atMs);
      // What was written meanwhile moves the pages, so that a message can be on two of them.
      const known = new Set(found.map(({ id }) => id));
      found.unshift(...newer.filter(({ id }) => !known.has(id)));
      if (newer.length < page.length || page.length < limit) return found;
    }
  }

  public async fileContent(fileId: string): Promise<Buffer> {
    return required('file read', await hostCall('file read', this.read.getUploadReader().getBufferById(fileId)));
  }

  private async page(roomId: string, options: Parameters<IRoomRead['getMessages']>[1]): Promise<IMessageRaw[]> {
    const reading = this.read.getRoomReader().getMessages(roomId, options);
    return required('messages read', await hostCall('messages read', reading));
  }
}

/** A missing permission is no error to the host, it only gives nothing back. */
function required<T>(name: string, answer: T | null | undefined): T {
  if (answer === null || answer === undefined) throw new Error(`${name} got no answer: is its permission granted?`);
  return answer;
}

/** Oldest first, of what the host gives newest first; messages of one millisecond keep their order. */
function inOrder(messages: readonly IMessageRaw[]): RoomMessage[] {
  return messages
    .map(toMessage)
    .reverse()
    .sort((a, b) => a.atMs - b.atMs);
}

function toMessage(message: IMessageRaw): RoomMessage {
  const { id, sender, text, createdAt, customFields, file } = message;
  const eventId: unknown = customFields?.[EVENT_FIELD];
  return {
    id,
    atMs: new Date(createdAt).getTime(),
    senderId: sender._id,
    senderName: sender.name ?? sender.username ?? '',
    ...(sender.username && { senderUsername: sender.username }),
    text: text ?? '',
    ...(typeof eventId === 'string' && { eventId }),
    ...(file && { file: { id: file._id, name: file.name, mediaType: file.type } }),
  };
}

/** Cuts where a line or a word ends, if one does near the limit. */
function split(text: string): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > LONGEST_TEXT) {
    const head = rest.slice(0, LONGEST_TEXT);
    const cut = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' '));
    const at = cut > LONGEST_TEXT / 2 ? cut : wholeCharacters(head);
    parts.push(rest.slice(0, at));
    rest = rest.slice(at).replace(/^[ \n]/, '');
  }
  return [...parts, rest];
}

/** How much of a text does not end in the middle of a character. */
function wholeCharacters(text: string): number {
  return /[\uD800-\uDBFF]$/.test(text) ? text.length - 1 : text.length;
}
