import type { Conversation, Entry } from './Conversation';

/** Enhanced Chat API, transcript: how much of a conversation it holds. */
const MAX_ENTRIES = 200;
const LINES_PER_PAGE = 50;
const CHARACTERS_PER_LINE = 90;

function textOf({ entryPayload }: Entry): string {
  const content = JSON.stringify(entryPayload.abstractMessage ?? {});
  const { staticContent, choices, choicesResponse } = JSON.parse(content);
  const attachments = (staticContent?.attachments ?? []).map(({ name }: { name: string }) => `[${name}]`);
  const plain = staticContent?.text ?? staticContent?.url ?? choices?.text;
  return [plain ?? (choicesResponse ? JSON.stringify(choicesResponse.selectedOptions) : ''), ...attachments].join(' ');
}

function linesOf(entry: Entry): string[] {
  const at = new Date(entry.transcriptedTimestamp).toISOString();
  const line = `${at} ${entry.senderDisplayName}: ${textOf(entry)}`;
  return line.match(new RegExp(`.{1,${CHARACTERS_PER_LINE}}`, 'gs')) ?? [];
}

/** A string object of PDF in Latin-1; other characters become question marks. */
function pdfText(text: string): string {
  const latin = text.replace(/[^\x20-\x7e\xa0-\xff]/g, '?');
  return `(${latin.replace(/[\\()]/g, '\\$&')})`;
}

function pageContent(lines: readonly string[]): string {
  const shown = lines.map((line) => `${pdfText(line)} '`).join('\n');
  const content = `BT /F1 9 Tf 14 TL 40 800 Td\n${shown}\nET`;
  return `<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`;
}

/** The file made of its objects, the first being the catalog, with the table of where each one starts. */
function assemble(objects: readonly string[]): Buffer {
  let file = '%PDF-1.4\n';
  const starts = objects.map((object, index) => {
    const start = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(start).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${starts.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(`${file}${table}${trailer}`, 'latin1');
}

/** Enhanced Chat API, transcript: the last 200 messages of a conversation as a PDF. */
export function transcriptOf({ entries }: Conversation): Buffer {
  const messages = entries.filter(({ entryType }) => entryType === 'Message').slice(-MAX_ENTRIES);
  const lines = messages.flatMap(linesOf);
  const pageCount = Math.max(1, Math.ceil(lines.length / LINES_PER_PAGE));
  const pages = Array.from({ length: pageCount }, (_, page) => {
    const content = pageContent(lines.slice(page * LINES_PER_PAGE, (page + 1) * LINES_PER_PAGE));
    const resources = '/Resources << /Font << /F1 3 0 R >> >> /MediaBox [0 0 595 842]';
    return [`<< /Type /Page /Parent 2 0 R ${resources} /Contents ${5 + 2 * page} 0 R >>`, content];
  });
  const kids = pages.map((_, page) => `${4 + 2 * page} 0 R`).join(' ');
  return assemble([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pageCount} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flat(),
  ]);
}
