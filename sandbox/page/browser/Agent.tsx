import type { AgentView, ConversationView } from '../PageView';
import { act } from './store';

/** An agent: whether he is there, what he does, and whether he accepts by himself. */
export function Agent({ agent, conversations }: { agent: AgentView; conversations: readonly ConversationView[] }) {
  const { id, name, isOnline, acceptsAlone } = agent;
  const doing = doingOf(agent, conversations);
  const change = (state: Partial<AgentView>) => void act('agent', { agentId: id, isOnline, acceptsAlone, ...state });
  return (
    <li class={`seat ${doing}`}>
      <span class="avatar" aria-hidden="true">
        {name.charAt(0)}
      </span>
      <span class="seat-name">
        <b>{name}</b> <span class="doing">{doing}</span>
      </span>
      <label>
        <input
          type="checkbox"
          checked={isOnline}
          onChange={({ currentTarget }) => change({ isOnline: currentTarget.checked })}
        />
        online<span class="unseen">: {name}</span>
      </label>
      <label>
        <input
          type="checkbox"
          checked={acceptsAlone}
          onChange={({ currentTarget }) => change({ acceptsAlone: currentTarget.checked })}
        />
        auto-accept<span class="unseen">: {name}</span>
      </label>
    </li>
  );
}

function doingOf({ id, isOnline }: AgentView, conversations: readonly ConversationView[]): string {
  const own = conversations.filter(({ agentId }) => agentId === id);
  if (own.some(({ state }) => state === 'talking')) return 'talking';
  if (own.some(({ state }) => state === 'offered')) return 'ringing';
  return isOnline ? 'free' : 'offline';
}
