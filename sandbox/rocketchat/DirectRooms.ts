import { dateNow, type ServerContext } from './context';
import { CodedError } from './errors';
import type { DirectRoom, User } from './types';

/** Roles that may open direct rooms: the default of the permission `create-d`. */
const ROLES_THAT_OPEN = ['admin', 'user', 'bot', 'app'];

/** Rooms in which users write to each other directly. */
export class DirectRooms {
  constructor(private readonly context: ServerContext) {}

  get(id: string): DirectRoom | undefined {
    return this.context.workspace.directRooms.get(id);
  }

  /** Those that a user is a member of. */
  listOf(userId: string): DirectRoom[] {
    return this.context.workspace.directRooms.find(({ uids }) => uids.includes(userId));
  }

  /** The room that has exactly these members. */
  ofUsernames(usernames: readonly string[]): DirectRoom | undefined {
    return this.context.workspace.directRooms.findOne(
      (room) => room.usernames.length === usernames.length && usernames.every((name) => room.usernames.includes(name)),
    );
  }

  /** The room of a user with others, or a new one. Throws for a user who may open none, and for unknown others. */
  open(userId: string, usernames: readonly string[]): DirectRoom {
    const { workspace } = this.context;
    const opener = workspace.users.get(userId);
    if (!opener?.roles.some((role) => ROLES_THAT_OPEN.includes(role))) {
      throw new CodedError('error-not-allowed', 'Not allowed');
    }
    const others = usernames.filter((name) => name !== opener.username).map((name) => this.member(name));
    const members = [opener, ...others].sort((one, other) => (one._id < other._id ? -1 : 1));
    const id = members.map(({ _id }) => _id).join('');
    const at = dateNow(this.context);
    workspace.directRooms.insert({
      _id: id,
      t: 'd',
      uids: members.map(({ _id }) => _id),
      usernames: members.map(({ username }) => username),
      usersCount: members.length,
      msgs: 0,
      ts: at,
      _updatedAt: at,
    });
    const room = this.get(id);
    if (!room) throw new Error('The direct room was not stored');
    return room;
  }

  private member(username: string): User {
    const user = this.context.workspace.users.findOne((candidate) => candidate.username === username);
    if (!user) throw new CodedError('error-invalid-user', 'Invalid user');
    return user;
  }
}
