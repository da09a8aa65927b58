const MASK = '•••';
/** Shorter values would be found in innocent words. */
const LEAST_LENGTH = 8;
const WORDS =
  'token|secret|passw|authori[sz]ation|cookie|signature|credential|captcha|affinity|assertion|jwt|(?:api|chat|session|private)[-_]?key';
const SECRET_NAME = new RegExp(WORDS, 'i');
/** What is called just a key is one when it is as long as this. */
const KEY_LENGTH = 24;
/** Deeper values are not looked at; documents of the engine may hold one another. */
const DEPTH = 12;
/** What comes after so many characters of one text is not shown. */
const TEXT_LENGTH = 64 * 1024;
const PLAIN_NAMES = new Set(['token_type', 'tokentype', 'clientpolltimeout']);
/** A secret field of JSON that stands in a text, however often its quotes are escaped. */
const FIELD_IN_TEXT = new RegExp(`("[^"\\\\]{0,40}(?:${WORDS})[^"\\\\]{0,40}\\\\*"\\s*:\\s*\\\\*")([^"\\\\]+)`, 'gi');
const PARAMETER_IN_TEXT = new RegExp(`([?&][^=&\\s]{0,40}(?:${WORDS})[^=&\\s]{0,40}=)([^&\\s"]+)`, 'gi');
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi;
const JWT = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/**
 * Masks what must not be seen: values whose names say that they are secret, what looks like a token, and every value that
 * was once met under such a name, wherever it stands.
 */
export class Secrets {
  private readonly known = new Set<string>();

  /** From now on, this value is masked wherever it stands. */
  learn(value: string): void {
    if (value.length >= LEAST_LENGTH) this.known.add(value);
  }

  /** A copy that can be shown; objects keep their shape. */
  mask(value: unknown): unknown {
    this.learnFrom(value, DEPTH);
    return this.copy(value, DEPTH);
  }

  /** A text that can be shown. */
  maskText(text: string): string {
    let masked = text.length > TEXT_LENGTH ? `${text.slice(0, TEXT_LENGTH)}…` : text;
    for (const [, , value] of masked.matchAll(FIELD_IN_TEXT)) this.learn(value ?? '');
    for (const secret of this.known) masked = masked.split(secret).join(MASK);
    return masked
      .replace(FIELD_IN_TEXT, `$1${MASK}`)
      .replace(PARAMETER_IN_TEXT, `$1${MASK}`)
      .replace(BEARER, `$1 ${MASK}`)
      .replace(JWT, MASK);
  }

  private learnFrom(value: unknown, depth: number): void {
    if (!isLookedInto(value) || depth === 0) return;
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner === 'string' && isSecret(name, inner)) this.learn(inner);
      this.learnFrom(inner, depth - 1);
    }
  }

  private copy(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return this.maskText(value);
    if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
    if (value instanceof Date) return value.toISOString();
    if (!isLookedInto(value)) return value;
    if (depth === 0) return '…';
    if (Array.isArray(value)) return value.map((item) => this.copy(item, depth - 1));
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, isSecret(name, inner) ? MASK : this.copy(inner, depth - 1)]),
    );
  }
}

function isLookedInto(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
}

function isSecret(name: string, value: unknown): boolean {
  const isShown = typeof value === 'boolean' || value === null || value === undefined || value === '';
  if (isShown || PLAIN_NAMES.has(name.toLowerCase())) return false;
  return SECRET_NAME.test(name) || (name === 'key' && typeof value === 'string' && value.length >= KEY_LENGTH);
}
