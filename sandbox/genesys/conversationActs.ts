import type { AgentDesk } from './AgentDesk';
import type { Conversation, WrapUp } from './Conversation';
import type { FileUpload } from './Media';
import {
  type Card,
  cardsBody,
  contentSchemas,
  type DatePicker,
  datePickerBody,
  type NotificationTemplate,
  notificationBody,
  type OutboundReceipt,
  type QuickReply,
  quickRepliesBody,
} from './outboundMessages';
import { bodyReader, closed, filledText, flag, open, text } from './schema';

/** Bodies of `POST /control/conversations/:conversation/:act`. */
export interface ConversationActs {
  /** By the agent at whom it rings, unless another one is named. */
  accept: { agentId?: string };
  decline: Record<string, never>;
  say: { text: string };
  'say-as-flow': { text: string };
  attach: FileUpload;
  'quick-replies': { text: string; replies: QuickReply[] };
  /** One is a card, more are a carousel. */
  cards: { cards: Card[] };
  'date-picker': DatePicker;
  notification: NotificationTemplate;
  type: Record<string, never>;
  /** To an agent, or to a queue, or back to its own queue when neither is named. */
  transfer: { agentId?: string; queueId?: string };
  leave: Record<string, never>;
  end: Record<string, never>;
  'wrap-up': Partial<WrapUp>;
  receipt: OutboundReceipt & { messageId: string };
}

type Act = (conversation: Conversation, body: unknown) => unknown;

function act<T>(schema: object, work: (conversation: Conversation, body: T) => unknown): Act {
  const read = bodyReader<T>(schema);
  return (conversation, body) => work(conversation, read(body));
}

const listOf = (items: object) => ({ type: 'array', minItems: 1, items });
const base64 = { type: 'string', pattern: '^[A-Za-z0-9+/]*={0,2}$' };
const nothing = closed({});

function saying(desk: AgentDesk): Pick<Record<keyof ConversationActs, Act>, 'say' | 'say-as-flow' | 'attach' | 'type'> {
  const said = closed({ text: filledText });
  return {
    say: act<ConversationActs['say']>(said, (one, body) => desk.say(one, { type: 'Text', text: body.text })),
    'say-as-flow': act<ConversationActs['say']>(said, (one, body) => desk.sayAsFlow(one, body.text)),
    attach: act<FileUpload>(closed({ filename: filledText, mime: filledText, contentBase64: base64 }), (one, body) =>
      desk.attach(one, body),
    ),
    type: act(nothing, (one) => desk.typing(one)),
  };
}

type Structured = 'quick-replies' | 'cards' | 'date-picker' | 'notification';

function structured(desk: AgentDesk): Pick<Record<keyof ConversationActs, Act>, Structured> {
  const { quickReply, card, availableTime } = contentSchemas;
  return {
    'quick-replies': act<ConversationActs['quick-replies']>(
      closed({ text: filledText, replies: listOf(quickReply) }),
      (one, body) => desk.say(one, quickRepliesBody(body.text, body.replies)),
    ),
    cards: act<ConversationActs['cards']>(closed({ cards: listOf(card) }), (one, body) =>
      desk.say(one, cardsBody(body.cards)),
    ),
    'date-picker': act<DatePicker>(
      closed({ availableTimes: listOf(availableTime) }, { title: text, subtitle: text }),
      (one, body) => desk.say(one, datePickerBody(body)),
    ),
    notification: act<NotificationTemplate>(closed({ body: filledText }, { header: text, footer: text }), (one, body) =>
      desk.say(one, notificationBody(body)),
    ),
  };
}

type Moving = 'accept' | 'decline' | 'transfer' | 'leave' | 'end' | 'wrap-up' | 'receipt';

function moving(desk: AgentDesk): Pick<Record<keyof ConversationActs, Act>, Moving> {
  const reasons = listOf(open({ message: text }, { code: text }));
  const target = closed({}, { agentId: text, queueId: text });
  return {
    accept: act<ConversationActs['accept']>(closed({}, { agentId: text }), (one, body) =>
      desk.accept(one, body.agentId),
    ),
    decline: act(nothing, (one) => desk.decline(one)),
    transfer: act<ConversationActs['transfer']>(target, (one, body) => desk.transfer(one, body)),
    leave: act(nothing, (one) => desk.leave(one)),
    end: act(nothing, (one) => desk.end(one)),
    'wrap-up': act<ConversationActs['wrap-up']>(
      closed({}, { code: filledText, name: text, notes: text }),
      (one, { code, ...rest }) => desk.wrapUp(one, code === undefined ? undefined : { code, ...rest }),
    ),
    receipt: act<ConversationActs['receipt']>(
      closed({ messageId: filledText, status: filledText }, { reasons, isFinalReceipt: flag }),
      (one, { messageId, ...receipt }) => desk.receipt(one, messageId, receipt),
    ),
  };
}

/** Everything that `POST /control/conversations/:conversation/:act` can do. */
export function conversationActs(desk: AgentDesk): Map<string, Act> {
  const all: Record<keyof ConversationActs, Act> = { ...saying(desk), ...structured(desk), ...moving(desk) };
  return new Map(Object.entries(all));
}
