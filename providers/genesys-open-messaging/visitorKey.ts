/** Whom a conversation is with, as the app knows him. */
export interface Address {
  readonly roomId: string;
  readonly sessionId: string;
}

/**
 * What Genesys knows a visitor by; Open Messaging, inbound messages: `channel.from.id`. It names room and session, so
 * that a notification finds its way, and is another one for every opening, because Genesys continues the conversation that
 * the same id had before.
 */
export function visitorKey({ roomId, sessionId }: Address, opening: string): string {
  return [roomId, sessionId, opening].map(encodeURIComponent).join(':');
}

/** Undefined for what this app has not made. */
export function addressOf(key: string): Address | undefined {
  const parts = key.split(':');
  if (parts.length !== 3 || parts.includes('')) return undefined;
  try {
    const [roomId = '', sessionId = ''] = parts.map(decodeURIComponent);
    return { roomId, sessionId };
  } catch {
    return undefined;
  }
}
