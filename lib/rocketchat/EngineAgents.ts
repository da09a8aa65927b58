import type { IUserRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { Agents } from '../checkBridgeAgent';
import { hostCall } from './hostCall';

const AGENT_ROLE = 'livechat-agent';

/** The Omnichannel agents of the host, through the engine. */
export class EngineAgents implements Agents {
  constructor(private readonly users: IUserRead) {}

  public async exists(username: string): Promise<boolean> {
    const user = await hostCall('user read', this.users.getByUsername(username));
    return Boolean(user?.isEnabled && user.roles.includes(AGENT_ROLE));
  }
}
