import type { BodyReader } from '../contactCentre/BodyReader';
import type { Speaker } from './AgentDesk';
import type { ControlParts } from './ControlParts';
import type { Conversation, Role } from './Conversation';
import { readContent } from './contents';

/** Reads its body first and gives back the deed, so that a wrong body changes nothing. */
type Act = (conversation: Conversation, body: BodyReader) => () => unknown;

const roles = ['Agent', 'Chatbot', 'System', 'Router', 'Supervisor', 'EndUser'] as const;
const routingStatuses = ['NEEDS_ROUTING', 'TRANSFER', 'INITIAL', 'ROUTED'] as const;

function readSpeaker(body: BodyReader): Speaker {
  return {
    role: body.optionalOneOf<Role>('role', roles),
    agentId: body.optionalText('agentId'),
    reason: body.optionalText('reason'),
  };
}

function talking({ desk }: ControlParts): Record<string, Act> {
  const typing =
    (isOn: boolean): Act =>
    (conversation, body) => {
      const speaker = readSpeaker(body);
      return () => desk.type(conversation, isOn, speaker);
    };
  const progress =
    (kind: 'progress' | 'token'): Act =>
    (conversation, body) => {
      const text = body.text('text');
      return () => desk.progress(conversation, kind, text);
    };
  return {
    say: (conversation, body) => {
      const [content, speaker] = [readContent(body), readSpeaker(body)];
      return () => desk.say(conversation, content, speaker);
    },
    attach: (conversation, body) => {
      const upload = {
        name: body.text('name'),
        mimeType: body.text('mimeType'),
        content: Buffer.from(body.text('base64'), 'base64'),
        text: body.optionalText('text'),
      };
      const speaker = readSpeaker(body);
      return () => desk.attach(conversation, upload, speaker);
    },
    typing: typing(true),
    'not-typing': typing(false),
    progress: progress('progress'),
    token: progress('token'),
    push: (conversation, body) => {
      const [event, payload] = [body.text('event'), body.optionalRecord('payload') ?? {}];
      return () => desk.push(conversation, event, payload);
    },
  };
}

function working({ desk, tokens }: ControlParts): Record<string, Act> {
  return {
    accept: (conversation, body) => {
      const agentId = body.optionalText('agentId');
      return () => desk.accept(conversation, agentId);
    },
    decline: (conversation) => () => desk.decline(conversation),
    read: (conversation, body) => {
      const agentId = body.optionalText('agentId');
      return () => desk.read(conversation, agentId);
    },
    transfer: (conversation, body) => {
      const target = { queueId: body.optionalText('queueId'), agentId: body.optionalText('agentId') };
      return () => desk.transfer(conversation, target);
    },
    join: (conversation, body) => {
      const agentId = body.text('agentId');
      return () => desk.join(conversation, agentId);
    },
    leave: (conversation, body) => {
      const status = body.optionalOneOf('routingStatus', routingStatuses) ?? 'NEEDS_ROUTING';
      return () => desk.leave(conversation, status);
    },
    end: (conversation, body) => {
      const role = body.optionalOneOf<Role>('role', roles) ?? 'Agent';
      return () => desk.end(conversation, role);
    },
    inactivate: (conversation) => () => desk.inactivate(conversation),
    'expire-token': (conversation) => () => tokens.expire(conversation.owner),
  };
}

/** Everything that `POST /control/conversations/:conversation/:act` can do. */
export function conversationActs(parts: ControlParts): Map<string, Act> {
  return new Map(Object.entries({ ...talking(parts), ...working(parts) }));
}
