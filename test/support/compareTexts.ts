/** One way in which what somebody saw is not what the other had typed. */
export interface Difference {
  readonly kind: 'lost' | 'doubled' | 'typed by nobody' | 'out of order';
  /** The text, or all that was seen when it is about their order. */
  readonly text: string;
}

/**
 * Compares texts, each of which was typed once, with what was seen of them; nothing when all arrived as they were typed.
 *
 * @param mayChange whether a text may be seen after one that was typed later
 */
export function compareTexts(
  typed: readonly string[],
  seen: readonly string[],
  mayChange: (text: string, later: string) => boolean = () => false,
): Difference[] {
  const differences: Difference[] = [
    ...typed.filter((text) => !seen.includes(text)).map((text) => ({ kind: 'lost', text }) as const),
    ...seen.filter((text, index) => seen.indexOf(text) !== index).map((text) => ({ kind: 'doubled', text }) as const),
    ...seen.filter((text) => !typed.includes(text)).map((text) => ({ kind: 'typed by nobody', text }) as const),
  ];
  const isStrange = differences.some(({ kind }) => kind === 'typed by nobody');
  const first = [...new Set(seen)];
  const isAhead = (one: string, other: string) => typed.indexOf(one) > typed.indexOf(other) && !mayChange(other, one);
  const isOrdered = first.every((text, index) => !first.slice(index + 1).some((behind) => isAhead(text, behind)));
  const isReported = isOrdered || isStrange;
  return isReported ? differences : [...differences, { kind: 'out of order', text: first.join(', ') }];
}
