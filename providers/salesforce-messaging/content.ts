import type { IncomingContent } from '../../lib/provider';
import { listOf, objectOf, textOf } from '../shared/readJson';
import type { Choices } from './state';

type Fields = Readonly<Record<string, unknown>>;

/** What was said, as far as the visitor can be shown it, and what he can answer it by. */
export interface Words {
  readonly contents: readonly IncomingContent[];
  readonly choices: Choices | null;
}

/** Enhanced Chat API, Message Types: what those who are not the visitor answer is nothing to show him. */
const ANSWERS: ReadonlySet<string> = new Set(['ChoicesResponseMessage', 'FormResponseMessage']);

/** Names of what is meant to be read, in the order to read it in; Enhanced Chat API, Format Types. */
const READABLE = ['title', 'titleItem', 'text', 'message', 'subTitle', 'subtitle', 'label', 'hint', 'url'];
const DEEPEST = 8;

/**
 * A message as the visitor gets it; Enhanced Chat API, Message Types. Undefined for one in which there is nothing to
 * read.
 */
export function wordsOf(message: Fields): Words | undefined {
  const messageType = textOf(message.messageType) ?? '';
  if (ANSWERS.has(messageType)) return { contents: [], choices: null };
  if (messageType === 'ChoicesMessage') return choicesOf(message);
  const content = objectOf(message.staticContent);
  const contents = content.formatType === 'Attachments' ? attachmentsOf(content) : plain(message);
  return contents.length === 0 ? undefined : { contents, choices: null };
}

function plain(message: Fields): IncomingContent[] {
  const { staticContent, form } = message;
  return textContent(readableText(staticContent ?? form ?? message));
}

/** Rocket.Chat knows no empty messages. */
function textContent(text: string): IncomingContent[] {
  return text.trim() === '' ? [] : [{ kind: 'text', text }];
}

/** Enhanced Chat API, Attachments: a text and any number of files. */
function attachmentsOf({ text, attachments }: Fields): IncomingContent[] {
  const files = listOf(attachments).map(objectOf);
  return [
    ...textContent(textOf(text) ?? ''),
    ...files.flatMap(({ name, mimeType, url }): IncomingContent[] => {
      const place = textOf(url);
      if (place === undefined) return textContent(textOf(name) ?? '');
      const mediaType = textOf(mimeType) ?? 'application/octet-stream';
      return [{ kind: 'file', name: textOf(name) ?? 'file', mediaType, url: place }];
    }),
  ];
}

/** Enhanced Chat API, ChoicesMessage: buttons, quick replies, a list or a carousel. */
function choicesOf({ id, choices }: Fields): Words | undefined {
  const { text, optionItems } = objectOf(choices);
  const items = listOf(optionItems).map(objectOf);
  const options = items.flatMap(({ titleItem, optionIdentifier }) => {
    const title = textOf(objectOf(titleItem).title);
    return title === undefined
      ? []
      : [{ id: textOf(optionIdentifier) ?? title, title, subTitle: subTitleOf(titleItem) }];
  });
  const heading = textOf(text) ?? '';
  if (options.length === 0) {
    const contents = textContent(heading);
    return contents.length === 0 ? undefined : { contents, choices: null };
  }
  const shown = options.map(({ title, subTitle }) => ({ title: [title, ...subTitle].join(' – '), value: title }));
  return {
    contents: [{ kind: 'choices', text: heading, choices: shown }],
    choices: { messageId: textOf(id) ?? '', options: options.map(({ id: option, title }) => ({ id: option, title })) },
  };
}

function subTitleOf(titleItem: unknown): string[] {
  const subTitle = textOf(objectOf(titleItem).subTitle);
  return subTitle === undefined ? [] : [subTitle];
}

/** Everything in it that is meant to be read, line by line. */
function readableText(value: unknown): string {
  return linesOf(value, 0).join('\n');
}

function linesOf(value: unknown, depth: number): string[] {
  if (depth > DEEPEST) return [];
  if (Array.isArray(value)) return value.flatMap((item) => linesOf(item, depth + 1));
  const fields = objectOf(value);
  const names = Object.keys(fields).filter((name) => !READABLE.includes(name));
  return [...READABLE.filter((name) => name in fields), ...names].flatMap((name) => {
    const text = READABLE.includes(name) ? textOf(fields[name]) : undefined;
    return text === undefined ? linesOf(fields[name], depth + 1) : [text];
  });
}
