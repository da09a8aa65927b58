import type { BodyReader } from '../contactCentre/BodyReader';
import type { AgentDesk } from './AgentDesk';
import type { ChatSession } from './ChatSession';
import type { ControlParts } from './control';
import { endReasons, failReasons } from './Endings';

/** Reads its body first and gives back the deed, so that a wrong body changes nothing. */
export type Act = (session: ChatSession, body: BodyReader) => () => unknown;

const byAgent =
  (act: (session: ChatSession, agentId: string | undefined) => unknown): Act =>
  (session, body) => {
    const agentId = body.optionalText('agentId');
    return () => act(session, agentId);
  };

const withNamed =
  (field: string, act: (session: ChatSession, named: string) => unknown): Act =>
  (session, body) => {
    const named = body.text(field);
    return () => act(session, named);
  };

const plain =
  (act: (session: ChatSession) => unknown): Act =>
  (session) =>
  () =>
    act(session);

function talking(desk: AgentDesk): Record<string, Act> {
  return {
    accept: byAgent((session, agentId) => desk.accept(session, agentId)),
    decline: byAgent((session, agentId) => desk.decline(session, agentId)),
    typing: byAgent((session, agentId) => desk.typing(session, true, agentId)),
    'not-typing': byAgent((session, agentId) => desk.typing(session, false, agentId)),
    say: (session, body) => {
      const [text, agentId] = [body.text('text'), body.optionalText('agentId')];
      return () => desk.say(session, text, agentId);
    },
  };
}

function moving(desk: AgentDesk): Record<string, Act> {
  return {
    'transfer-to-agent': withNamed('agentId', (session, agentId) => desk.transferToAgent(session, agentId)),
    'transfer-to-button': withNamed('buttonId', (session, buttonId) => desk.transferToButton(session, buttonId)),
    resume: withNamed('agentId', (session, agentId) => desk.resume(session, agentId)),
    'conference-join': withNamed('agentId', (session, agentId) => desk.join(session, agentId)),
    'conference-leave': withNamed('agentId', (session, agentId) => desk.leave(session, agentId)),
    'agent-disconnect': plain((session) => desk.disconnect(session)),
  };
}

function files({ desk, files: transfers }: ControlParts): Record<string, Act> {
  return {
    'request-file': plain((session) => {
      desk.speaker(session, undefined);
      return transfers.request(session);
    }),
    'cancel-file': plain((session) => ({ canceled: transfers.cancel(session) })),
    'fail-file': plain((session) => ({ failed: transfers.fail(session) })),
  };
}

function endings({ desk, sessions }: ControlParts): Record<string, Act> {
  return {
    end: (session, body) => {
      const reason = body.optionalOneOf('reason', endReasons) ?? 'agent';
      return () => desk.end(session, reason);
    },
    fail: (session, body) => {
      const reason = body.optionalOneOf('reason', failReasons) ?? 'Unavailable';
      return () => desk.fail(session, reason);
    },
    move: (session, body) => {
      const reconnectStatus = body.optionalNumber('reconnectStatus') ?? 200;
      return () => sessions.move(session, reconnectStatus);
    },
    expire: plain((session) => sessions.close(session, 'expired')),
  };
}

function messages(desk: AgentDesk): Record<string, Act> {
  return {
    'custom-event': (session, body) => {
      const message = { type: body.text('type'), data: body.text('data') };
      return () => desk.send(session, { type: 'CustomEvent', message });
    },
    'rich-message': (session, body) => {
      const kind = body.oneOf('type', ['ChatWindowMenu', 'ChatWindowButton']);
      const header = body.optionalText('header');
      const items = body.each('items', body.list('items')).map((item) => {
        const [text, value] = [item.text('text'), item.optionalText('value')];
        return { text, ...(value !== undefined && { value }) };
      });
      const message = { type: kind, ...(header !== undefined && { header }), items };
      return () => desk.send(session, { type: 'RichMessage', message });
    },
    push: (session, body) => {
      const [type, message] = [body.text('type'), body.optionalRecord('message') ?? {}];
      return () => desk.push(session, { type, message });
    },
  };
}

/** Everything that `POST /control/chats/:chat/:act` can do. */
export function chatActs(parts: ControlParts): Map<string, Act> {
  const { desk } = parts;
  const all = { ...talking(desk), ...moving(desk), ...files(parts), ...endings(parts), ...messages(desk) };
  return new Map(Object.entries(all));
}
