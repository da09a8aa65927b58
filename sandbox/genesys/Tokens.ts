import { authenticationRequired, badCredentials, credentialsExpired, missingPermissions } from './answers';
import type { Context } from './context';

/** An OAuth client of the type client credentials, with the permissions of its role. */
export interface OAuthClient {
  readonly id: string;
  readonly secret: string;
  readonly permissions: readonly string[];
}

interface Token {
  readonly clientId: string;
  readonly expiresAt: number;
}

/** OAuth clients and the access tokens that they were given. */
export class Tokens {
  readonly clients = new Map<string, OAuthClient>();
  private readonly tokens = new Map<string, Token>();

  constructor(private readonly context: Context) {}

  /** A new access token, which leaves older ones good, and its life in seconds. */
  issue(clientId: string): { token: string; expiresInSeconds: number } {
    const expiresInSeconds = this.context.switches.tokenLifetimeSeconds;
    const token = this.context.random.bytes(48).toString('base64url');
    this.tokens.set(token, { clientId, expiresAt: this.context.clock.now() + expiresInSeconds * 1_000 });
    return { token, expiresInSeconds };
  }

  /** The client that a bearer header speaks for; throws a 401 for none, an unknown or an expired token. */
  clientOf(authorization: string | undefined): OAuthClient {
    const value = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (value === undefined) {
      throw authenticationRequired();
    }
    const token = this.tokens.get(value);
    const client = this.clients.get(token?.clientId ?? '');
    if (!token || !client) {
      throw badCredentials();
    }
    if (token.expiresAt <= this.context.clock.now()) {
      throw credentialsExpired();
    }
    return client;
  }

  /** Throws a 403 unless the client has one of the permissions. */
  requireAny(client: OAuthClient, permissions: readonly string[]): void {
    if (!permissions.some((permission) => client.permissions.includes(permission))) {
      throw missingPermissions(permissions);
    }
  }

  /** Makes every token that was issued so far expire, of one client or of all. */
  expireAll(clientId?: string): void {
    for (const [value, token] of this.tokens) {
      if (clientId === undefined || token.clientId === clientId) {
        this.tokens.set(value, { ...token, expiresAt: 0 });
      }
    }
  }
}
