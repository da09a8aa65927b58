import { type Inbox, inOrder } from '../Inbox';
import { isJsonObject } from '../json';
import type { News } from '../provider';
import type { RecordStore } from './RecordStore';

interface NewsRecord extends Omit<News, 'content'> {
  /** As JSON: names of free-form members may be none that the database takes. */
  readonly content: string;
}

/** News as records of kind `handover-inbox`, filed under their room and id. Each is written once, then removed. */
export class PersistentInbox implements Inbox {
  public static readonly KIND = 'handover-inbox';

  constructor(private readonly records: RecordStore) {}

  public async put({ content, ...news }: News): Promise<void> {
    const record: NewsRecord = { ...news, content: JSON.stringify(content) };
    await this.records.create({ roomId: news.roomId, id: news.id }, record);
  }

  public async ofRoom(roomId: string): Promise<News[]> {
    return inOrder((await this.records.read({ roomId })).filter(isRecord).map(toNews));
  }

  public async remove({ roomId, id }: Pick<News, 'roomId' | 'id'>): Promise<void> {
    await this.records.remove({ roomId, id });
  }

  public async removeAllOfRoom(roomId: string): Promise<void> {
    await this.records.remove({ roomId });
  }

  public async list(): Promise<News[]> {
    return (await this.records.read({})).filter(isRecord).map(toNews);
  }
}

function toNews({ content, ...rest }: NewsRecord): News {
  const { roomId, sessionId, id, atMs } = rest;
  return { roomId, sessionId, id, atMs, content: JSON.parse(content) };
}

function isRecord(record: unknown): record is NewsRecord {
  return (
    isJsonObject(record) &&
    ['roomId', 'sessionId', 'id', 'content'].every((field) => typeof record[field] === 'string') &&
    typeof record.atMs === 'number'
  );
}
