import type { ConsoleView, ConversationView } from '../PageView';
import { Composer } from './Composer';
import { act } from './store';
import { Talk } from './Talk';

interface ConversationProps {
  conversation: ConversationView;
  console: ConsoleView;
}

/** One conversation at the console, with all that an agent can do in it. */
export function Conversation({ conversation, console }: ConversationProps) {
  const { id, visitor, state, agentId, said } = conversation;
  const agent = console.agents.find((one) => one.id === agentId)?.name ?? '';
  return (
    <article class={`conversation ${state}`} aria-label={`Conversation with ${visitor}`}>
      <h3>
        {visitor} <span class="badge">{stateText(state, agent)}</span>
      </h3>
      {state === 'offered' && <Offer id={id} agent={agent} />}
      <Talk label={`Conversation with ${visitor}, as the agents see it`} said={said} own="agent" />
      {state === 'talking' && <Desk conversation={conversation} console={console} agent={agent} />}
    </article>
  );
}

function Offer({ id, agent }: { id: string; agent: string }) {
  return (
    <div class="offer-deeds">
      <button type="button" class="primary" onClick={() => void act('accept', { conversation: id })}>
        Accept as {agent}
      </button>
      <button type="button" onClick={() => void act('decline', { conversation: id })}>
        Decline
      </button>
    </div>
  );
}

function Desk({ conversation: { id, agentId }, console, agent }: ConversationProps & { agent: string }) {
  const others = console.agents.filter((one) => one.id !== agentId && one.isOnline);
  const canSendFiles = console.abilities.includes('send-file');
  return (
    <footer>
      <div class="deeds">
        {others.map(({ id: other, name }) => (
          <button key={other} type="button" onClick={() => void act('transfer', { conversation: id, agentId: other })}>
            Transfer to {name}
          </button>
        ))}
        {console.abilities.includes('ask-for-file') && (
          <button type="button" onClick={() => void act('ask-for-file', { conversation: id })}>
            Ask for a file
          </button>
        )}
        <button type="button" class="danger" onClick={() => void act('end', { conversation: id })}>
          End
        </button>
      </div>
      <Composer
        label={`Message of ${agent}`}
        placeholder={`Write as ${agent}`}
        onSend={(text) => void act('say', { conversation: id, text })}
        onTyping={() => void act('type', { conversation: id })}
        onFile={canSendFiles ? (file) => void act('file', { conversation: id, ...file }) : undefined}
      />
    </footer>
  );
}

function stateText(state: ConversationView['state'], agent: string): string {
  if (state === 'offered') return `rings at ${agent}`;
  if (state === 'talking') return `with ${agent}`;
  return state === 'queued' ? 'waits in the queue' : 'ended';
}
