import { UIKitSurfaceType } from '@rocket.chat/apps-engine/definition/uikit';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { Call } from '../endpoints/Outside';
import { HandoverError } from '../lib/errors';
import type { OperatorDesk } from '../lib/OperatorDesk';
import type { Operator } from '../lib/operator';
import { describeReport, type OperatorTexts } from '../lib/operatorTexts';
import { handoverModal } from './handoverModal';

/** A slash command as it was given. */
export interface Order {
  readonly call: Call;
  readonly desk: OperatorDesk;
  readonly user: IUser;
  readonly operator: Operator;
  readonly roomId: string;
  readonly appId: string;
  /** In the language of whoever gave it. */
  readonly texts: OperatorTexts;
  /** Lets the app open a view; undefined when no client gave the command. */
  readonly triggerId: string | undefined;
  /** What follows the command, or the sub-command. */
  readonly words: readonly string[];
  /** Tries out the provider of this name or id, or all of them; answers in words. */
  readonly testConnections: (wanted: string) => Promise<string>;
}

/** Carries an order out; answers what whoever gave it is told, if anything. */
export type SubCommand = (order: Order) => Promise<string | undefined>;

/** What may follow `/handover` instead of a department. */
export const SUB_COMMANDS: Readonly<Record<string, SubCommand>> = { status, end, test };

async function status({ desk, operator, roomId, user, texts }: Order): Promise<string> {
  const reader = { texts, utcOffsetHours: user.utcOffset ?? 0 };
  const { state, facts, events } = describeReport(await desk.report(operator, roomId), reader);
  const lines = [state, ...facts.map(([name, fact]) => `*${name}:* ${fact}`), ...events.map((event) => `- ${event}`)];
  return lines.join('\n');
}

async function end({ desk, operator, roomId, texts }: Order): Promise<string> {
  await desk.takeBack(operator, roomId);
  return texts.takingBack;
}

/** For admins alone: it calls contact centres, and its answer may name what only they know. */
async function test({ user, words, testConnections }: Order): Promise<string> {
  if (user.roles?.includes('admin')) return testConnections(words.join(' '));
  throw new HandoverError('not-allowed', 'Only admins may try out the connections with contact centres.');
}

/** `/handover` with a department after it; without one it is asked for. */
export async function handOver(order: Order): Promise<string | undefined> {
  const { desk, operator, roomId, words, texts } = order;
  if (words.length === 0) return ask(order);
  const warnings = await desk.handOver(operator, { roomId, department: words.join(' ') });
  return [texts.handedOver, ...warnings].join('\n');
}

async function ask({
  call,
  desk,
  operator,
  user,
  roomId,
  appId,
  triggerId,
  texts,
}: Order): Promise<string | undefined> {
  const choices = await desk.choices(operator, roomId);
  if (triggerId === undefined) return texts.usage;
  const view = { type: UIKitSurfaceType.MODAL, ...handoverModal({ appId, roomId, texts }, choices) };
  await call.modify.getUiController().openSurfaceView(view, { triggerId }, user);
  return undefined;
}
