import { ProviderError } from '../../lib/ProviderError';
import type { ConversationState, OpenRequest, OutgoingMessage, Provider } from '../../lib/provider';
import type { Wire } from '../support/Wire';
import type { Centre } from './Centre';

interface Resume {
  readonly key: string;
  /** How many events were heard. */
  readonly cursor: number;
}

/** How one process talks to the contact centre, as the contract of providers wants it. */
export class CentreClient implements Provider {
  constructor(
    protected readonly centre: Centre,
    protected readonly wire: Wire,
    /** Throws while the contact centre is out of reach. */
    private readonly trouble: (when: 'before' | 'after') => void,
  ) {}

  public async open(conversation: ConversationState, request: OpenRequest): Promise<void> {
    const key = await this.call(() => this.centre.announce(request));
    conversation.set({ key, cursor: 0 });
    await conversation.save();
    await this.call(() => this.centre.begin(key));
  }

  public async send(conversation: ConversationState, message: OutgoingMessage): Promise<void> {
    await this.call(() => this.centre.read(resumeOf(conversation).key, message));
  }

  public async close(conversation: ConversationState): Promise<void> {
    const { key } = resumeOf(conversation);
    try {
      await this.call(() => this.centre.close(key));
    } catch (error) {
      this.centre.missClose(key);
      throw error;
    }
  }

  protected call<T>(work: () => T): Promise<T> {
    return this.wire.carry(work, this.trouble);
  }
}

export function resumeOf(conversation: ConversationState): Resume {
  const resume = conversation.get();
  if (resume === null) throw new ProviderError('rejected', 'there is no conversation');
  return resume as unknown as Resume;
}

/** The next event was heard. */
export function step(conversation: ConversationState): void {
  const { key, cursor } = resumeOf(conversation);
  conversation.set({ key, cursor: cursor + 1 });
}
