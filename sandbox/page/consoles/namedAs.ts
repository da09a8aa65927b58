import type { SaidView } from '../PageView';

/** What the visitor has said, under his name, which not every contact centre repeats with each message. */
export function namedAs(visitor: string, said: SaidView): SaidView {
  return said.from === 'visitor' ? { ...said, name: visitor } : said;
}
