import { readFileSync } from 'fs';
import path from 'path';

/** The code in a section of a documentation page: its last block in the language. Throws where there is none. */
export function codeOf(page: string, section: string, language: string): string {
  const text = readFileSync(path.resolve(__dirname, '../..', page), 'utf8');
  const body = text.split(/^## /m).find((part) => part.startsWith(`${section}\n`)) ?? '';
  const blocks = [...body.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))];
  const code = blocks[blocks.length - 1]?.[1];
  if (code === undefined) throw new Error(`${page} has no ${language} under ${section}`);
  return code;
}
