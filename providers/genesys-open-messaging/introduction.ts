import type { OpenRequest } from '../../lib/provider';
import type { GenesysSettings } from './settings';
import { splitText } from './splitText';

/** What the agent gets to read before the visitor says anything; at least one message, because one begins it all. */
export function introduction(request: OpenRequest, settings: GenesysSettings): string[] {
  const summary = request.summary?.trim() ?? '';
  const transcript = lastPart(request.transcript.trim(), settings.transcriptLimit);
  const chapters = [
    ...(summary === '' ? [] : [`Summary: ${summary}`]),
    ...(transcript === '' ? [] : [`Conversation so far:\n${transcript}`]),
  ];
  if (chapters.length === 0) return [settings.firstMessage];
  const parts = splitText(chapters.join('\n\n'), settings.messageLimit);
  if (parts.length === 1) return [`[Before the handover]\n${chapters.join('\n\n')}`];
  return parts.map((part, index) => `[Before the handover, ${index + 1} of ${parts.length}]\n${part.trim()}`);
}

/** Participant data for the flow, which reads them when the first message comes; Open Messaging, `customAttributes`. */
export function participantData(
  request: OpenRequest,
  { attributes, queueId }: GenesysSettings,
): Record<string, string> {
  const { visitor, target = queueId, summary = '', roomId } = request;
  const own: Array<readonly [string, string]> = [
    [attributes.target, target],
    [attributes.language, visitor.language ?? ''],
    [attributes.phone, visitor.phone ?? ''],
    [attributes.summary, summary],
    [attributes.room, roomId],
  ];
  const all = [...request.attributes, ...own].filter(([name, value]) => name.trim() !== '' && value !== '');
  return Object.fromEntries(all);
}

function lastPart(text: string, limit: number): string {
  return text.length <= limit ? text : text.slice(text.length - limit);
}
