/** The end of a text, at most `limit` characters of it. */
export function lastPart(text: string, limit: number): string {
  return text.length <= limit ? text : text.slice(text.length - limit);
}
