import type { OpenRequest } from '../../lib/provider';
import { introduction } from '../shared/introduction';
import type { GenesysSettings } from './settings';

/** What the agent gets to read before the visitor says anything; at least one message, because one begins it all. */
export function firstMessages(request: OpenRequest, settings: GenesysSettings): string[] {
  const messages = introduction(request, settings);
  return messages.length === 0 ? [settings.firstMessage] : messages;
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
