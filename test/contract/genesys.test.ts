/// <reference types="jest" />
import { createServer, type Server } from 'http';
import type { AddressInfo } from 'net';
import { type Clock, systemClock } from '../../lib/clock';
import type { Json } from '../../lib/json';
import type { ConversationState, News, ProviderEvent } from '../../lib/provider';
import { RuntimeHttp } from '../../lib/rocketchat/RuntimeHttp';
import type { GenesysProvider } from '../../providers/genesys-open-messaging';
import { readState } from '../../providers/genesys-open-messaging/state';
import { ControlClient } from '../../sandbox/genesys/ControlClient';
import { pointWebhook } from '../../sandbox/genesys/pointWebhook';
import { type Genesys, startGenesys } from '../../sandbox/genesys/Simulator';
import { aProvider, QUEUE, SETTINGS } from '../providers/genesys-open-messaging/support/aProvider';
import { describeProvider, type ProviderRig } from './provider.contract';

const AGENTS = ['5a0d6c1e-0000-4000-8000-00000000000a', '5a0d6c1e-0000-4000-8000-00000000000b'] as const;

/** How much faster than the machine's the provider's time passes: its limits are reached, and keep their proportions. */
const HASTE = 50;

function hastyClock(): Clock {
  const startMs = Date.now();
  return {
    nowMs: () => startMs + (Date.now() - startMs) * HASTE,
    wait: (durationMs) => systemClock.wait(durationMs / HASTE),
  };
}

type Emit = (event: ProviderEvent) => Promise<void>;

/** Keeps news until they were applied, as the core does, whichever process of the app they came to. */
class KeptNews {
  private readonly kept: News[] = [];
  private readonly watchers = new Set<() => void>();

  public put(news: readonly News[]): void {
    this.kept.push(...news);
    for (const wake of this.watchers) wake();
  }

  public clear(): void {
    this.kept.length = 0;
  }

  /** Has the provider hear what there is for its conversation, until the signal aborts. */
  public async handOut(
    provider: GenesysProvider,
    conversation: ConversationState,
    { signal, emit }: { signal: AbortSignal; emit: Emit },
  ): Promise<void> {
    const { visitorKey } = readState(conversation.get());
    while (!signal.aborted) {
      const next = this.kept.find(({ content }) => JSON.stringify(content).includes(visitorKey));
      if (next === undefined) {
        await this.arrival(signal);
      } else {
        await provider.hear(conversation, next, emit);
        this.kept.splice(this.kept.indexOf(next), 1);
      }
    }
  }

  private arrival(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        this.watchers.delete(go);
        signal.removeEventListener('abort', go);
        resolve();
      };
      this.watchers.add(go);
      signal.addEventListener('abort', go);
      if (signal.aborted) go();
    });
  }
}

/** The simulated Genesys Cloud, a webhook for it, and the provider, whose listening brings what came by either way. */
class GenesysRig implements ProviderRig {
  public readonly target = QUEUE;
  private readonly news = new KeptNews();
  private simulator: Genesys | undefined;
  private known: ControlClient | undefined;
  private webhook: Server | undefined;

  public async start(): Promise<void> {
    this.simulator = await startGenesys({ switches: { flowGreeting: '', requestsPerMinute: 0 } });
    this.known = new ControlClient(this.simulator.controlUrl);
    const webhook = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        const content: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
        const headers = request.headers as Record<string, string>;
        this.provider()
          .onWebhook({ headers, content })
          .then(
            (news) => {
              this.news.put(news);
              response.writeHead(200).end();
            },
            () => response.writeHead(401).end(),
          );
      });
    });
    await new Promise<void>((resolve) => {
      webhook.listen(0, '127.0.0.1', resolve);
    });
    this.webhook = webhook;
    const { port } = webhook.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/webhook`;
    await pointWebhook(this.simulator.url, { url, secret: SETTINGS.webhookSecret });
  }

  public async stop(): Promise<void> {
    await this.simulator?.close();
    await new Promise((resolve) => {
      this.webhook?.close(resolve);
    });
  }

  public async reset(): Promise<void> {
    await this.control.reset();
    this.news.clear();
    for (const agent of AGENTS) await this.control.setAgent(agent, { online: true });
  }

  public newProvider() {
    const provider = this.provider();
    const receive = async (conversation: ConversationState, signal: AbortSignal, emit: Emit) => {
      const both = new AbortController();
      const stop = () => both.abort();
      signal.addEventListener('abort', stop);
      if (signal.aborted) stop();
      const listener = { signal: both.signal, emit };
      try {
        const followed = provider.receive(conversation, both.signal, emit);
        await Promise.race([followed, this.news.handOut(provider, conversation, listener)]);
      } finally {
        stop();
        signal.removeEventListener('abort', stop);
      }
    };
    return {
      open: provider.open.bind(provider),
      send: provider.send.bind(provider),
      close: provider.close.bind(provider),
      availability: provider.availability.bind(provider),
      quotedId: provider.quotedId.bind(provider),
      receive,
    };
  }

  public async agentJoins(): Promise<void> {
    const { id, offeredTo } = await this.newest();
    await this.control.accept(id, offeredTo ?? AGENTS[0]);
  }

  public async agentSays(text: string): Promise<void> {
    await this.control.say((await this.newest()).id, text);
  }

  public async agentLeaves(): Promise<void> {
    await this.control.act((await this.newest()).id, 'leave', {});
  }

  public async transfer(): Promise<void> {
    const { id, agentId } = await this.newest();
    await this.control.act(id, 'transfer', { agentId: AGENTS.find((agent) => agent !== agentId) });
  }

  public async end(): Promise<void> {
    await this.control.end((await this.newest()).id);
  }

  public async everybodyGoesHome(): Promise<void> {
    for (const agent of AGENTS) await this.control.setAgent(agent, { online: false });
  }

  /** Without the first, by which the provider begins a conversation. */
  public async visitorMessagesSeen(): Promise<string[]> {
    const { fromVisitor } = await this.control.conversation((await this.newest()).id);
    return fromVisitor.slice(1).map(({ text = '' }) => text);
  }

  public async openConversations(): Promise<number> {
    return (await this.control.conversations()).filter(({ state }) => state !== 'ended').length;
  }

  public async filedUnder(): Promise<string> {
    return (await this.newest()).id;
  }

  public async loseNextAnswer(): Promise<void> {
    await this.control.addFault({ kind: 'drop', call: 'inbound/message', when: 'after', times: 1 });
  }

  public async breakDown(): Promise<void> {
    await this.control.addFault({ kind: 'status', call: '*', status: 500 });
  }

  public secretsOf(_state: Json): string[] {
    return [SETTINGS.clientSecret, SETTINGS.webhookSecret];
  }

  private provider(): GenesysProvider {
    return aProvider({ http: new RuntimeHttp(), settings: { host: this.simulator?.url }, clock: hastyClock() })
      .provider;
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

describeProvider('Genesys Cloud', new GenesysRig());
