import { ProviderError } from '../../lib/ProviderError';
import type { ConversationState, News, ProviderEvent, WebhookProvider, WebhookRequest } from '../../lib/provider';
import { objectOf } from '../../providers/shared/readJson';
import { ScriptedProvider } from './ScriptedProvider';

/** A scripted provider whose contact centre also calls webhooks: with news in the body, and `secret` in a header. */
export class ScriptedWebhookProvider extends ScriptedProvider implements WebhookProvider {
  /** Ids of the news that were refused. */
  public readonly refused: string[] = [];
  public hasGapsNoticed = false;

  public async onWebhook({ headers, content }: WebhookRequest): Promise<readonly News[]> {
    if (headers.secret !== 'right') throw new ProviderError('rejected', 'the secret is wrong');
    return content as News[];
  }

  public async hear(
    conversation: ConversationState,
    { id, content }: News,
    emit: (event: ProviderEvent) => Promise<void>,
  ): Promise<void> {
    const text = String(content);
    this.calls.push(`hear ${id}`);
    await this.onCall(`hear ${id}`);
    await emit({ id, type: 'message', content: { kind: 'text', text } });
    conversation.set({ ...objectOf(conversation.get()), heard: id });
  }

  public noticesGaps(): boolean {
    return this.hasGapsNoticed;
  }

  public async refuse({ id }: News): Promise<void> {
    this.refused.push(id);
  }
}

/** News of a text for the session `session-1` in `room`. */
export function someNews(id: string, changes: Partial<News> = {}): News {
  return { roomId: 'room', sessionId: 'session-1', id, atMs: 1_000, content: `text ${id}`, ...changes };
}
