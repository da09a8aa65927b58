import type { OpenRequest } from '../../lib/provider';
import { lastPart } from './lastPart';
import { splitText } from './splitText';

interface Limits {
  /** Longest text of one message, in characters. */
  readonly messageLimit: number;
  /** Longest conversation that is passed on, in characters; of a longer one, the end. */
  readonly transcriptLimit: number;
}

/** What the agent gets to read before the visitor says anything, as messages; empty where there is nothing to tell. */
export function introduction(request: OpenRequest, { messageLimit, transcriptLimit }: Limits): string[] {
  const summary = request.summary?.trim() ?? '';
  const transcript = lastPart(request.transcript.trim(), transcriptLimit);
  const chapters = [
    ...(summary === '' ? [] : [`Summary: ${summary}`]),
    ...(transcript === '' ? [] : [`Conversation so far:\n${transcript}`]),
  ];
  const parts = splitText(chapters.join('\n\n'), messageLimit);
  if (parts.length <= 1) return parts.map((part) => `[Before the handover]\n${part}`);
  return parts.map((part, index) => `[Before the handover, ${index + 1} of ${parts.length}]\n${part.trim()}`);
}
