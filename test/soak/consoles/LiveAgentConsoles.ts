import type { FaultRequest } from '../../../sandbox/salesforce-live-agent/faults';
import type { ConnectedApp } from '../../kill/ContactCentre';
import { LiveAgentCentre } from '../../kill/LiveAgentCentre';
import type { CentreFault, Consoles } from './Consoles';

const ANA = '005SANDBOX00001';
const BEN = '005SANDBOX00002';

const FAULTS = {
  'connections that drop before': [{ kind: 'drop', call: '*', when: 'before', probability: 0.3 }],
  'connections that drop after': [{ kind: 'drop', call: '*', when: 'after', probability: 0.3 }],
  'connections that drop during': [{ kind: 'drop', call: '*', when: 'during', probability: 0.3 }],
  'a storm of 500': [{ kind: 'status', call: 'Chasitor/ChatMessage', status: 500, when: 'before', probability: 0.5 }],
  'slow answers': [{ kind: 'delay', call: '*', delayMs: 1_500, probability: 0.3 }],
  'chats that move': [
    { kind: 'move', call: 'System/Messages', probability: 0.1 },
    { kind: 'move', call: 'Chasitor/ChatMessage', probability: 0.1 },
  ],
  conflicts: [
    { kind: 'poll-conflict', call: 'System/Messages', probability: 0.2 },
    { kind: 'sequence-conflict', call: 'Chasitor/ChatMessage', probability: 0.2 },
  ],
  'batches that come twice': [{ kind: 'repeat-batch', probability: 0.3 }],
  'batches out of order': [{ kind: 'shuffle-batch', probability: 0.3 }],
  'typing that never stops': [{ kind: 'typing-after-not-typing' }],
  'no word on availability': [{ kind: 'missing-availability' }],
} satisfies Record<string, readonly FaultRequest[]>;

/** Agents of the simulated Live Agent, the contact centre of the settings. */
export class LiveAgentConsoles implements Consoles {
  readonly faults = FAULTS;

  private constructor(readonly centre: LiveAgentCentre) {}

  static async open(seed: number): Promise<LiveAgentConsoles> {
    const centre = await LiveAgentCentre.open(seed);
    for (const [id, name] of [
      [ANA, 'Ana'],
      [BEN, 'Ben'],
    ] as const) {
      const agent = { name, online: true, capacity: 1_000, skills: ['default'], acceptAfterMs: null };
      await centre.control.setAgent(id, agent);
    }
    return new LiveAgentConsoles(centre);
  }

  connect(app: ConnectedApp): Promise<Readonly<Record<string, unknown>>> {
    return this.centre.connect(app);
  }

  async take(id: string): Promise<void> {
    await this.centre.control.accept(id, await this.colleague(id));
  }

  async passOn(id: string): Promise<void> {
    await this.centre.control.act(id, 'transfer-to-agent', { agentId: await this.colleague(id) });
  }

  async stepOut(id: string): Promise<void> {
    await this.centre.control.act(id, 'agent-disconnect', {});
  }

  async startTyping(id: string): Promise<void> {
    await this.centre.control.act(id, 'typing', {});
    await this.centre.control.act(id, 'not-typing', {});
  }

  async askForFile(id: string): Promise<void> {
    await this.centre.control.act(id, 'request-file', {});
  }

  async filesSeen(id: string): Promise<readonly string[]> {
    const { files } = await this.centre.control.chat(id);
    return files.flatMap(({ name, status }) => (status === 'uploaded' && name ? [name] : []));
  }

  async lose(id: string): Promise<void> {
    await this.centre.control.act(id, 'expire', {});
  }

  ghosts(): Promise<readonly string[]> {
    return this.centre.ghosts();
  }

  async goWrong(fault: CentreFault): Promise<() => Promise<void>> {
    const { id } = await this.centre.control.addFault(fault as FaultRequest);
    return () => this.centre.control.clearFaults(id);
  }

  /** Who does not have the conversation. */
  private async colleague(id: string): Promise<string> {
    return (await this.centre.control.chat(id)).agentId === ANA ? BEN : ANA;
  }
}
