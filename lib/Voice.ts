import { AgentFiles } from './AgentFiles';
import type { Conversation } from './Conversation';
import { patiently } from './patiently';
import type { IncomingContent } from './provider';
import type { SessionParts } from './SessionParts';
import { fillText, type TextKey, type TextValues } from './texts';

/** How far back the room is searched for what this session has said before. */
const REMEMBERED_MESSAGES = 100;

/** What a session says in its room: texts of its own and what the agent sends, each once however often it is asked to. */
export class Voice {
  private readonly files: AgentFiles;
  private readonly said = new Set<string>();

  constructor(
    private readonly conversation: Conversation,
    private readonly parts: SessionParts,
  ) {
    this.files = new AgentFiles(conversation, parts);
  }

  /** Finds in the room what another instance, or a call that was not answered, has said. */
  public remember(): Promise<void> {
    const { roomId } = this.conversation.session;
    return patiently(roomId, this.parts, () => this.recall());
  }

  private async recall(): Promise<void> {
    const messages = await this.parts.messages.newest(this.conversation.session.roomId, REMEMBERED_MESSAGES);
    for (const { eventId } of messages) if (eventId !== undefined) this.said.add(eventId);
  }

  /** Says one of the admin's texts; an empty one is not said. */
  public async tell(key: TextKey, values: TextValues, eventId: string): Promise<void> {
    const text = fillText(this.parts.rules.texts[key], values);
    if (text !== '') await this.post({ kind: 'text', text }, `${key}:${eventId}`);
  }

  /** @throws NotOwner, or what the host throws when it takes the message neither now nor for half a minute. */
  public async post(content: IncomingContent, event: string): Promise<void> {
    const eventId = `${this.conversation.session.id}:${event}`;
    if (this.said.has(eventId)) return;
    const isInRoom = content.kind === 'file' && (await this.files.deliver(content, eventId));
    if (!isInRoom) await this.say(readable(content), eventId);
    this.said.add(eventId);
  }

  /**
   * A host that does not answer may have posted it all the same, and so may whoever had the session before; so the room is
   * read before another try, and in doubt.
   */
  private async say(text: string, eventId: string): Promise<void> {
    const { roomId } = this.conversation.session;
    await patiently(roomId, this.parts, async (earlierTries) => {
      await this.conversation.assertOurs();
      if (earlierTries > 0 || !this.conversation.isSurelyOurs()) await this.recall();
      if (!this.said.has(eventId)) await this.parts.messages.post(roomId, { text, eventId });
    });
  }
}

/** What a visitor can read of it: choices are numbered, a file is a link. */
function readable(content: IncomingContent): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'choices':
      return [content.text, ...content.choices.map(({ title }, index) => `${index + 1}. ${title}`)].join('\n').trim();
    case 'file':
      return `[${content.name}](${content.url})`;
    default:
      return content satisfies never;
  }
}
