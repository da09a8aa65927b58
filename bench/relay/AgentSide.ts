import type { AgentEntry } from '../../sandbox/salesforce-live-agent/ChatSession';
import { ControlClient } from '../../sandbox/salesforce-live-agent/ControlClient';
import type { ChatEvent } from '../../sandbox/salesforce-live-agent/context';
import type { OutgoingRecord } from '../../sandbox/salesforce-live-agent/Outbox';

const AGENT = '005SANDBOX00001';
const ACCEPT_AFTER_MS = 100;

/**
 * The agents' side of all chats, as the simulator itself dates it: when what reached a console, and when what was said
 * there. Times are in milliseconds since the Unix epoch.
 */
export class AgentSide {
  /** Arrival at the agent, by text. */
  readonly heardAtMs = new Map<string, number>();
  /** When the agent said it, by text. */
  readonly saidAtMs = new Map<string, number>();
  /** When the agent took the chat, by the visitor's name. */
  readonly acceptedAtMs = new Map<string, number>();
  /** The chat's id, by the visitor's name. */
  readonly chats = new Map<string, string>();
  private readonly visitors = new Map<string, string>();
  private stopWatching = (): void => undefined;

  private constructor(readonly control: ControlClient) {}

  /** One agent with room for everybody, who takes every chat after 0.1 s. */
  static async open(controlUrl: string): Promise<AgentSide> {
    const side = new AgentSide(new ControlClient(controlUrl));
    await side.control.setAgent(AGENT, { capacity: 1_000_000, acceptAfterMs: ACCEPT_AFTER_MS });
    side.stopWatching = await side.control.watch((event) => side.note(event));
    return side;
  }

  async say(visitor: string, text: string): Promise<void> {
    await this.control.say(this.chats.get(visitor) ?? '', text);
  }

  /** Ends the chats with these visitors. */
  async end(visitors: readonly string[]): Promise<void> {
    await Promise.all(visitors.map((visitor) => this.control.end(this.chats.get(visitor) ?? '')));
  }

  close(): void {
    this.stopWatching();
  }

  private note({ chat, at, side, kind, detail }: ChatEvent): void {
    if (side === 'to-visitor' && kind === 'ChatMessage') {
      this.saidAtMs.set(String((detail as OutgoingRecord).message.text), at);
    }
    if (side !== 'at-agent') return;
    const { from, name = '', text = '' } = detail as AgentEntry;
    if (kind === 'request') {
      this.visitors.set(chat, name);
      this.chats.set(name, chat);
    }
    if (kind === 'accepted') this.acceptedAtMs.set(this.visitors.get(chat) ?? '', at);
    if (kind === 'ChatMessage' && from === 'visitor') this.heardAtMs.set(text, at);
  }
}
