import { PersistentClaimStore } from '../../lib/rocketchat/PersistentClaimStore';
import { PersistentSessionStore } from '../../lib/rocketchat/PersistentSessionStore';
import type { Session } from '../../lib/session';
import type { PersistedRecord } from '../rocketchat/types';
import type { LifeState } from './PageView';

/** Where the app's records say that the handover of a room is; no state where they know of none. */
export function handoverState(
  records: readonly PersistedRecord[],
  roomId: string,
): { state: LifeState | undefined; agent?: string } {
  const session = find(records, PersistentSessionStore.KIND, roomId)?.data as Session | undefined;
  if (session) return { state: session.state, agent: session.agentName };
  const isClaimed = find(records, PersistentClaimStore.KIND, roomId) !== undefined;
  return { state: isClaimed ? 'requested' : undefined };
}

function find(records: readonly PersistedRecord[], kind: string, roomId: string): PersistedRecord | undefined {
  return records.find(({ associations = [] }) =>
    [kind, roomId].every((id) => associations.some((one) => one.id === id)),
  );
}
