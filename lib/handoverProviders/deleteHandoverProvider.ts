import { HandoverError } from '../errors';
import { isHeldBy } from './heldRevisions';
import type { ProviderDesk } from './ProviderDesk';
import { requireProvider } from './requireProvider';

/**
 * Deletes a provider. With `force`, the sessions that it carries are ended: each agent is told and each room returns.
 *
 * @throws HandoverError `provider-in-use` when it carries sessions and `force` is not given; `provider-not-found`,
 * `provider-read-only`, `providers-busy`
 */
export async function deleteHandoverProvider(
  { id, force }: { id: string; force: boolean },
  desk: ProviderDesk,
): Promise<void> {
  await desk.registry.change(async (hold) => {
    await requireProvider(id, desk);
    const sessions = await desk.sessions.list();
    const open = sessions.filter(({ providerId }) => providerId === id);
    if (open.length > 0 && !force) throw inUse(open.length);
    hold.assertHolding();
    await desk.providers.remove(id, isHeldBy(sessions));
    await desk.lastTests.forget(id);
  });
  if (force) await endSessions(id, desk);
}

/** Looks again: a room that was on its way while the provider was being deleted may have its session by now. */
async function endSessions(id: string, { sessions, endSession }: ProviderDesk): Promise<void> {
  const open = (await sessions.list()).filter(({ providerId }) => providerId === id);
  await Promise.all(open.map(({ roomId }) => endSession(roomId)));
}

function inUse(count: number): HandoverError {
  const carried = count === 1 ? 'one session' : `${count} sessions`;
  return new HandoverError('provider-in-use', `This provider carries ${carried}; force=true ends what it carries.`);
}
