import { generateKeyPairSync } from 'node:crypto';
import type { FaultRequest } from '../../../sandbox/salesforce-messaging/faults';
import { SettingId } from '../../../settings/SettingId';
import type { ConnectedApp } from '../../kill/ContactCentre';
import { MessagingCentre } from '../../kill/MessagingCentre';
import { type CentreFault, type Consoles, FILE_CONTENT, FILE_TYPE } from './Consoles';

const ANA = '005SANDBOX00001';
const BEN = '005SANDBOX00002';
const QUEUE = '00GSANDBOX00001';
const MESSAGE = 'conversation/message';
const ENTRIES = 'conversation/entries';

/** Words whose event is late, or found without it, come after later ones, which no app can make good. */
const OTHER_EVENTS = [
  'CONVERSATION_PARTICIPANT_CHANGED',
  'CONVERSATION_ROUTING_RESULT',
  'CONVERSATION_SESSION_STATUS_CHANGED',
  'CONVERSATION_TYPING_STARTED_INDICATOR',
  'CONVERSATION_TYPING_STOPPED_INDICATOR',
];

const FAULTS = {
  'connections that drop before': [{ kind: 'drop', call: '*', when: 'before', probability: 0.3 }],
  'connections that drop after': [{ kind: 'drop', call: '*', when: 'after', probability: 0.3 }],
  'connections that drop during': [{ kind: 'drop', call: '*', when: 'during', probability: 0.3 }],
  'a storm of 503': [
    { kind: 'status', call: MESSAGE, status: 503, when: 'before', probability: 0.4 },
    { kind: 'status', call: ENTRIES, status: 503, when: 'before', probability: 0.4 },
  ],
  'a 503 for what was done': [{ kind: 'status', call: MESSAGE, status: 503, when: 'after', probability: 0.4 }],
  'too many calls': [{ kind: 'status', call: '*', status: 429, retryAfterSeconds: 1, probability: 0.3 }],
  'slow answers': [{ kind: 'delay', call: '*', delayMs: 1_500, probability: 0.3 }],
  'answers that never come': [{ kind: 'hang', call: MESSAGE, probability: 0.1 }],
  'tokens that expire': [{ kind: 'expire-token', call: '*', probability: 0.2 }],
  'streams that break': [
    { kind: 'drop-stream', when: 'before', probability: 0.2 },
    { kind: 'drop-stream', when: 'during', probability: 0.2 },
  ],
  'streams that are silent': [{ kind: 'silent-stream', probability: 0.3 }],
  'events that come twice': [{ kind: 'duplicate-event', probability: 0.4 }],
  'events that nobody knows': [{ kind: 'unknown-event', probability: 0.3 }],
  'events that cannot be read': [{ kind: 'malformed-event', probability: 0.2 }],
  'events that are late': OTHER_EVENTS.map((event) => ({ kind: 'delay-event', event, delayMs: 800, probability: 0.2 })),
  'events that are lost': OTHER_EVENTS.map((event) => ({ kind: 'lose-event', event, probability: 0.1 })),
  'steps out of order': [{ kind: 'shuffle-step', probability: 0.4 }],
} satisfies Record<string, readonly FaultRequest[]>;

const keys = generateKeyPairSync('rsa', { modulusLength: 2_048 });

/** Agents of the simulated Salesforce Messaging, a stored provider. Visitors are vouched for, so their tokens are renewed. */
export class MessagingConsoles implements Consoles {
  readonly faults = FAULTS;

  private constructor(readonly centre: MessagingCentre) {}

  static async open(seed: number): Promise<MessagingConsoles> {
    const centre = await MessagingCentre.open(seed, 'streamed');
    for (const [id, name] of [
      [ANA, 'Ana'],
      [BEN, 'Ben'],
    ] as const) {
      await centre.control.setAgent(id, {
        name,
        online: true,
        capacity: 1_000,
        queueIds: [QUEUE],
        acceptAfterMs: null,
      });
    }
    const key = { kid: 'soak', ...keys.publicKey.export({ format: 'jwk' }), kty: 'RSA' };
    await centre.control.setKeyset('Rocket', { issuer: 'rocket', keys: [key] });
    return new MessagingConsoles(centre);
  }

  /** The settings belong to another contact centre. */
  async connect(app: ConnectedApp): Promise<Readonly<Record<string, unknown>>> {
    const settings = await this.centre.connect(app);
    const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    await app.addProvider({
      name: `Messaging for ${app.department}`,
      service: 'Salesforce Messaging',
      settings: {
        scrtUrl: settings[SettingId.messagingUrl],
        organisationId: settings[SettingId.organisation],
        deployment: settings[SettingId.messagingDeployment],
        identity: { privateKey, keyId: 'soak', issuer: 'rocket' },
        departments: [app.department],
      },
    });
    return {};
  }

  async take(id: string): Promise<void> {
    await this.centre.control.accept(id, await this.colleague(id));
  }

  async passOn(id: string): Promise<void> {
    const agentId = await this.colleague(id);
    await this.centre.control.transfer(id, { agentId });
    await this.centre.control.accept(id, agentId);
  }

  stepOut(id: string): Promise<void> {
    return this.centre.control.leave(id, 'TRANSFER');
  }

  async startTyping(id: string): Promise<void> {
    await this.centre.control.typing(id, true);
    await this.centre.control.typing(id, false);
  }

  async sendFile(id: string, name: string): Promise<void> {
    await this.centre.control.attach(id, { name, mimeType: FILE_TYPE, content: FILE_CONTENT });
  }

  async filesSeen(id: string): Promise<readonly string[]> {
    const { files } = await this.centre.control.conversation(id);
    return files.flatMap(({ from, name }) => (from === 'visitor' ? [name] : []));
  }

  /** The conversation of a visitor who is vouched for loses its session and stays; Enhanced Chat API, Close Conversation. */
  async ghosts(): Promise<readonly string[]> {
    const conversations = await this.centre.goingOn();
    return conversations.map(({ id, state }) => `ghost at Messaging: ${id} is ${state}`);
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
