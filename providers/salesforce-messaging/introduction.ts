import type { OpenRequest } from '../../lib/provider';
import type { MessagingSettings } from './settings';
import { splitText } from './splitText';

/** What the agent gets to read before the visitor says anything; empty where there is nothing to tell. */
export function introduction(request: OpenRequest, settings: MessagingSettings): string[] {
  const summary = request.summary?.trim() ?? '';
  const transcript = lastPart(request.transcript.trim(), settings.transcriptLimit);
  const chapters = [
    ...(summary === '' ? [] : [`Summary: ${summary}`]),
    ...(transcript === '' ? [] : [`Conversation so far:\n${transcript}`]),
  ];
  const parts = splitText(chapters.join('\n\n'), settings.messageLimit);
  if (parts.length <= 1) return parts.map((part) => `[Before the handover]\n${part}`);
  return parts.map((part, index) => `[Before the handover, ${index + 1} of ${parts.length}]\n${part.trim()}`);
}

function lastPart(text: string, limit: number): string {
  return text.length <= limit ? text : text.slice(text.length - limit);
}
