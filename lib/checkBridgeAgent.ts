import type { Problem } from './problem';

/** Who may serve rooms of Rocket.Chat. */
export interface Agents {
  /** Whether there is an active Omnichannel agent of this username. */
  exists(username: string): Promise<boolean>;
}

/** What keeps the bridge agent from serving any room; nothing when all is well. */
export async function checkBridgeAgent(agents: Agents, bridgeAgent: string | undefined): Promise<readonly Problem[]> {
  if (bridgeAgent === undefined) {
    const sentence = 'The settings name no bridge agent, so nobody can carry a conversation on.';
    return [{ id: 'no-bridge-agent', sentence }];
  }
  if (await agents.exists(bridgeAgent)) return [];
  const sentence = `The bridge agent ${bridgeAgent}, whom the settings name, is no active Omnichannel agent.`;
  return [{ id: 'bridge-agent-missing', sentence }];
}
