import type { FaultRequest } from '../../../sandbox/genesys/faults';
import { sampleAgents } from '../../../sandbox/genesys/samples';
import type { ConnectedApp } from '../../kill/ContactCentre';
import { GenesysCentre } from '../../kill/GenesysCentre';
import { type CentreFault, type Consoles, FILE_CONTENT, FILE_TYPE } from './Consoles';

const [ANA = '', BEN = ''] = sampleAgents.map(({ id }) => id);

const FAULTS = {
  'connections that drop before': [{ kind: 'drop', call: '*', when: 'before', probability: 0.3 }],
  'connections that drop after': [{ kind: 'drop', call: '*', when: 'after', probability: 0.3 }],
  'connections that drop during': [{ kind: 'drop', call: '*', when: 'during', probability: 0.3 }],
  'a storm of 503': [
    { kind: 'status', call: 'inbound/*', status: 503, when: 'before', probability: 0.4 },
    { kind: 'status', call: 'conversations/*', status: 503, when: 'before', probability: 0.4 },
  ],
  'a 503 for what was done': [{ kind: 'status', call: 'inbound/*', status: 503, when: 'after', probability: 0.3 }],
  'too many calls': [{ kind: 'rate-limit', call: '*', retryAfterSeconds: 1, probability: 0.3 }],
  'slow answers': [{ kind: 'delay', call: '*', delayMs: 1_500, probability: 0.3 }],
  'no login': [
    { kind: 'expire-token', call: '*', probability: 0.3 },
    { kind: 'status', call: 'oauth/token', status: 503, probability: 0.3 },
  ],
  'webhooks that come twice': [{ kind: 'repeat-webhook', probability: 0.5 }],
  'webhooks that overtake each other': [{ kind: 'swap-webhooks', probability: 0.3 }],
  'webhooks that are late': [{ kind: 'delay-webhook', delayMs: 80, probability: 0.3 }],
} satisfies Record<string, readonly FaultRequest[]>;

/** What the app says of a visitor's file that Genesys Cloud cannot fetch. */
const FILE_NAME = /^\[The visitor has a file that cannot be sent: (.+)\]$/;

/** Agents of the simulated Genesys Cloud, a stored provider. */
export class GenesysConsoles implements Consoles {
  readonly faults = FAULTS;

  private constructor(readonly centre: GenesysCentre) {}

  static async open(seed: number): Promise<GenesysConsoles> {
    const centre = await GenesysCentre.open(seed);
    for (const id of [ANA, BEN]) {
      await centre.control.setAgent(id, { online: true, capacity: 1_000, acceptAfterMs: null });
    }
    return new GenesysConsoles(centre);
  }

  connect(app: ConnectedApp): Promise<Readonly<Record<string, unknown>>> {
    return this.centre.connect(app);
  }

  async take(id: string): Promise<void> {
    await this.centre.control.accept(id, await this.colleague(id));
  }

  async passOn(id: string): Promise<void> {
    const agentId = await this.colleague(id);
    await this.centre.control.act(id, 'transfer', { agentId });
    await this.centre.control.accept(id, agentId);
  }

  async stepOut(id: string): Promise<void> {
    await this.centre.control.act(id, 'leave', {});
  }

  async startTyping(id: string): Promise<void> {
    await this.centre.control.act(id, 'type', {});
  }

  async sendFile(id: string, name: string): Promise<void> {
    const file = { filename: name, mime: FILE_TYPE, contentBase64: FILE_CONTENT.toString('base64') };
    await this.centre.control.act(id, 'attach', file);
  }

  async filesSeen(id: string): Promise<readonly string[]> {
    const { fromVisitor } = await this.centre.control.conversation(id);
    return fromVisitor.flatMap(({ text = '', attachment }) => attachment?.filename ?? FILE_NAME.exec(text)?.[1] ?? []);
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
    return (await this.centre.control.conversation(id)).agentId === ANA ? BEN : ANA;
  }
}
