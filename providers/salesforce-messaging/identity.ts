import { CredentialsError } from '../../lib/ProviderError';
import { importPKCS8, SignJWT } from '../../vendor/jose';
import type { IdentitySettings } from './identitySettings';

const ALGORITHM = 'RS256';
/** Long enough for clocks that differ. */
const LIFETIME_S = 300;

/**
 * Says, signed, who a visitor is; Enhanced Chat API, User Verification: customer identity token.
 *
 * @throws CredentialsError of kind `rejected` when the key of the settings is none
 */
export async function signIdentity(
  subject: string,
  { privateKey, keyId, issuer, audience }: IdentitySettings,
  nowMs: number,
): Promise<string> {
  const nowS = Math.floor(nowMs / 1000);
  const token = new SignJWT({})
    .setProtectedHeader({ alg: ALGORITHM, kid: keyId, typ: 'JWT' })
    .setIssuer(issuer)
    .setSubject(subject)
    .setIssuedAt(nowS)
    .setExpirationTime(nowS + LIFETIME_S);
  if (audience !== undefined) token.setAudience(audience);
  try {
    return await token.sign(await importPKCS8(privateKey, ALGORITHM));
  } catch {
    // What the library has to say may hold parts of the key.
    throw new CredentialsError('The key of the settings cannot sign the identity of a visitor');
  }
}
