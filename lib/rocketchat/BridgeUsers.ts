import type { IUserRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { Clock } from '../clock';
import { hostCall } from './hostCall';

/** How long a record is taken for what it was: users can be deleted and made anew. */
const MOST_AGE_MS = 60_000;

/** The records of the users that sessions speak as, read once a minute for all of them. */
export class BridgeUsers {
  private readonly known = new Map<string, { readonly user: IUser; readonly atMs: number }>();

  constructor(
    private readonly users: Pick<IUserRead, 'getByUsername'>,
    private readonly clock: Pick<Clock, 'nowMs'>,
  ) {}

  /** Undefined when there is no such user. Throws what the host throws, or when it does not answer in time. */
  public async find(username: string): Promise<IUser | undefined> {
    const nowMs = this.clock.nowMs();
    const known = this.known.get(username);
    if (known && nowMs - known.atMs < MOST_AGE_MS) return known.user;
    const user = await hostCall('user read', this.users.getByUsername(username));
    if (user) this.known.set(username, { user, atMs: nowMs });
    return user;
  }
}
