/**
 * A text in parts of at most `limit` characters, cut after a line or a word where there is one in the second half of a
 * part; the parts together are the text.
 */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const length = cutOf(rest, limit);
    parts.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return rest === '' ? parts : [...parts, rest];
}

function cutOf(text: string, limit: number): number {
  const head = text.slice(0, limit);
  const cuts = [head.lastIndexOf('\n') + 1, head.lastIndexOf(' ') + 1];
  const cut = cuts.find((place) => place > limit / 2);
  if (cut !== undefined) return cut;
  // Half of a character that takes two places is none.
  return /[\uD800-\uDBFF]$/.test(head) && limit > 1 ? limit - 1 : limit;
}
