import { canFetchFiles } from './abilities';
import type { Conversation } from './Conversation';
import { describeError } from './describeError';
import { NotOwner } from './NotOwner';
import type { IncomingFile } from './provider';
import type { SessionParts } from './SessionParts';
import type { FileMark } from './session';

/**
 * A larger file is told as a link. A file goes from the app to the host in one piece, a megabyte in about a quarter of a
 * second, and everything else that the two have to say to each other, for all rooms, waits behind it.
 */
const MOST_BYTES = 5 * 1024 * 1024;
/** How long the host may still be at work on a file whose sender was killed. */
const SETTLE_MS = 15_000;
const PAUSE_MS = 1_000;
/** How far back the room is searched for a file. */
const SEARCHED_MESSAGES = 100;
/** More files than a contact centre tells again after a cut. */
const MOST_MARKS = 10;

/**
 * Puts the files that an agent sends into the room, once each.
 *
 * A message with a file cannot carry the id of the event it tells: the host writes that message itself, of the name and
 * the bytes alone. So the intention is stored first, in the session: the event, the name, and which messages with a file
 * of that name the bridge agent has in the room already. One file goes out at a time, so that any other such message can
 * only have come of this one. After a cut the event comes again and finds the mark: is there such a message, the file
 * arrived. If there is none, whoever took over waits until the host cannot be at work on it any more, and sends it again.
 *
 * Nothing is lost by that. A file shows twice only when the host takes longer for it than `SETTLE_MS`, and the sender was
 * killed or stopped waiting meanwhile.
 */
export class AgentFiles {
  constructor(
    private readonly conversation: Conversation,
    private readonly parts: SessionParts,
  ) {}

  /**
   * Fetches a file and puts it into the room, unless it is there. False when that does not work, for whatever reason: the
   * visitor is to get the link then.
   *
   * @throws NotOwner when another instance has the session now, or nobody.
   */
  public async deliver(file: IncomingFile, eventId: string): Promise<boolean> {
    const earlier = this.conversation.session.files?.find((mark) => mark.eventId === eventId);
    if (earlier && (await this.arrives(earlier))) return true;
    const content = await this.fetch(file);
    if (!content) return false;
    // A fetch takes its time. A room that was closed or moved meanwhile wants neither file nor link.
    if (!(await this.isServed())) return true;
    return this.upload(await this.mark(file.name, eventId), content);
  }

  /** True as soon as the file is in the room, false when it cannot come any more. */
  private async arrives(mark: FileMark): Promise<boolean> {
    const { clock } = this.parts;
    // The mark may be of an instance whose clock is ahead.
    const untilMs = Math.min(mark.atMs, clock.nowMs()) + SETTLE_MS;
    while (!(await this.isInRoom(mark))) {
      // Who was taken for dead and was not, because the clocks were set, may be at it still, whatever the time.
      if (clock.nowMs() >= untilMs && this.conversation.isSurelyOurs()) return false;
      await clock.wait(PAUSE_MS);
    }
    return true;
  }

  private async fetch(file: IncomingFile): Promise<Buffer | undefined> {
    const { provider, log } = this.parts;
    const { roomId } = this.conversation.session;
    if (!canFetchFiles(provider)) return undefined;
    try {
      const content = await provider.fetchFile(this.conversation, file);
      if (content.length <= MOST_BYTES) return content;
      log.info('A file of the agent is told as a link because it is large', { roomId, bytes: content.length });
    } catch (error) {
      if (error instanceof NotOwner) throw error;
      log.warn('A file of the agent could not be fetched', { roomId, cause: describeError(error) });
    }
    return undefined;
  }

  private async isServed(): Promise<boolean> {
    const room = await this.parts.rooms.find(this.conversation.session.roomId);
    return room?.isOpen === true && room.servedBy === this.parts.rules.bridgeAgent;
  }

  /** Stores that the file is about to be sent. */
  private async mark(name: string, eventId: string): Promise<FileMark> {
    const before = await this.messagesWith(name);
    const mark = { eventId, name, atMs: this.parts.clock.nowMs(), before };
    const { session } = this.conversation;
    const others = (session.files ?? []).filter((other) => other.eventId !== eventId);
    this.conversation.change({ ...session, files: [...others, mark].slice(-MOST_MARKS) });
    await this.conversation.save();
    return mark;
  }

  private async upload(mark: FileMark, content: Buffer): Promise<boolean> {
    const { messages, log } = this.parts;
    const { roomId } = this.conversation.session;
    try {
      await messages.postFile(roomId, { name: mark.name, content });
    } catch (error) {
      log.warn('The host did not take a file of the agent', { roomId, cause: describeError(error) });
    }
    // The host may have stored the file and posted nothing, or posted it and answered with an error.
    return this.isInRoom(mark);
  }

  private async isInRoom({ name, before }: FileMark): Promise<boolean> {
    return (await this.messagesWith(name)).some((id) => !before.includes(id));
  }

  /** Ids of the bridge agent's messages with a file of that name. */
  private async messagesWith(name: string): Promise<string[]> {
    const { messages, rules } = this.parts;
    const newest = await messages.newest(this.conversation.session.roomId, SEARCHED_MESSAGES);
    return newest
      .filter(({ file, senderUsername }) => file?.name === name && senderUsername === rules.bridgeAgent)
      .map(({ id }) => id);
  }
}
