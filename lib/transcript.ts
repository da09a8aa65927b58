import type { RoomMessage } from './roomMessages';

/**
 * The conversation so far as an agent reads it: one line per message, oldest first, with the sender's name. Of a longer
 * one than `limits` allow, the end, because that is what the handover is about.
 */
export function transcribe(messages: readonly RoomMessage[], limits: { messages: number; characters: number }): string {
  const lines = limits.messages === 0 ? [] : messages.slice(-limits.messages).map(line);
  let length = -1;
  const kept: string[] = [];
  for (const next of lines.reverse()) {
    length += next.length + 1;
    if (length > limits.characters) break;
    kept.unshift(next);
  }
  return kept.join('\n');
}

function line({ senderName, text, file }: RoomMessage): string {
  const said = [text.replace(/\s+/g, ' ').trim(), file ? `[file: ${file.name}]` : ''].filter((part) => part !== '');
  return `${senderName}: ${said.join(' ')}`;
}
