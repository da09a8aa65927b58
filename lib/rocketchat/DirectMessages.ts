import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { type IRoom, RoomType } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { describeError } from '../describeError';
import type { Log } from '../log';
import type { Admins } from '../tellAdmins';
import { hostCall } from './hostCall';

/**
 * Admins through direct messages of the app's own user. The host lets no app list who has a role, so they are those whom
 * the settings name, or else the one who installed the app or updated it last.
 */
export class DirectMessages implements Admins {
  constructor(
    private readonly read: IRead,
    private readonly modify: IModify,
    private readonly log: Log,
    /** Whom to write to, by username or by id; undefined where nobody is. */
    private readonly recipients: () => Promise<ReadonlyArray<{ username: string } | { id: string }>>,
  ) {}

  public async areKnown(): Promise<boolean> {
    return (await this.users()).length > 0;
  }

  public async tell(text: string): Promise<boolean> {
    const sent = await Promise.all((await this.users()).map((user) => this.send(user, text)));
    return sent.includes(true);
  }

  private async users(): Promise<IUser[]> {
    const reader = this.read.getUserReader();
    const wanted = await this.recipients();
    const found = await Promise.all(
      wanted.map((recipient) => {
        const reading = 'id' in recipient ? reader.getById(recipient.id) : reader.getByUsername(recipient.username);
        return hostCall('user read', reading);
      }),
    );
    return found.filter((user) => user?.isEnabled);
  }

  private async send(user: IUser, text: string): Promise<boolean> {
    try {
      const room = await this.roomWith(user);
      const message = this.modify.getCreator().startMessage().setRoom(room).setText(text);
      await hostCall('message', this.modify.getCreator().finish(message));
      return true;
    } catch (error) {
      this.log.warn('An admin could not be told of a problem', { userId: user.id, cause: describeError(error) });
      return false;
    }
  }

  private async roomWith(user: IUser): Promise<IRoom> {
    const self = await hostCall('user read', this.read.getUserReader().getAppUser());
    if (!self) throw new Error('The app has no user of its own');
    const rooms = this.read.getRoomReader();
    const known = await hostCall(
      'room read',
      rooms.getDirectByUsernames([self.username, user.username]) as Promise<IRoom | undefined>,
    );
    if (known) return known;
    const creator = this.modify.getCreator();
    const room = creator.startRoom().setType(RoomType.DIRECT_MESSAGE).setCreator(self);
    const id = await hostCall('room', creator.finish(room.setMembersToBeAddedByUsernames([user.username])));
    return { id } as IRoom;
  }
}
