import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { UserStatusConnection, type UserType } from '@rocket.chat/apps-engine/definition/users';
import type { User, UserReference } from '../../rocketchat/types';
import { defined } from './mapping';

/** A user as apps see him. */
export function userToApp(user: User): IUser {
  const app = {
    id: user._id,
    username: user.username,
    emails: user.emails,
    type: user.type as UserType,
    isEnabled: user.active,
    name: user.name,
    roles: user.roles,
    status: user.status,
    statusConnection: user.statusConnection as UserStatusConnection,
    utcOffset: user.utcOffset,
    createdAt: user.createdAt,
    updatedAt: user._updatedAt,
    appId: user.appId,
  };
  return defined(app) as unknown as IUser;
}

/** The author of a visitor's message: nothing is known of him but what the message embeds. */
export function referenceToApp(reference: UserReference): IUser {
  const app = {
    id: reference._id,
    username: reference.username,
    name: reference.name,
    statusConnection: UserStatusConnection.UNDEFINED,
  };
  return defined(app) as unknown as IUser;
}
