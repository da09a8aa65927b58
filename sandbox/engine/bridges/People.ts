import type { IUser, IUserCreationOptions, UserType } from '@rocket.chat/apps-engine/definition/users';
import { UserBridge } from '@rocket.chat/apps-engine/server/bridges/UserBridge';
import type { Server } from '../../rocketchat/Server';
import type { User } from '../../rocketchat/types';
import { userToApp } from '../converters/users';

/** Users of the workspace. */
export abstract class People extends UserBridge {
  constructor(private readonly server: Server) {
    super();
  }

  protected override async getById(id: string): Promise<IUser> {
    return toApp(this.server.users.get(id)) as IUser;
  }

  protected override async getByUsername(username: string): Promise<IUser> {
    return toApp(this.server.users.getByUsername(username)) as IUser;
  }

  protected override async getAppUser(appId?: string): Promise<IUser | undefined> {
    return appId === undefined ? undefined : toApp(this.server.users.getByAppId(appId));
  }

  override async getActiveUserCount(): Promise<number> {
    return this.server.users.list().filter((user) => user.active).length;
  }

  protected override async create(
    data: Partial<IUser>,
    appId: string,
    _options?: IUserCreationOptions,
  ): Promise<string> {
    const username = String(data.username);
    if (this.server.users.getByUsername(username)) {
      throw new Error(`The username "${username}" is already being used. Rename or remove the user using it`);
    }
    const user = this.server.users.create({
      username,
      name: data.name,
      type: data.type as User['type'],
      roles: data.roles,
      status: data.status as User['status'] | undefined,
      ...(data.type !== 'user' && { appId }),
    });
    return user._id;
  }

  override async remove(user: IUser): Promise<boolean> {
    this.server.users.remove(user.id);
    return true;
  }

  protected override async update(user: IUser, updates: Partial<IUser>): Promise<boolean> {
    if (updates.status) this.server.users.setStatus(user.id, updates.status as User['status']);
    return true;
  }

  protected override async deactivate(userId: string): Promise<boolean> {
    this.server.users.setActive(userId, false);
    return true;
  }

  protected override async deleteUsersCreatedByApp(appId: string, type: UserType.APP | UserType.BOT): Promise<boolean> {
    const created = this.server.users.list().filter((user) => user.appId === appId && user.type === type);
    for (const user of created) this.server.users.remove(user._id);
    return created.length > 0;
  }
}

function toApp(user: User | undefined): IUser | undefined {
  return user && userToApp(user);
}
