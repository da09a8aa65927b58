/// <reference types="jest" />
import type { Json } from '../../lib/json';
import { RuntimeHttp } from '../../lib/rocketchat/RuntimeHttp';
import { readState } from '../../providers/salesforce-messaging/state';
import { ControlClient } from '../../sandbox/salesforce-messaging/ControlClient';
import { type Messaging, startMessaging } from '../../sandbox/salesforce-messaging/Simulator';
import { aProvider } from '../providers/salesforce-messaging/support/aProvider';
import { hastyClock } from '../providers/salesforce-messaging/support/hastyClock';
import { describeProvider, type ProviderRig } from './provider.contract';

const AGENTS = ['005SANDBOX00001', '005SANDBOX00002'] as const;
const DEPLOYMENT = 'Rocket_Chat';
const OTHER_QUEUE = '00GSANDBOX00002';
const TARGET = '573SANDBOX00001';

/** The simulated Enhanced Chat, and the provider for it that hears of news in one of the two ways. */
class MessagingRig implements ProviderRig {
  public readonly target = TARGET;
  private simulator: Messaging | undefined;
  private known: ControlClient | undefined;

  constructor(private readonly isStreaming: boolean) {}

  public async start(): Promise<void> {
    this.simulator = await startMessaging({ switches: { nobodyOnline: 'fail' } });
    this.known = new ControlClient(this.simulator.controlUrl);
  }

  public async stop(): Promise<void> {
    await this.simulator?.close();
  }

  public async reset(): Promise<void> {
    await this.control.reset();
    await this.control.setSwitches({ nobodyOnline: 'fail' });
    await this.control.setBusinessHours(DEPLOYMENT, { state: 'open' });
    for (const agent of AGENTS) await this.control.setAgent(agent, { online: true });
  }

  public newProvider() {
    const http = new RuntimeHttp();
    const settings = { scrtUrl: this.simulator?.url, attributes: { target: 'Legacy_Button' }, target: TARGET };
    const streams = this.isStreaming ? { streams: http } : {};
    return aProvider({ http, ...streams, settings, clock: hastyClock() }).provider;
  }

  public async agentJoins(): Promise<void> {
    const { id, offeredTo } = await this.newest();
    await this.control.accept(id, offeredTo ?? AGENTS[0]);
  }

  public async agentSays(text: string): Promise<void> {
    await this.control.say((await this.newest()).id, text);
  }

  public async agentLeaves(): Promise<void> {
    await this.control.leave((await this.newest()).id, 'INITIAL');
  }

  public async transfer(): Promise<void> {
    await this.control.transfer((await this.newest()).id, { queueId: OTHER_QUEUE });
  }

  public async end(): Promise<void> {
    await this.control.end((await this.newest()).id);
  }

  public async everybodyGoesHome(): Promise<void> {
    await this.control.setBusinessHours(DEPLOYMENT, { state: 'closed' });
    for (const agent of AGENTS) await this.control.setAgent(agent, { online: false });
  }

  public async visitorMessagesSeen(): Promise<string[]> {
    const { fromVisitor } = await this.control.conversation((await this.newest()).id);
    return fromVisitor.map(({ text = '' }) => text);
  }

  public async openConversations(): Promise<number> {
    return (await this.control.conversations()).filter(({ open }) => open).length;
  }

  public async filedUnder(): Promise<string> {
    return (await this.newest()).id;
  }

  public async loseNextAnswer(): Promise<void> {
    await this.control.addFault({ kind: 'drop', call: 'conversation/message', when: 'after', times: 1 });
  }

  public async breakDown(): Promise<void> {
    await this.control.addFault({ kind: 'status', call: '*', status: 500 });
  }

  public secretsOf(state: Json): string[] {
    return [readState(state).accessToken];
  }

  private get control(): ControlClient {
    if (!this.known) throw new Error('the simulator is not started');
    return this.known;
  }

  private async newest() {
    const newest = (await this.control.conversations()).at(-1);
    if (!newest) throw new Error('there is no conversation');
    return newest;
  }
}

describeProvider('Messaging, by the stream of events,', new MessagingRig(true));
describeProvider('Messaging, by asking for entries,', new MessagingRig(false));
