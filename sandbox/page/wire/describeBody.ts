import type { TappedBody } from './HttpTap';
import type { Secrets } from './Secrets';

const SHOWN_CHARACTERS = 6_000;

/** A body as it can be shown; empty for none. */
export function describeBody({ content, size }: TappedBody, mediaType: string, secrets: Secrets): string {
  if (size === 0) return '';
  if (!/json|text|xml|form-urlencoded|^$/.test(mediaType)) return `[${size} bytes of ${mediaType.split(';')[0]}]`;
  const text = content.toString('utf8');
  if (/form-urlencoded/.test(mediaType)) return shown(secrets.mask(Object.fromEntries(new URLSearchParams(text))));
  return describeText(text, secrets);
}

/** Any value as it can be shown. */
export function describeValue(value: unknown, secrets: Secrets): string {
  return value === undefined ? '' : shown(secrets.mask(value));
}

function describeText(text: string, secrets: Secrets): string {
  try {
    return shown(secrets.mask(JSON.parse(text)));
  } catch {
    return shortened(secrets.maskText(text));
  }
}

function shown(value: unknown): string {
  return shortened(typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? ''));
}

/** The end of a long text tells more of a stream, and its beginning more of a document; both are kept. */
function shortened(text: string): string {
  if (text.length <= SHOWN_CHARACTERS) return text;
  const half = SHOWN_CHARACTERS / 2;
  return `${text.slice(0, half)}\n… ${text.length - SHOWN_CHARACTERS} more characters …\n${text.slice(-half)}`;
}
