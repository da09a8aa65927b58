import { dateNow, type ServerContext } from './context';
import { CodedError } from './errors';
import type { User } from './types';

/** Role that makes a user an Omnichannel agent. */
export const AGENT_ROLE = 'livechat-agent';

/** The users who serve Omnichannel rooms, people and bots alike. */
export class Agents {
  constructor(private readonly context: ServerContext) {}

  /** Makes a user an agent, available from the start. */
  add(username: string): User {
    const user = this.context.workspace.users.findOne((candidate) => candidate.username === username);
    if (!user) {
      throw new CodedError('error-invalid-user');
    }
    return this.change(user._id, (agent) => {
      agent.roles = [...agent.roles.filter((role) => role !== AGENT_ROLE), AGENT_ROLE];
      agent.statusLivechat = 'available';
    });
  }

  /** Takes the agent role away and leaves every department. */
  remove(agentId: string): void {
    this.change(agentId, (agent) => {
      agent.roles = agent.roles.filter((role) => role !== AGENT_ROLE);
      agent.statusLivechat = 'not-available';
    });
    const { departmentAgents, departments } = this.context.workspace;
    for (const left of departmentAgents.removeAll((member) => member.agentId === agentId)) {
      departments.update(left.departmentId, (department) => {
        department.numAgents -= 1;
      });
    }
  }

  list(): User[] {
    return this.context.workspace.users.find((user) => user.roles.includes(AGENT_ROLE));
  }

  /** Switches an agent's own readiness to take chats. */
  setAvailability(agentId: string, availability: 'available' | 'not-available'): User {
    return this.change(agentId, (agent) => {
      agent.statusLivechat = availability;
    });
  }

  /** Sets the agent's own limit of simultaneous chats; 0 means none. Enterprise. */
  setMaxChats(agentId: string, limit: number): User {
    return this.change(agentId, (agent) => {
      agent.livechat = { maxNumberSimultaneousChat: limit };
    });
  }

  private change(agentId: string, change: (user: User) => void): User {
    const changed = this.context.workspace.users.update(agentId, (user) => {
      change(user);
      user._updatedAt = dateNow(this.context);
    });
    if (!changed) {
      throw new CodedError('error-invalid-user');
    }
    return changed;
  }
}
