import type { News } from '../../lib/provider';
import { passOn, takeWebhook } from '../../lib/takeWebhook';
import type { Instance } from '../support/anInstance';
import type { Wire } from '../support/Wire';
import type { CalledClient } from './CalledClient';
import { contentOf } from './CalledClient';
import type { Centre, CentreConversation } from './Centre';

const PAUSE_MS = 100;
const TIMEOUT_MS = 3_000;

/** A process whose webhook can be called. */
export interface Called extends Pick<Instance, 'desk' | 'switchboard'> {
  readonly wire: Wire;
  readonly provider: CalledClient;
}

/**
 * The contact centre's calls of the webhook: for each conversation one after the other, each repeated, at whatever
 * process, until one has answered.
 */
export class Caller {
  private readonly told = new Map<string, number>();
  private readonly calling = new Set<string>();
  /** When events happened, by their ids: a call that is repeated tells of the same time. */
  private readonly times = new Map<string, number>();

  constructor(
    private readonly centre: Centre,
    private readonly clock: Pick<Wire, 'nowMs' | 'wait'>,
    private readonly anyProcess: () => Called,
  ) {}

  public async run(): Promise<void> {
    for (;;) {
      for (const conversation of this.centre.conversations) void this.tellNext(conversation);
      await this.clock.wait(PAUSE_MS);
    }
  }

  private async tellNext(conversation: CentreConversation): Promise<void> {
    const { key, events } = conversation;
    const index = this.told.get(key) ?? 0;
    if (this.calling.has(key) || index >= events.length) return;
    this.calling.add(key);
    if (await this.isAnswered(conversation, index)) this.told.set(key, index + 1);
    this.calling.delete(key);
  }

  private async isAnswered(conversation: CentreConversation, index: number): Promise<boolean> {
    const timeout = this.clock.wait(TIMEOUT_MS).then(() => false);
    const answer = this.call(conversation, index).then(
      () => true,
      () => false,
    );
    return Promise.race([answer, timeout]);
  }

  private async call({ key, sessionId, roomId, events }: CentreConversation, index: number): Promise<void> {
    const event = events[index];
    if (!event) return;
    const { wire, provider, desk, switchboard } = this.anyProcess();
    const { inbox, log } = desk;
    const atMs = this.times.get(event.id) ?? this.clock.nowMs() + index;
    this.times.set(event.id, atMs);
    await wire.woken();
    const content = { roomId, sessionId, id: event.id, atMs, content: contentOf({ key, index, event }) };
    const hearAtOnce = (news: News) => switchboard.newsBrought(news);
    const taken = await takeWebhook(provider, { headers: {}, content }, { inbox, hearAtOnce });
    if (taken.kind !== 'taken') return;
    // Once the call is answered.
    void passOn(taken.kept, { provider, inbox, switchboard, log }).catch(() => undefined);
  }
}
