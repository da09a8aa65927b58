import { dateNow, type ServerContext } from './context';
import { randomId } from './ids';
import type { User } from './types';

/** A user to be created; what is left out takes the default of an ordinary, online person. */
export interface NewUser {
  username: string;
  _id?: string;
  name?: string;
  type?: User['type'];
  roles?: string[];
  status?: User['status'];
  email?: string;
  /** Set for the user that belongs to an app. */
  appId?: string;
}

/** Users of the workspace: people, bots and the users of apps. */
export class Users {
  constructor(private readonly context: ServerContext) {}

  /** Creates a user; throws when the username is taken. */
  create(user: NewUser): User {
    if (this.getByUsername(user.username)) {
      throw new Error(`username ${user.username} is taken`);
    }
    const status = user.status ?? 'online';
    const document: User = {
      _id: user._id ?? randomId(),
      username: user.username,
      name: user.name ?? user.username,
      type: user.type ?? 'user',
      roles: user.roles ?? [user.type ?? 'user'],
      active: true,
      status,
      statusConnection: status,
      ...(user.email ? { emails: [{ address: user.email, verified: true }] } : {}),
      ...(user.appId ? { appId: user.appId } : {}),
      utcOffset: 0,
      createdAt: dateNow(this.context),
      _updatedAt: dateNow(this.context),
    };
    this.context.workspace.users.insert(document);
    return document;
  }

  get(id: string): User | undefined {
    return this.context.workspace.users.get(id);
  }

  getByUsername(username: string): User | undefined {
    return this.context.workspace.users.findOne((user) => user.username === username);
  }

  getByEmail(address: string): User | undefined {
    return this.context.workspace.users.findOne(
      (user) => user.emails?.some((email) => email.address === address) ?? false,
    );
  }

  /** The user that posts as an app. */
  getByAppId(appId: string): User | undefined {
    return this.context.workspace.users.findOne((user) => user.appId === appId);
  }

  list(): User[] {
    return this.context.workspace.users.find();
  }

  /** Sets the presence of a user. */
  setStatus(id: string, status: User['status']): void {
    this.change(id, (user) => {
      user.status = status;
      user.statusConnection = status;
    });
  }

  /** Activates or deactivates a user. */
  setActive(id: string, active: boolean): void {
    this.change(id, (user) => {
      user.active = active;
    });
  }

  remove(id: string): void {
    this.context.workspace.users.remove(id);
  }

  private change(id: string, change: (user: User) => void): void {
    this.context.workspace.users.update(id, (user) => {
      change(user);
      user._updatedAt = dateNow(this.context);
    });
  }
}
