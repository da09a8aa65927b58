import { createHmac } from 'crypto';
import type { HttpClient } from './http';
import type { Log } from './log';
import type { EndCause, Session } from './session';

const TIMEOUT_MS = 5_000;

/** Who is told that the human part of a conversation is over. */
export interface EndListeners {
  /** Gets a signed JSON event. */
  readonly webhook?: { readonly url: string; readonly secret: string };
  /** Gets the event of the bot's own app, in that app's format. */
  readonly bot?: { readonly url: string; readonly event: (cause: EndCause) => string; readonly languageCode: string };
}

/**
 * Tells the bot that a session has ended. The signature is `sha256=` and the HMAC-SHA256, in hex, of the body, in the
 * header `X-Handover-Signature`. Never throws: the visitor's way back must not depend on it.
 */
export async function announceEnd(
  outside: { http: HttpClient; log: Log },
  listeners: EndListeners,
  ended: { session: Session; cause: EndCause; atMs: number },
): Promise<void> {
  const { webhook, bot } = listeners;
  const { session, cause, atMs } = ended;
  const { roomId, id: sessionId, departmentId } = session;
  const calls: Array<{ url: string; body: object; secret?: string }> = [];
  if (webhook) {
    const body = {
      event: 'handover-ended',
      roomId,
      sessionId,
      departmentId,
      reason: cause,
      at: new Date(atMs).toISOString(),
    };
    calls.push({ url: webhook.url, body, secret: webhook.secret });
  }
  const name = bot?.event(cause);
  if (bot && name) {
    const event = { name, languageCode: bot.languageCode };
    calls.push({ url: bot.url, body: { action: 'trigger-event', sessionId: roomId, actionData: { event } } });
  }
  await Promise.all(calls.map((call) => send(outside, call)));
}

async function send(
  { http, log }: { http: HttpClient; log: Log },
  { url, body, secret }: { url: string; body: object; secret?: string },
): Promise<void> {
  const text = JSON.stringify(body);
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (secret) headers['x-handover-signature'] = `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`;
  try {
    const { status } = await http.send({ method: 'POST', url, headers, body: text, timeoutMs: TIMEOUT_MS });
    if (status >= 300) log.warn('The end of a session was announced, but refused', { status });
  } catch (error) {
    log.warn('The end of a session could not be announced', { error: String(error) });
  }
}
