import type { ConversationState, ProviderEvent, ReceivingProvider } from '../../lib/provider';
import { CentreClient, resumeOf, step } from './CentreClient';

const PAUSE_MS = 500;

/** Asks the contact centre for news. */
export class AskingClient extends CentreClient implements ReceivingProvider {
  public async receive(
    conversation: ConversationState,
    signal: AbortSignal,
    emit: (event: ProviderEvent) => Promise<void>,
  ): Promise<void> {
    while (!signal.aborted) {
      const { key, cursor } = resumeOf(conversation);
      const events = await this.call(() => this.centre.eventsFrom(key, cursor));
      for (const event of events) {
        if (signal.aborted) return;
        await emit(event);
        step(conversation);
        if (event.type === 'ended') return;
      }
      if (events.length > 0) await conversation.save();
      await this.wire.wait(PAUSE_MS);
    }
  }
}
