import { SharedRead } from './SharedRead';

/**
 * One look at a room at a time, in this process. Who asks for a look during another gets one that begins after he asked;
 * several who ask meanwhile share it.
 */
export class RoomLooks {
  private readonly looks = new Map<string, { shared: SharedRead<void>; callers: number }>();

  public async at(roomId: string, look: () => Promise<void>): Promise<void> {
    const entry = this.looks.get(roomId) ?? { shared: new SharedRead<void>(), callers: 0 };
    this.looks.set(roomId, entry);
    entry.callers++;
    try {
      await entry.shared.get(look);
    } finally {
      entry.callers--;
      if (entry.callers === 0) this.looks.delete(roomId);
    }
  }
}
