import type { BodyReader } from '../contactCentre/BodyReader';
import type { ChatSession } from './ChatSession';

/** What a visitor can do in an established chat. */
export interface ChasitorNoun {
  readonly name: string;
  /** The first API version that has it. */
  readonly since: number;
  /** Checks the body and gives back what the agent's console gets to see. */
  read(body: BodyReader, alone: boolean): { text?: string; detail?: unknown };
}

/** Live Agent REST API, ChasitorTyping, ChasitorNotTyping, ChasitorSneakPeek, CustomEvent and so on. */
export const chasitorNouns: readonly ChasitorNoun[] = [
  { name: 'ChatMessage', since: 29, read: (body) => ({ text: body.text('text') }) },
  { name: 'ChasitorTyping', since: 29, read: () => ({}) },
  { name: 'ChasitorNotTyping', since: 29, read: () => ({}) },
  {
    name: 'ChasitorSneakPeek',
    since: 29,
    read: (body) => ({ detail: { position: body.integer('position') }, text: body.text('text') }),
  },
  {
    name: 'CustomEvent',
    since: 29,
    read: (body) => ({ detail: { type: body.text('type'), data: body.text('data') } }),
  },
  {
    name: 'ChatEnd',
    since: 29,
    // The documented batch ends a chat with an empty object, the documented single call must not.
    read: (body, alone) => ({
      detail: { reason: (alone ? body.text('reason') : body.optionalText('reason')) ?? 'client' },
    }),
  },
  {
    name: 'ChasitorIdleTimeoutWarningEvent',
    since: 35,
    read: (body) => ({ detail: body.oneOf('idleTimeoutWarningEvent', ['triggered', 'cleared']) }),
  },
  {
    name: 'SensitiveDataRuleTriggered',
    since: 29,
    read: (body) => {
      const rules = body.each('rules', body.list('rules'));
      return { detail: rules.map((rule) => ({ id: rule.optionalText('id'), name: rule.text('name') })) };
    },
  },
];

/** Live Agent REST API, ChatEndReason: the client may say that its own idle clock ran out. */
export function visitorEndReason(detail: unknown): string {
  const reason = typeof detail === 'object' && detail !== null && 'reason' in detail ? detail.reason : undefined;
  return reason === 'clientIdleTimeout' ? reason : 'client';
}

/** True when a text that follows the one before this fast is lost on its way. */
export function isRapid(session: ChatSession, now: number, gapMs: number): boolean {
  return session.lastMessageAt !== undefined && now - session.lastMessageAt < gapMs;
}
