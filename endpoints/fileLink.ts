import { jwtVerify, SignJWT } from '../vendor/jose';

/** A file of a room as a link names it. */
export interface LinkedFile {
  readonly id: string;
  readonly mediaType: string;
}

const ALGORITHM = 'HS256';
/** A contact centre fetches a file as soon as it is told of it; this allows for a few tries. */
const LIFETIME_MS = 15 * 60_000;

const bytesOf = (key: string): Uint8Array => new TextEncoder().encode(key);

/** What stands for a file in a link that anybody may follow for a quarter of an hour; RFC 7519. */
export function signFile({ id, mediaType }: LinkedFile, key: string, nowMs: number): Promise<string> {
  return new SignJWT({ mediaType })
    .setProtectedHeader({ alg: ALGORITHM })
    .setSubject(id)
    .setExpirationTime(new Date(nowMs + LIFETIME_MS))
    .sign(bytesOf(key));
}

/** The file that a link is for; undefined when it was signed with none of the keys, or is too old. */
export async function readSignedFile(
  token: string,
  keys: readonly string[],
  nowMs: number,
): Promise<LinkedFile | undefined> {
  const readings = await Promise.all(keys.map((key) => readWith(key, token, nowMs)));
  return readings.find((file) => file !== undefined);
}

async function readWith(key: string, token: string, nowMs: number): Promise<LinkedFile | undefined> {
  const currentDate = new Date(nowMs);
  const requiredClaims = ['sub', 'exp'];
  try {
    const { payload } = await jwtVerify(token, bytesOf(key), { algorithms: [ALGORITHM], currentDate, requiredClaims });
    return { id: String(payload.sub), mediaType: String(payload.mediaType) };
  } catch {
    return undefined;
  }
}
