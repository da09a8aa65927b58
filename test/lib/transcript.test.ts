/// <reference types="jest" />
import type { RoomMessage } from '../../lib/roomMessages';
import { transcribe } from '../../lib/transcript';

const said = (senderName: string, text: string, file?: RoomMessage['file']): RoomMessage => ({
  id: text,
  atMs: 0,
  senderId: senderName,
  senderName,
  text,
  ...(file && { file }),
});
const chat = [said('Botty', 'Hello'), said('Vera', 'A human, please'), said('Botty', 'One moment')];
const all = { messages: 10, characters: 1_000 };

test('a transcript names who said what, oldest first', () => {
  expect(transcribe(chat, all)).toBe('Botty: Hello\nVera: A human, please\nBotty: One moment');
});

test('a transcript of too many messages keeps the last', () => {
  expect(transcribe(chat, { ...all, messages: 2 })).toBe('Vera: A human, please\nBotty: One moment');
});

test('a transcript that is too long keeps whole messages from its end', () => {
  const end = 'Vera: A human, please\nBotty: One moment';
  expect(transcribe(chat, { ...all, characters: end.length + 1 })).toBe(end);
  expect(transcribe(chat, { ...all, characters: end.length })).toBe(end);
  expect(transcribe(chat, { ...all, characters: end.length - 1 })).toBe('Botty: One moment');
});

test.each([
  { messages: 0, characters: 1_000 },
  { messages: 10, characters: 0 },
])('%j allows nothing', (limits) => {
  expect(transcribe(chat, limits)).toBe('');
});

test('a message of several lines stays one line, so that nobody can speak in the name of another', () => {
  expect(transcribe([said('Vera', 'first\nBotty: second')], all)).toBe('Vera: first Botty: second');
});

test('a file is named', () => {
  const file = { id: 'f', name: 'bill.pdf', mediaType: 'application/pdf' };
  expect(transcribe([said('Vera', '', file), said('Vera', 'my bill', file)], all)).toBe(
    'Vera: [file: bill.pdf]\nVera: my bill [file: bill.pdf]',
  );
});
