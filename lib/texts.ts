/** Everything that a visitor can be told. */
export const TEXT_KEYS = [
  'finding-agent',
  'queue-position',
  'next-in-queue',
  'agent-joined',
  'agent-changed',
  'agent-left',
  'transferring',
  'ended-by-agent',
  'ended-by-visitor',
  'unavailable',
  'queue-timeout',
  'idle-warning',
  'idle-ended',
  'technical-difficulty',
  'file-requested',
  'not-delivered',
] as const;
export type TextKey = (typeof TEXT_KEYS)[number];

/** A wording of each; an empty text is not said. */
export type Texts = Readonly<Record<TextKey, string>>;

export interface TextValues {
  readonly position?: number;
  readonly waitSeconds?: number;
  readonly agent?: string;
  readonly seconds?: number;
}

/**
 * Fills a text's placeholders: `{position}`, `{wait}` (minutes, at least 1), `{agent}`, `{seconds}`; `%s` is the position
 * and `%t` the seconds, as the predecessor wrote them. What has no value is left out.
 */
export function fillText(text: string, { position, waitSeconds, agent, seconds }: TextValues): string {
  const wait = waitSeconds === undefined ? undefined : Math.max(1, Math.ceil(waitSeconds / 60));
  const values: Record<string, string | number | undefined> = {
    '{position}': position,
    '{wait}': wait,
    '{agent}': agent,
    '{seconds}': seconds,
    '%s': position,
    '%t': seconds,
  };
  return text.replace(/\{(position|wait|agent|seconds)\}|%s|%t/g, (name) => String(values[name] ?? '')).trim();
}
