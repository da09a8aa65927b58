import { randomBytes } from 'node:crypto';
import type { Request } from 'express';
import type { User } from '../rocketchat/types';

/** Passwords and login tokens of the users of a workspace, good on every instance. */
export class Accounts {
  private readonly passwords = new Map<string, string>();
  private readonly tokens = new Map<string, string>();

  constructor(private readonly findUser: (id: string) => User | undefined) {}

  /** Sets the password of a user. */
  setPassword(userId: string, password: string): void {
    this.passwords.set(userId, password);
  }

  /** A new login token, or undefined when the password is wrong. */
  login(userId: string, password: string): string | undefined {
    if (this.passwords.get(userId) !== password) return undefined;
    const token = randomBytes(32).toString('base64url');
    this.tokens.set(token, userId);
    return token;
  }

  /** Makes a login token useless. */
  logout(token: string): void {
    this.tokens.delete(token);
  }

  /** The user of a login token. */
  userOfToken(token: string): User | undefined {
    const userId = this.tokens.get(token);
    return userId === undefined ? undefined : this.findUser(userId);
  }

  /** Who sends a request: by login headers, or by a bearer token in header or query. */
  userOf(request: Request): User | undefined {
    const token = request.get('x-auth-token');
    const userId = request.get('x-user-id');
    if (token && userId) {
      const user = this.userOfToken(token);
      return user?._id === userId ? user : undefined;
    }
    const bearer = /^Bearer (.+)$/i.exec(request.get('authorization') ?? '')?.[1] ?? request.query.access_token;
    return typeof bearer === 'string' ? this.userOfToken(bearer) : undefined;
  }
}
