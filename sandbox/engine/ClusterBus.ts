import type { AppStatus } from '@rocket.chat/apps-engine/definition/AppStatus';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';

/** News about an app that its instance tells all others. */
export type AppNews =
  | { kind: 'added' | 'updated' | 'removed'; appId: string }
  | { kind: 'status'; appId: string; status: AppStatus }
  | { kind: 'setting'; appId: string; setting: ISetting };

/** Takes in news about apps. */
export interface NewsReader {
  readonly id: string;
  read(news: AppNews): Promise<void>;
}

/** Carries news between instances: to all but the sender, to each in order, without waiting for anybody. */
export class ClusterBus {
  private readonly inboxes = new Map<NewsReader, Promise<void>>();

  /** Lets an instance hear of what happens from now on. */
  join(reader: NewsReader): void {
    this.inboxes.set(reader, Promise.resolve());
  }

  /** Nothing reaches an instance that has left. */
  leave(reader: NewsReader): void {
    this.inboxes.delete(reader);
  }

  /** Tells all instances but the sender. */
  tell(sender: string, news: AppNews): void {
    for (const [reader, inbox] of this.inboxes) {
      if (reader.id === sender) continue;
      const read = inbox.then(() => (this.inboxes.has(reader) ? reader.read(news) : undefined));
      const settled = read.catch((error: unknown) => {
        console.error(`[${reader.id}] could not follow the news that ${news.appId} was ${news.kind}:`, error);
      });
      this.inboxes.set(reader, settled);
    }
  }

  /** Resolves when all news that are under way have been taken in, those that they caused included. */
  async settled(): Promise<void> {
    const before = [...this.inboxes.values()];
    await Promise.all(before);
    const unchanged = [...this.inboxes.values()].every((inbox) => before.includes(inbox));
    if (!unchanged) await this.settled();
  }
}
