import type { Clock } from '../../lib/clock';
import type { FilePost, Post, RoomMessage, RoomMessages } from '../../lib/roomMessages';

const BRIDGE = { senderId: 'bridge', senderName: 'Bridge', senderUsername: 'bridge' };

/** The messages of rooms in memory, in the order they were stored. */
export class MemoryRoomMessages implements RoomMessages {
  public readonly typing: Array<{ roomId: string; agentName: string; isTyping: boolean }> = [];
  public readonly files = new Map<string, Buffer>();
  /** What happens before a message is stored; a test makes it throw or wait. */
  public onPost: (post: Post) => void | Promise<void> = () => undefined;
  /** What the host does with a file that it is given: it shows it in the room, unless a test wants something else. */
  public onPostFile: (file: FilePost, roomId: string) => void | Promise<void> = (file, roomId) =>
    this.showFile(file, roomId);
  private readonly stored: Array<RoomMessage & { roomId: string }> = [];

  constructor(private readonly clock: Clock) {}

  /** A message that is none of the app's own; of the visitor unless said otherwise. */
  public write(message: Partial<RoomMessage> & { roomId?: string } = {}): RoomMessage {
    const id = `message-${this.stored.length + 1}`;
    const usual = { roomId: 'room', id, atMs: this.clock.nowMs(), senderId: 'visitor', senderName: 'Vera', text: id };
    const written = { ...usual, ...message };
    this.stored.push(written);
    return written;
  }

  /** What the app has said in a room. */
  public said(roomId = 'room'): string[] {
    return this.of(roomId)
      .filter(({ eventId }) => eventId !== undefined)
      .map(({ text }) => text);
  }

  public async post(roomId: string, { text, eventId }: Post): Promise<void> {
    await this.onPost({ text, eventId });
    this.write({ roomId, text, eventId, ...BRIDGE });
  }

  public async postFile(roomId: string, file: FilePost): Promise<void> {
    await this.onPostFile(file, roomId);
  }

  /** Stores a message of the bridge agent with a file. */
  public showFile({ name, content }: FilePost, roomId = 'room'): void {
    const id = `file-${this.files.size + 1}`;
    this.files.set(id, content);
    const file = { id, name, mediaType: 'application/octet-stream' };
    this.write({ roomId, text: '', ...BRIDGE, file });
  }

  public async showTyping(roomId: string, agentName: string, isTyping: boolean): Promise<void> {
    this.typing.push({ roomId, agentName, isTyping });
  }

  public async newest(roomId: string, count: number): Promise<RoomMessage[]> {
    return count <= 0 ? [] : this.of(roomId).slice(-Math.min(count, 100));
  }

  public async since(roomId: string, atMs: number): Promise<RoomMessage[]> {
    return this.of(roomId).filter((message) => message.atMs >= atMs);
  }

  public async fileContent(fileId: string): Promise<Buffer> {
    const content = this.files.get(fileId);
    if (!content) throw new Error(`There is no file ${fileId}`);
    return content;
  }

  private of(roomId: string): RoomMessage[] {
    return this.stored.filter((message) => message.roomId === roomId).sort((a, b) => a.atMs - b.atMs);
  }
}
