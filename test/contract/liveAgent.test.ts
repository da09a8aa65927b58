/// <reference types="jest" />
import { type Clock, systemClock } from '../../lib/clock';
import type { Json } from '../../lib/json';
import { readState } from '../../providers/salesforce-live-agent/state';
import { ControlClient } from '../../sandbox/salesforce-live-agent/ControlClient';
import { type LiveAgent, startLiveAgent } from '../../sandbox/salesforce-live-agent/Simulator';
import { AxiosClient } from '../providers/salesforce-live-agent/support/AxiosClient';
import { aProvider, BUTTON } from '../providers/salesforce-live-agent/support/aProvider';
import { describeProvider, type ProviderRig } from './provider.contract';

const AGENTS = ['005SANDBOX00001', '005SANDBOX00002'] as const;

/** Skips what is waited for: the provider's limits are reached, but nobody waits for them. */
function hastyClock(): Clock {
  let skippedMs = 0;
  return {
    nowMs: () => Date.now() + skippedMs,
    wait: async (durationMs) => {
      skippedMs += Math.max(0, durationMs - 5);
      await systemClock.wait(Math.min(durationMs, 5));
    },
  };
}

/** The simulated Live Agent and the provider for it. */
class LiveAgentRig implements ProviderRig {
  public readonly target = BUTTON;
  private simulator: LiveAgent | undefined;
  private known: ControlClient | undefined;

  public async start(): Promise<void> {
    this.simulator = await startLiveAgent();
    this.known = new ControlClient(this.simulator.controlUrl);
  }

  public async stop(): Promise<void> {
    await this.simulator?.close();
  }

  public async reset(): Promise<void> {
    await this.control.reset();
    for (const agent of AGENTS) await this.control.setAgent(agent, { online: true });
  }

  public newProvider() {
    const settings = { endpointUrl: this.simulator?.url, messageGapMs: 0 };
    return aProvider({ http: new AxiosClient(), settings, clock: hastyClock() }).provider;
  }

  public async agentJoins(): Promise<void> {
    await this.control.accept(await this.chat());
  }

  public async agentSays(text: string): Promise<void> {
    await this.control.say(await this.chat(), text);
  }

  public async agentLeaves(): Promise<void> {
    await this.control.act(await this.chat(), 'agent-disconnect', {});
  }

  public async transfer(): Promise<void> {
    await this.control.act(await this.chat(), 'transfer-to-button', { buttonId: BUTTON });
  }

  public async end(): Promise<void> {
    await this.control.end(await this.chat());
  }

  public async everybodyGoesHome(): Promise<void> {
    for (const agent of AGENTS) await this.control.setAgent(agent, { online: false });
  }

  public async visitorMessagesSeen(): Promise<string[]> {
    const { agentView } = await this.control.chat(await this.chat());
    return agentView.flatMap(({ from, kind, text = '' }) =>
      from === 'visitor' && kind === 'ChatMessage' ? [text] : [],
    );
  }

  public async openConversations(): Promise<number> {
    return (await this.control.chats()).filter(({ open }) => open).length;
  }

  public async filedUnder(): Promise<string> {
    return this.chat();
  }

  public async loseNextAnswer(): Promise<void> {
    await this.control.addFault({ kind: 'drop', call: 'Chasitor/ChatMessage', when: 'after', times: 1 });
  }

  public async breakDown(): Promise<void> {
    await this.control.addFault({ kind: 'status', call: '*', status: 500 });
  }

  public secretsOf(state: Json): string[] {
    const { key, affinity } = readState(state);
    return [key, affinity];
  }

  private get control(): ControlClient {
    if (!this.known) throw new Error('the simulator is not started');
    return this.known;
  }

  private async chat(): Promise<string> {
    const newest = (await this.control.chats()).sort((a, b) => a.createdAt - b.createdAt).at(-1);
    if (!newest) throw new Error('there is no chat');
    return newest.id;
  }
}

describeProvider('Live Agent', new LiveAgentRig());
