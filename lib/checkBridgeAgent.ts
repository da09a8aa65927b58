/** Who may serve rooms of Rocket.Chat. */
export interface Agents {
  /** Whether there is an active Omnichannel agent of this username. */
  exists(username: string): Promise<boolean>;
}

/** What keeps the bridge agent from serving any room; a sentence for the admin, or none when all is well. */
export async function checkBridgeAgent(agents: Agents, bridgeAgent: string | undefined): Promise<readonly string[]> {
  if (bridgeAgent === undefined) return ['The settings name no bridge agent, so nobody can carry a conversation on.'];
  if (await agents.exists(bridgeAgent)) return [];
  return [`The bridge agent ${bridgeAgent}, whom the settings name, is no active Omnichannel agent.`];
}
