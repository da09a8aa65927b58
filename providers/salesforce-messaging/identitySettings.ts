import type { SettingFields } from '../shared/SettingFields';
import { TEXT } from '../shared/settingRules';

/** What identities of visitors are signed with; Enhanced Chat API, User Verification. */
export interface IdentitySettings {
  /** RSA, in the PEM form of PKCS #8. */
  readonly privateKey: string;
  /** Names the key in the org's keyset. */
  readonly keyId: string;
  /** As set in the org's keyset. */
  readonly issuer: string;
  /** Undefined leaves the claim out. */
  readonly audience: string | undefined;
}

const BEGIN = '-----BEGIN PRIVATE KEY-----';
const END = '-----END PRIVATE KEY-----';
const LINE = /.{1,64}/g;

/** The settings of verified visitors; undefined when none of them is filled in. */
export function readIdentity(fields: SettingFields): IdentitySettings | undefined {
  if (!fields.has('privateKey', 'keyId', 'issuer')) return undefined;
  const typed = fields.required('privateKey', TEXT);
  const privateKey = readPrivateKey(typed);
  if (typed !== '' && privateKey === undefined) {
    fields.reject('privateKey', 'expected an RSA key in the PEM form of PKCS #8, which begins with BEGIN PRIVATE KEY');
  }
  return {
    privateKey: privateKey ?? '',
    keyId: fields.required('keyId', TEXT),
    issuer: fields.required('issuer', TEXT),
    audience: fields.optional('audience', TEXT, '').trim() || undefined,
  };
}

/** A key as it comes out of a one-line input: with its line breaks lost, or written as `\n`. */
function readPrivateKey(typed: string): string | undefined {
  const text = typed.replace(/\\n/g, '\n').trim();
  if (!text.startsWith(BEGIN) || !text.endsWith(END)) return undefined;
  const base64 = text.slice(BEGIN.length, -END.length).replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]{100,}={0,2}$/.test(base64)) return undefined;
  return [BEGIN, ...(base64.match(LINE) ?? []), END].join('\n');
}
