import type { IncomingContent } from '../../lib/provider';
import { listOf, objectOf, textOf } from '../shared/readJson';
import type { Notification } from './notification';
import type { Choices, Option } from './state';

type Fields = Readonly<Record<string, unknown>>;

/** What was said, as far as the visitor can be shown it, and what he can answer it by. */
export interface Words {
  readonly contents: readonly IncomingContent[];
  readonly choices: Choices | null;
}

/** A message as the visitor gets it; undefined for one in which there is nothing to show. */
export function wordsOf({ id, text, content }: Notification): Words | undefined {
  const parts = content.map(partOf);
  const options = parts.flatMap((part) => part.options);
  const lines = [text, ...parts.flatMap((part) => part.lines)].filter(
    (line, index, all) => all.indexOf(line) === index,
  );
  const heading = lines.join('\n').trim();
  const files = parts.flatMap((part) => part.files);
  const said = saying(heading, options);
  const contents = [...said, ...files];
  if (contents.length === 0) return undefined;
  return { contents, choices: options.length === 0 ? null : { messageId: id, options } };
}

function saying(heading: string, options: readonly Option[]): IncomingContent[] {
  const choices = options.map(({ title, payload }) => ({ title, value: payload }));
  if (choices.length > 0) return [{ kind: 'choices', text: heading, choices }];
  return heading === '' ? [] : [{ kind: 'text', text: heading }];
}

/** One element of a message's content; Open Messaging, structured content. */
interface Part {
  readonly lines: readonly string[];
  readonly options: readonly Option[];
  readonly files: readonly IncomingContent[];
}

const NOTHING: Part = { lines: [], options: [], files: [] };

function partOf(element: Fields): Part {
  const { contentType, attachment, quickReply, card, carousel, datePicker, template } = element;
  switch (contentType) {
    case 'Attachment':
      return { ...NOTHING, files: fileOf(objectOf(attachment)) };
    case 'QuickReply':
      return { ...NOTHING, options: optionOf('QuickReply', objectOf(quickReply)) };
    case 'Card':
      return cardOf(objectOf(card));
    case 'Carousel':
      return together(listOf(objectOf(carousel).cards).map((one) => cardOf(objectOf(one))));
    case 'DatePicker':
      return datesOf(objectOf(datePicker));
    case 'Notification':
      return { ...NOTHING, lines: textsOf(objectOf(template)) };
    default:
      return NOTHING;
  }
}

/** Clients have met two names of a file's name. */
function fileOf({ url, mime, filename, fileName }: Fields): IncomingContent[] {
  const place = textOf(url);
  if (place === undefined) return [];
  const name = textOf(filename) ?? textOf(fileName) ?? 'file';
  return [{ kind: 'file', name, mediaType: textOf(mime) ?? 'application/octet-stream', url: place }];
}

function optionOf(type: Option['type'], { text, payload }: Fields): Option[] {
  const title = textOf(text);
  return title === undefined ? [] : [{ type, title, payload: textOf(payload) ?? title }];
}

function cardOf({ title, description, image, video, actions }: Fields): Part {
  const all = listOf(actions).map(objectOf);
  const links = all.flatMap(({ type, text, url }) =>
    type === 'Link' ? [`${textOf(text) ?? ''} ${textOf(url) ?? ''}`] : [],
  );
  const lines = [textOf(title), textOf(description), textOf(image), textOf(video), ...links.map((link) => link.trim())];
  return {
    lines: lines.flatMap((line) => (line === undefined || line === '' ? [] : [line])),
    options: all.filter(({ type }) => type === 'Postback').flatMap((action) => optionOf('Button', action)),
    files: [],
  };
}

function datesOf({ title, subtitle, availableTimes }: Fields): Part {
  const times = listOf(availableTimes).flatMap((time) => textOf(objectOf(time).dateTime) ?? []);
  return {
    lines: [textOf(title), textOf(subtitle)].flatMap((line) => line ?? []),
    options: times.map((time) => ({ type: 'DatePicker', title: readableTime(time), payload: time })),
    files: [],
  };
}

/** `2026-01-05T09:00:00.000Z` as somebody would write it; the time zone stays as it was given. */
function readableTime(time: string): string {
  const [, date, clock, zone = ''] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(.*)$/.exec(time) ?? [];
  if (date === undefined || clock === undefined) return time;
  return `${date} ${clock} ${zone === 'Z' ? 'UTC' : zone}`.trim();
}

function textsOf({ header, body, footer }: Fields): string[] {
  return [header, body, footer].flatMap((part) => textOf(objectOf(part).text) ?? []);
}

function together(parts: readonly Part[]): Part {
  return {
    lines: parts.flatMap(({ lines }) => lines),
    options: parts.flatMap(({ options }) => options),
    files: parts.flatMap(({ files }) => files),
  };
}
