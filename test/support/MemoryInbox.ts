import { type Inbox, inOrder } from '../../lib/Inbox';
import type { News } from '../../lib/provider';

/** The inbox as its contract describes it, in memory. */
export class MemoryInbox implements Inbox {
  private kept: News[] = [];

  public async put(news: News): Promise<void> {
    this.kept.push(structuredClone(news));
  }

  public async ofRoom(roomId: string): Promise<News[]> {
    return inOrder(structuredClone(this.kept.filter((news) => news.roomId === roomId)));
  }

  public async remove({ roomId, id }: Pick<News, 'roomId' | 'id'>): Promise<void> {
    this.kept = this.kept.filter((news) => news.roomId !== roomId || news.id !== id);
  }

  public async removeAllOfRoom(roomId: string): Promise<void> {
    this.kept = this.kept.filter((news) => news.roomId !== roomId);
  }

  public async list(): Promise<News[]> {
    return structuredClone(this.kept);
  }
}
