/** A quoted part, blanks, or anything else. */
const PIECES = /(["'])((?:\\[\s\S]|[^\\])*?)\1|([ \n\r\t]+)|([\s\S])/g;

/** The words after a slash command: quotes, single or double, keep blanks together, and two quoted parts are two words. */
export function parseParameters(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let isQuoted = false;
  const finish = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  for (const [, quote, inside = '', blanks, sign = ''] of text.matchAll(PIECES)) {
    if (blanks || (quote && isQuoted)) finish();
    if (!blanks) word = (word ?? '') + (quote ? inside : sign);
    isQuoted = quote !== undefined;
  }
  finish();
  return words.map((item) => item.replace(/\\"/g, '"'));
}
