import { ControlClient } from '../../sandbox/salesforce-live-agent/ControlClient';
import { type LiveAgent, startLiveAgent } from '../../sandbox/salesforce-live-agent/Simulator';
import { SettingId } from '../../settings/SettingId';
import type { CentreConversation, ConnectedApp, ContactCentre } from './ContactCentre';

const ORGANISATION = '00DSANDBOX00001';
const DEPLOYMENT = '572SANDBOX00001';
const BUTTON = '573SANDBOX00001';
const AGENTS = [
  { id: '005SANDBOX00001', name: 'Ana', online: true, capacity: 1_000, skills: ['default'], acceptAfterMs: 200 },
];

const FAULTS = [
  { kind: 'move', call: 'System/Messages', probability: 0.004 },
  { kind: 'move', call: 'Chasitor/ChatMessage', probability: 0.02 },
  { kind: 'poll-conflict', call: 'System/Messages', probability: 0.01 },
  { kind: 'sequence-conflict', call: 'Chasitor/ChatMessage', probability: 0.02 },
  { kind: 'drop', call: '*', when: 'before', probability: 0.01 },
  { kind: 'drop', call: '*', when: 'after', probability: 0.01 },
  { kind: 'drop', call: '*', when: 'during', probability: 0.01 },
  { kind: 'status', call: 'Chasitor/ChatMessage', status: 500, when: 'before', probability: 0.01 },
] as const;

/** Before a client has asked for a chat, a session of the REST API is nobody's conversation. */
const NO_CONVERSATION: ReadonlySet<string> = new Set(['new', 'ended', 'failed']);

/** The simulated Live Agent, where chats are polled. */
export class LiveAgentCentre implements ContactCentre {
  private constructor(
    private readonly simulator: LiveAgent,
    readonly control: ControlClient,
    readonly doubleListeners: readonly string[],
    private readonly stopWatching: () => void,
  ) {}

  static async open(seed: number): Promise<LiveAgentCentre> {
    const simulator = await startLiveAgent({ agents: AGENTS.map((agent) => ({ ...agent })), seed });
    const control = new ControlClient(simulator.controlUrl);
    const doubleListeners: string[] = [];
    const stopWatching = await control.watch(({ kind, chat }) => {
      if (kind === 'second-poll') doubleListeners.push(`two polls at once for ${chat}`);
    });
    return new LiveAgentCentre(simulator, control, doubleListeners, stopWatching);
  }

  async connect({ department }: ConnectedApp): Promise<Readonly<Record<string, unknown>>> {
    return {
      [SettingId.handoverDepartment]: department,
      [SettingId.product]: 'live-agent',
      [SettingId.organisation]: ORGANISATION,
      [SettingId.button]: BUTTON,
      [SettingId.liveAgentEndpoint]: this.simulator.url,
      [SettingId.liveAgentDeployment]: DEPLOYMENT,
    };
  }

  async goWrong(): Promise<void> {
    for (const fault of FAULTS) await this.control.addFault(fault);
  }

  conversationsOf(visitorName: string): Promise<readonly CentreConversation[]> {
    return this.chats({ visitorName });
  }

  async goingOn(): Promise<readonly CentreConversation[]> {
    return (await this.chats({ open: true })).filter(({ state }) => state !== 'ended');
  }

  private async chats(wanted: Readonly<Record<string, string | boolean>>): Promise<readonly CentreConversation[]> {
    const nowMs = Date.now();
    const chats = await this.control.chats(wanted);
    return chats.map(({ id, visitorName, state, silentMs }) => ({
      id,
      visitorName,
      state: standing(state),
      followedAtMs: nowMs - silentMs,
    }));
  }

  async heard(id: string): Promise<readonly string[]> {
    const { agentView } = await this.control.chat(id);
    const words = agentView.filter(({ from, kind }) => from === 'visitor' && kind === 'ChatMessage');
    return words.map(({ text = '' }) => text);
  }

  async say(id: string, text: string): Promise<void> {
    await this.control.say(id, text);
  }

  async end(id: string): Promise<void> {
    await this.control.end(id);
  }

  async ghosts(): Promise<readonly string[]> {
    const sessions = await this.control.sessions();
    return sessions
      .filter(({ state }) => !NO_CONVERSATION.has(state))
      .map(({ id, state }) => `ghost at Live Agent: ${id} is ${state}`);
  }

  async close(): Promise<void> {
    this.stopWatching();
    await this.simulator.close();
  }
}

function standing(state: string): CentreConversation['state'] {
  if (NO_CONVERSATION.has(state)) return 'ended';
  return state === 'connected' ? 'connected' : 'open';
}
