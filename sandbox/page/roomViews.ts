import type { LivechatRoom, Message } from '../rocketchat/types';
import { BOT } from './Bot';
import type { RoomView, SaidView, WidgetView } from './PageView';

/** What system messages say, by their type. */
const SYSTEM_TEXTS: Readonly<Record<string, (message: Message) => string>> = {
  'livechat-started': () => 'The chat has started',
  'livechat-close': ({ u }) => `The chat was closed by ${u.username}`,
  uj: ({ msg }) => `${msg} joined the room`,
  ul: ({ msg }) => `${msg} left the room`,
  command: ({ msg }) => (msg === 'connected' ? 'An agent was connected' : `Command: ${msg}`),
  livechat_transfer_history: transferText,
  livechat_transfer_history_fallback: transferText,
};

/** The visitor's side: what was said, and nothing of the system's. */
export function widgetView(room: LivechatRoom, messages: readonly Message[], isAgentTyping: boolean): WidgetView {
  return {
    visitor: room.fname,
    isOpen: room.open === true,
    servedBy: servedBy(room),
    isAgentTyping,
    said: messages.filter(({ t }) => t === undefined).map(saidView),
  };
}

/** The room as Rocket.Chat's own agents see it. */
export function roomView(room: LivechatRoom, messages: readonly Message[], department: string): RoomView {
  return {
    id: room._id,
    isOpen: room.open === true,
    department,
    servedBy: room.servedBy?.username ?? '',
    said: messages.map(saidView),
  };
}

function servedBy({ servedBy: agent }: LivechatRoom): WidgetView['servedBy'] {
  if (agent === undefined) return 'nobody';
  return agent.username === BOT.username ? 'bot' : 'agent';
}

function saidView(message: Message): SaidView {
  const { _id, ts, u, token, alias, msg, t, file } = message;
  const said = { id: _id, atMs: ts.getTime(), name: alias ?? u.name ?? u.username ?? '' };
  if (t !== undefined) return { ...said, from: 'system', text: SYSTEM_TEXTS[t]?.(message) ?? t };
  const from = token === undefined ? (u.username === BOT.username ? 'bot' : 'agent') : 'visitor';
  return { ...said, from, text: msg, ...(file && { file: { name: file.name, url: `/page/files/${file._id}` } }) };
}

function transferText({ transferData }: Message): string {
  const { transferredBy, nextDepartment, transferredTo } = transferData ?? {};
  const target = nextDepartment ? `the department ${nextDepartment.name}` : (transferredTo?.username ?? 'the queue');
  return `${transferredBy?.username ?? 'Somebody'} moved the room to ${target}`;
}
