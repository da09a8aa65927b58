/**
 * Rooms that this process is moving right now. What the host tells of such a room is the move itself, which whoever moves
 * it judges, and acts on, when it is over; looking at the room meanwhile would only slow the move down.
 */
export class RoomsInTransit {
  private readonly moves = new Map<string, number>();

  public has(roomId: string): boolean {
    return this.moves.has(roomId);
  }

  public async during<T>(roomId: string, move: () => Promise<T>): Promise<T> {
    this.count(roomId, 1);
    try {
      return await move();
    } finally {
      this.count(roomId, -1);
    }
  }

  private count(roomId: string, change: 1 | -1): void {
    const moves = (this.moves.get(roomId) ?? 0) + change;
    if (moves > 0) this.moves.set(roomId, moves);
    else this.moves.delete(roomId);
  }
}
