import type { Conversation } from './Conversation';
import type { Claim } from './claim';
import { FEW_MESSAGES, isAfter } from './deliveryCursor';
import { HandoverError } from './errors';
import { CredentialsError, ProviderError } from './ProviderError';
import { patiently } from './patiently';
import type { OpenRequest } from './provider';
import type { SessionParts } from './SessionParts';
import { transcribe } from './transcript';
import { onOpened } from './transitions';

const PAUSE_MS = 1_000;
/** What the host hands out of a room at once. */
const MOST_MESSAGES = 100;

/**
 * Opens the conversation with all that the agent should know, and stores the state to go on from. Tries again while the
 * provider cannot be reached; the deadline of the state ends that. A session that ends meanwhile stays ending, and what
 * was opened is left in its state to be closed.
 *
 * @throws ProviderError when the provider refuses, NotOwner when another instance has the session now, or nobody.
 */
export async function openConversation(conversation: Conversation, parts: SessionParts): Promise<void> {
  const { clock, provider, rules } = parts;
  const giveUpAtMs = conversation.session.stateSinceMs + rules.limits.startMs;
  const { roomId } = conversation.session;
  const { request, asked } = await patiently(roomId, parts, () => openRequest(conversation, parts));
  while (conversation.session.state === 'starting') {
    try {
      await conversation.assertOurs();
      await closeHalfOpen(conversation, parts);
      await provider.open(conversation, request);
      if (conversation.session.state === 'starting') {
        conversation.change(onOpened(conversation.session, clock.nowMs()));
      }
    } catch (error) {
      if (error instanceof CredentialsError) parts.onRefusedCredentials();
      const isWorthAnotherTry = error instanceof ProviderError && error.failure === 'unreachable';
      if (!isWorthAnotherTry || clock.nowMs() >= giveUpAtMs) throw error;
      await clock.wait(PAUSE_MS);
    }
  }
  await conversation.save();
  // What the bot said is with the agent now; kept any longer it would only be found again and again.
  await Promise.all(asked.map((claim) => parts.claims.remove(claim)));
}

/** A state without an open conversation is what a cut in the middle of an opening has left. */
async function closeHalfOpen(conversation: Conversation, { provider }: SessionParts): Promise<void> {
  if (conversation.get() === null) return;
  await provider.close(conversation, 'error');
  conversation.set(null);
}

/** What to open the conversation with, and the claims that it was taken from. */
async function openRequest(
  conversation: Conversation,
  parts: SessionParts,
): Promise<{ request: OpenRequest; asked: readonly Claim[] }> {
  const { id, roomId, departmentId, delivered } = conversation.session;
  const { messages, claims, provider, rooms, rules, presets } = parts;
  const [room, kept, recent] = await Promise.all([
    rooms.find(roomId),
    claims.ofRoom(roomId),
    messages.newest(roomId, Math.max(FEW_MESSAGES, Math.min(rules.transcript.messages, MOST_MESSAGES))),
  ]);
  if (!room?.visitor) throw new HandoverError('room-not-found', 'The room of the session is gone.');
  const asked = kept.filter((claim) => claim.status === 'kept' && claim.departmentId === departmentId);
  const context = asked[0]?.context;
  // What comes after the cursor will be delivered as messages.
  const said = recent.filter((message) => message.eventId === undefined && !isAfter(delivered, message));
  const { name, email, phone, language } = room.visitor;
  const given = [...roomAttributes(room.customFields, provider.roomFields ?? []), ...(context?.attributes ?? [])];
  const target = context?.buttonId ?? presets.target;
  const request: OpenRequest = {
    sessionId: id,
    roomId,
    visitor: { name, email, phone, language },
    ...(target !== undefined && { target }),
    ...(context?.summary !== undefined && { summary: context.summary }),
    attributes: [...presets.attributes.filter(([preset]) => given.every(([own]) => own !== preset)), ...given],
    transcript: transcribe(said, rules.transcript),
  };
  return { request, asked };
}

/** What others have written on the room for the contact centre. */
function roomAttributes(
  customFields: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Array<readonly [string, string]> {
  return names
    .map((name) => [name, customFields[name]] as const)
    .filter((entry): entry is readonly [string, string] => typeof entry[1] === 'string' && entry[1] !== '');
}
