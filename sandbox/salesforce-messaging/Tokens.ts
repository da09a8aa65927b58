import { SignJWT } from 'jose';
import type { Context } from './context';
import type { Deployment } from './Organization';
import { expired, unauthorized } from './refusals';

/** One person as the org knows him; Enhanced Chat API, access token. */
interface Person {
  readonly subject: string;
  readonly isVerified: boolean;
  readonly deployment: Deployment;
  readonly deviceId: string;
}

/** An access token and whose it is. */
export interface Token extends Person {
  readonly value: string;
  readonly clientId: string;
  readonly issuedAt: number;
  expiresAt: number;
}

const SECRET_BYTES = 32;
const BEARER = /^Bearer +(\S+)$/i;

/** Every access token that was handed out and is not revoked. */
export class Tokens {
  private readonly tokens = new Map<string, Token>();
  private readonly secret: Buffer;

  constructor(private readonly context: Context) {
    this.secret = context.random.bytes(SECRET_BYTES);
  }

  /** Enhanced Chat API, access token for unauthenticated users: each call makes a new anonymous person. */
  mintAnonymous(deployment: Deployment, deviceId: string | undefined): Promise<Token> {
    const { random, switches } = this.context;
    const person = {
      subject: `v2/iamessage/UNAUTH/NA/uid:${random.uuid()}`,
      isVerified: false,
      deployment,
      deviceId: deviceId ?? random.uuid(),
    };
    return this.mint(person, this.context.clock.now() + switches.tokenSeconds * 1_000);
  }

  /** Enhanced Chat API, access token for authenticated users: the same user is the same person every time. */
  mintVerified(
    deployment: Deployment,
    identity: { keyset: string; sub: string },
    deviceId: string | undefined,
  ): Promise<Token> {
    const { random, switches } = this.context;
    const person = {
      subject: `v2/iamessage/AUTH/${identity.keyset}/uid:${identity.sub}`,
      isVerified: true,
      deployment,
      deviceId: deviceId ?? random.uuid(),
    };
    return this.mint(person, this.context.clock.now() + switches.verifiedTokenSeconds * 1_000);
  }

  /** Enhanced Chat API, continuation token: the same person, another client, and no longer life. */
  continue(token: Token): Promise<Token> {
    return this.mint(token, token.expiresAt);
  }

  /** The token of an Authorization header; throws a refusal of 401 for one that is not good, or no longer. */
  authenticate(authorization: string | undefined): Token {
    if (authorization === undefined) {
      throw unauthorized('Jwt is missing');
    }
    const token = this.tokens.get(BEARER.exec(authorization)?.[1] ?? '');
    if (!token) {
      throw unauthorized('Jwt verification fails');
    }
    if (this.hasExpired(token)) {
      throw expired();
    }
    return token;
  }

  /** Whose token it is, good or not; undefined for none that was ever handed out. */
  find(authorization: string | undefined): Token | undefined {
    return this.tokens.get(BEARER.exec(authorization ?? '')?.[1] ?? '');
  }

  hasExpired(token: Token): boolean {
    return token.expiresAt <= this.context.clock.now();
  }

  revoke(token: Token): void {
    this.tokens.delete(token.value);
  }

  /** Makes every token of a person too old, from now on. */
  expire(subject: string): void {
    for (const token of this.tokens.values()) {
      if (token.subject === subject) {
        token.expiresAt = Math.min(token.expiresAt, this.context.clock.now());
      }
    }
  }

  clear(): void {
    this.tokens.clear();
  }

  private async mint({ subject, isVerified, deployment, deviceId }: Person, expiresAt: number): Promise<Token> {
    const { random, clock, organization } = this.context;
    const issuedAt = clock.now();
    const clientId = random.uuid();
    const claims = {
      sub: subject,
      clientId,
      clientSessionId: random.uuid(),
      deviceId,
      channelAddId: deployment.channelAddressIdentifier,
      orgId: organization.id,
      iat: Math.floor(issuedAt / 1_000),
      exp: Math.floor(expiresAt / 1_000),
    };
    const value = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(this.secret);
    const token: Token = { value, clientId, subject, isVerified, deployment, deviceId, issuedAt, expiresAt };
    this.tokens.set(value, token);
    return token;
  }
}
