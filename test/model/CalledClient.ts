import type { Json } from '../../lib/json';
import type { ConversationState, News, ProviderEvent, WebhookProvider, WebhookRequest } from '../../lib/provider';
import { CentreClient, resumeOf, step } from './CentreClient';

/** Is called by the contact centre when there are news. */
export class CalledClient extends CentreClient implements WebhookProvider {
  public async onWebhook({ content }: WebhookRequest): Promise<readonly News[]> {
    return [content as News];
  }

  public async hear(
    conversation: ConversationState,
    { content }: News,
    emit: (event: ProviderEvent) => Promise<void>,
  ): Promise<void> {
    const { key, index, event } = content as unknown as Told;
    const resume = resumeOf(conversation);
    if (key !== resume.key || index < resume.cursor) return;
    await emit(event);
    step(conversation);
  }

  public noticesGaps(): boolean {
    return false;
  }

  public async refuse(): Promise<void> {
    // Nobody at the contact centre waits for that.
  }
}

/** What a call of the webhook tells. */
interface Told {
  readonly key: string;
  readonly index: number;
  readonly event: ProviderEvent;
}

export function contentOf(told: Told): Json {
  return told as unknown as Json;
}
