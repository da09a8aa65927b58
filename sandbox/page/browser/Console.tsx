import type { ConsoleView } from '../PageView';
import { Agent } from './Agent';
import { Conversation } from './Conversation';

/** What the agents of the contact centre have before them. */
export function Console({ console }: { console: ConsoleView }) {
  const { name, agents, conversations } = console;
  const open = conversations.filter(({ state }) => state !== 'ended');
  const [last] = conversations;
  const shown = open.length === 0 && last ? [last] : open;
  return (
    <section class="column console" aria-labelledby="console-title">
      <header>
        <p class="role">The agents</p>
        <h2 id="console-title">{name}</h2>
        <ul class="agents">
          {agents.map((agent) => (
            <Agent key={agent.id} agent={agent} conversations={open} />
          ))}
        </ul>
      </header>
      <p class="queue" role="status">
        {queueOf(console)}
      </p>
      {shown.length === 0 && (
        <div class="empty">
          <p>No conversation yet.</p>
          <p>It appears here when the bot hands the visitor over.</p>
        </div>
      )}
      {shown.map((conversation) => (
        <Conversation key={conversation.id} conversation={conversation} console={console} />
      ))}
    </section>
  );
}

function queueOf({ conversations }: ConsoleView): string {
  const waiting = conversations.filter(({ state }) => state === 'queued' || state === 'offered').length;
  return waiting === 0 ? 'Nobody waits' : `${waiting} waiting`;
}
