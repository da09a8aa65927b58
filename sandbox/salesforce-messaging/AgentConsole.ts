import type { AgentEntry, Conversation } from './Conversation';
import type { Context } from './context';

/** What agents have on their screens. */
export class AgentConsole {
  constructor(private readonly context: Context) {}

  show(conversation: Conversation, shown: Omit<AgentEntry, 'at'>): void {
    const at = this.context.clock.now();
    conversation.agentView.push({ at, ...shown });
    this.context.emit({ conversation: conversation.id, at, side: 'at-agent', kind: shown.kind, detail: shown });
  }
}
