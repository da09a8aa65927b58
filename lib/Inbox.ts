import type { News } from './provider';

/**
 * What contact centres have told webhooks, kept until the session that it is for has heard it. Any instance puts in; the
 * owner of the session takes out. The same news may be put in more than once, and are heard once.
 */
export interface Inbox {
  put(news: News): Promise<void>;
  /** Of a room, in the order of their times; news that were put in twice are among them once. */
  ofRoom(roomId: string): Promise<News[]>;
  /** Takes news out, however often they were put in. */
  remove(news: Pick<News, 'roomId' | 'id'>): Promise<void>;
  removeAllOfRoom(roomId: string): Promise<void>;
  /** All that there are, in no order. */
  list(): Promise<News[]>;
}

/** The same order on every instance. */
export function inOrder(news: readonly News[]): News[] {
  const byId = new Map(news.map((one) => [one.id, one]));
  return [...byId.values()].sort((one, other) => one.atMs - other.atMs || (one.id < other.id ? -1 : 1));
}
