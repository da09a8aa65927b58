import { decodeProtectedHeader, importJWK, type JWK, jwtVerify } from 'jose';
import type { Keyset } from './Organization';

interface Verification {
  readonly keysets: Iterable<Keyset>;
  readonly now: Date;
  readonly requireX5c: boolean;
}

interface Identity {
  readonly keyset: string;
  readonly sub: string;
}

function findKey(kid: string | undefined, keysets: Iterable<Keyset>): { keyset: Keyset; key: JWK } | undefined {
  for (const keyset of keysets) {
    const key = keyset.keys.find((candidate) => candidate.kid === kid);
    if (kid !== undefined && key) {
      return { keyset, key };
    }
  }
  return undefined;
}

/**
 * Enhanced Chat API, verified users: the identity that the client's backend has signed with RS256 or RS512, whose `kid`
 * is in a keyset with the same issuer. Undefined when it does not verify, which the protocol keeps quiet about.
 */
export async function verifyIdentity(identityToken: string, verification: Verification): Promise<Identity | undefined> {
  try {
    const { kid, alg } = decodeProtectedHeader(identityToken);
    const found = findKey(kid, verification.keysets);
    if (!found || (verification.requireX5c && !found.key.x5c?.length)) {
      return undefined;
    }
    const { payload } = await jwtVerify(identityToken, await importJWK(found.key, alg), {
      algorithms: ['RS256', 'RS512'],
      issuer: found.keyset.issuer,
      currentDate: verification.now,
      requiredClaims: ['sub', 'exp'],
    });
    return { keyset: found.keyset.name, sub: payload.sub ?? '' };
  } catch {
    return undefined;
  }
}
