import type { Desk } from './Desk';

/** A room was closed: its session is over, and nothing that was kept for a session to come is of use. */
export async function forgetRoom(desk: Desk, roomId: string): Promise<void> {
  await Promise.all([desk.sessions.remove(roomId), desk.claims.removeAllOfRoom(roomId)]);
}
