import type { SandboxClient } from '../client';

/** The bot of the page, who is the bot of the story too. */
export const BOT = { username: 'botty', password: 'secret' } as const;

const WISH = /\b(human|agent|person|someone|somebody|people|support)\b/i;

/** Hands the room over; answers what the endpoint says against it, or undefined. */
export type HandOver = (roomId: string) => Promise<string | undefined>;

/** A bot as small as one can be: it knows when somebody wants a human, and makes the call. */
export class Bot {
  constructor(
    /** Logged in as the bot. */
    private readonly client: SandboxClient,
    private readonly handOver: HandOver,
  ) {}

  greet(roomId: string): Promise<void> {
    return this.say(roomId, 'Hello, I am Botty. Ask me for a human, and I will find you one.');
  }

  /** Answers what a visitor has written in a room that the bot serves. */
  async hear(roomId: string, text: string): Promise<void> {
    if (!WISH.test(text)) return this.say(roomId, 'I am only a bot. Shall I find you a human?');
    await this.say(roomId, 'One moment, I will find somebody for you.');
    const refusal = await this.handOver(roomId);
    if (refusal !== undefined) await this.say(roomId, `That did not work: ${refusal}`);
  }

  /** The human part of the conversation is over, as the app has told. */
  welcomeBack(roomId: string): Promise<void> {
    return this.say(roomId, 'Welcome back. Is there anything else?');
  }

  private async say(roomId: string, text: string): Promise<void> {
    await this.client.livechat.sendAsUser(roomId, text);
  }
}
