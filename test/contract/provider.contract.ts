import type { Json } from '../../lib/json';
import { ProviderError } from '../../lib/ProviderError';
import type {
  AvailabilityProvider,
  CloseReason,
  ConversationState,
  OpenRequest,
  ProviderEvent,
  QuotableProvider,
  ReceivingProvider,
} from '../../lib/provider';

/** A contact centre and the provider that speaks to it. All that is said of a conversation is said of the newest one. */
export interface ProviderRig {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** No conversation, no fault, and two agents who are there and wait to be told to join. */
  reset(): Promise<void>;
  /** As another process of the app would build it: with nothing remembered. */
  newProvider(): ReceivingProvider & AvailabilityProvider & QuotableProvider;
  agentJoins(): Promise<void>;
  agentSays(text: string): Promise<void>;
  /** The agent goes away, and the conversation waits for another. */
  agentLeaves(): Promise<void>;
  /** The agent passes the conversation on, to whoever joins next. */
  transfer(): Promise<void>;
  end(): Promise<void>;
  everybodyGoesHome(): Promise<void>;
  /** What the agents see of the visitor's words, oldest first. */
  visitorMessagesSeen(): Promise<string[]>;
  openConversations(): Promise<number>;
  /** What the contact centre files the conversation under. */
  filedUnder(): Promise<string>;
  /** The next message of the visitor arrives, but its answer is lost. */
  loseNextAnswer(): Promise<void>;
  /** Every call fails from now on, so often that no provider gets over it. */
  breakDown(): Promise<void>;
  /** A target that somebody serves. */
  readonly target: string;
  /** What must never be shown of a stored conversation. */
  secretsOf(state: Json): string[];
}

/** A conversation as the core keeps it: JSON alone, and what was saved is what another process finds. */
class KeptConversation implements ConversationState {
  private saved = 'null';

  constructor(private current = 'null') {}

  public get(): Json {
    return JSON.parse(this.current);
  }

  public set(next: Json): void {
    this.current = JSON.stringify(next);
  }

  public async save(): Promise<void> {
    this.saved = this.current;
  }

  /** What is found after a cut. */
  public afterCut(): KeptConversation {
    const found = new KeptConversation(this.saved);
    found.saved = this.saved;
    return found;
  }

  public copy(): KeptConversation {
    return new KeptConversation(this.current);
  }
}

/** Hears a conversation out. */
class Ear {
  public readonly events: ProviderEvent[] = [];
  /** Settles when the provider stops listening, with what it threw; never rejects. */
  public readonly done: Promise<unknown>;
  private readonly hangUp = new AbortController();
  private wake: () => void = () => undefined;

  constructor(
    provider: ReceivingProvider,
    conversation: ConversationState,
    private readonly apply: (event: ProviderEvent) => Promise<void> = async () => undefined,
  ) {
    const hearing = provider.receive(conversation, this.hangUp.signal, (event) => this.hear(event));
    this.done = hearing.then(
      () => this.wake(),
      (error: unknown) => {
        this.wake();
        return error;
      },
    );
  }

  /** Resolves with the events of a type as soon as there are so many. */
  public async until(type: ProviderEvent['type'], count = 1): Promise<ProviderEvent[]> {
    let isOver = false;
    void this.done.then(() => {
      isOver = true;
    });
    for (;;) {
      const found = this.events.filter((event) => event.type === type);
      if (found.length >= count) return found;
      if (isOver) throw new Error(`no ${type} in ${JSON.stringify(this.events)}`);
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      await Promise.resolve();
    }
  }

  public async stop(): Promise<void> {
    this.hangUp.abort();
    await this.done;
  }

  private async hear(event: ProviderEvent): Promise<void> {
    await this.apply(event);
    this.events.push(event);
    this.wake();
  }
}

const REASONS: readonly CloseReason[] = ['visitor', 'idle', 'queue-timeout', 'moved', 'closed', 'error', 'shutdown'];

const texts = (events: readonly ProviderEvent[]) =>
  events.flatMap((event) => (event.type === 'message' && event.content.kind === 'text' ? [event.content.text] : []));

function aRequest(changes: Partial<OpenRequest> = {}): OpenRequest {
  const sessionId = 'c0ffee00-0000-4000-8000-000000000000';
  return { sessionId, visitor: { name: 'Vera' }, attributes: [], transcript: '', roomId: 'room-1', ...changes };
}

/** One conversation, as far as a test has carried it. */
class Chat {
  public conversation = new KeptConversation();
  public provider: ReceivingProvider & AvailabilityProvider & QuotableProvider;
  private readonly ears: Ear[] = [];

  constructor(private readonly rig: ProviderRig) {
    this.provider = rig.newProvider();
  }

  public async open(): Promise<void> {
    await this.provider.open(this.conversation, aRequest());
    await this.conversation.save();
  }

  public listen(apply?: (event: ProviderEvent) => Promise<void>): Ear {
    const ear = new Ear(this.provider, this.conversation, apply);
    this.ears.push(ear);
    return ear;
  }

  /** Opens, and lets an agent join. */
  public async connect(): Promise<Ear> {
    await this.open();
    const ear = this.listen();
    await this.rig.agentJoins();
    await ear.until('agent-joined');
    return ear;
  }

  public send(text: string, id = text): Promise<void> {
    return this.provider.send(this.conversation, { id, text });
  }

  /** The process dies, and another goes on with what is stored. */
  public async cut(): Promise<void> {
    await this.stop();
    this.conversation = this.conversation.afterCut();
    this.provider = this.rig.newProvider();
  }

  public async stop(): Promise<void> {
    await Promise.all(this.ears.map((ear) => ear.stop()));
  }
}

/** What every provider does, seen from the core. */
export function describeProvider(name: string, rig: ProviderRig): void {
  describe(`${name} as a provider`, () => {
    let chat: Chat;
    beforeAll(() => rig.start());
    afterAll(() => rig.stop());
    beforeEach(async () => {
      await rig.reset();
      chat = new Chat(rig);
    });
    afterEach(() => chat.stop());

    describeRelay(rig, () => chat);
    describeCuts(rig, () => chat);
    describeAgents(rig, () => chat);
    describeEnds(rig, () => chat);
    describeAvailability(rig, () => chat);
    describeFailures(rig, () => chat);
  });
}

function describeRelay(rig: ProviderRig, chat: () => Chat): void {
  test('a conversation exists as soon as it is open, and its state is what JSON can carry', async () => {
    await chat().open();
    expect(await rig.openConversations()).toBe(1);
    expect(chat().conversation.get()).not.toBeNull();
  });

  test('an open conversation can be quoted by what the contact centre files it under', async () => {
    await chat().connect();
    expect(chat().provider.quotedId(chat().conversation.get())).toBe(await rig.filedUnder());
  });

  test('a state that cannot be read cannot be quoted', () => {
    expect(() => chat().provider.quotedId({ some: 'thing' })).toThrow(ProviderError);
  });

  test('an opened conversation waits, and then an agent joins by name', async () => {
    await chat().open();
    const ear = chat().listen();
    await ear.until('queued');
    await rig.agentJoins();
    const [joined] = await ear.until('agent-joined');
    expect(joined).toMatchObject({ name: expect.stringMatching(/.+/) });
  });

  test('messages go both ways, in their order', async () => {
    const ear = await chat().connect();
    for (const text of ['one', 'two', 'three']) await chat().send(text);
    for (const text of ['uno', 'due', 'tre']) await rig.agentSays(text);
    await ear.until('message', 3);
    expect(await rig.visitorMessagesSeen()).toEqual(['one', 'two', 'three']);
    expect(texts(ear.events)).toEqual(['uno', 'due', 'tre']);
  });

  test.each(['ünïcode 🙂', 'two\nlines', '<b>&amp;"quoted"</b>', '{"json": true}'])(
    '%j arrives as it is',
    async (text) => {
      await chat().connect();
      await chat().send(text, 'id');
      expect(await rig.visitorMessagesSeen()).toEqual([text]);
    },
  );

  test('every event has an id of its own', async () => {
    const ear = await chat().connect();
    await rig.agentSays('same');
    await rig.agentSays('same');
    await ear.until('message', 2);
    const ids = ear.events.map(({ id }) => id);
    expect([ids.every((id) => id !== ''), new Set(ids).size]).toEqual([true, ids.length]);
  });

  test('nothing is heard any more once listening was stopped', async () => {
    const ear = await chat().connect();
    await ear.stop();
    const heard = ear.events.length;
    await rig.agentSays('anybody?');
    expect([ear.events.length, await ear.done]).toEqual([heard, undefined]);
  });
}

function describeCuts(rig: ProviderRig, chat: () => Chat): void {
  test('events that were not applied come again after a cut, with the same ids', async () => {
    const first = await chat().connect();
    await first.stop();
    await chat().conversation.save();
    await rig.agentSays('one');
    await rig.agentSays('two');
    const seen: string[] = [];
    const dying = chat().listen(async ({ id }) => {
      seen.push(id);
      throw new Error('the process was killed');
    });
    await dying.done;
    await chat().cut();
    const ear = chat().listen();
    const again = await ear.until('message', 2);
    expect(again[0]?.id).toBe(seen[0]);
    expect(texts(ear.events)).toEqual(['one', 'two']);
  });

  test('events that were applied and stored do not come again after a cut, or come with the same ids', async () => {
    const first = await chat().connect();
    await rig.agentSays('one');
    const [applied] = await first.until('message');
    await chat().conversation.save();
    await chat().cut();
    const ear = chat().listen();
    await rig.agentSays('two');
    await ear.until('message');
    const words = ear.events.filter((event) => event.type === 'message' && event.id !== applied?.id);
    await rig.agentSays('three');
    await ear.until('message', words.length === 0 ? 3 : 2);
    expect(texts(ear.events.filter(({ id }) => id !== applied?.id))).toEqual(['two', 'three']);
  });

  test('a message whose answer was lost arrives once when it is sent again', async () => {
    await chat().connect();
    await rig.loseNextAnswer();
    await chat()
      .send('once')
      .catch(() => chat().send('once'));
    await chat().send('after');
    expect(await rig.visitorMessagesSeen()).toEqual(['once', 'after']);
  });

  test('a message that another process sends again, with the state from before it, arrives once', async () => {
    await chat().connect();
    await chat().conversation.save();
    await chat().send('once');
    await chat().cut();
    await chat().send('once');
    await chat().send('after');
    expect(await rig.visitorMessagesSeen()).toEqual(['once', 'after']);
  });

  test('another process ends what this one has opened', async () => {
    await chat().open();
    await chat().cut();
    await chat().provider.close(chat().conversation, 'error');
    expect(await rig.openConversations()).toBe(0);
  });
}

function describeAgents(rig: ProviderRig, chat: () => Chat): void {
  test('an agent who leaves ends nothing, and the next one is heard', async () => {
    const ear = await chat().connect();
    await rig.agentLeaves();
    await ear.until('agent-left');
    await rig.agentJoins();
    await ear.until('agent-joined', 2);
    await rig.agentSays('next');
    await ear.until('message');
    await chat().send('hello next');
    expect(ear.events.map(({ type }) => type)).not.toContain('ended');
    expect(await rig.visitorMessagesSeen()).toContain('hello next');
  });

  test('a transfer keeps the conversation', async () => {
    const ear = await chat().connect();
    await chat().send('before');
    await rig.transfer();
    await ear.until('transferring');
    await rig.agentJoins();
    await ear.until('agent-joined', 2);
    await chat().send('after');
    expect(ear.events.map(({ type }) => type)).not.toContain('ended');
    expect(await rig.visitorMessagesSeen()).toEqual(['before', 'after']);
    expect(await rig.openConversations()).toBe(1);
  });
}

function describeEnds(rig: ProviderRig, chat: () => Chat): void {
  test('an end by the agent is the last that is heard, and listening stops', async () => {
    const ear = await chat().connect();
    await rig.agentSays('bye');
    await rig.end();
    expect(await ear.done).toBeUndefined();
    expect(ear.events.slice(-2)).toMatchObject([{ type: 'message' }, { type: 'ended', reason: 'agent' }]);
  });

  test('a contact centre that nobody is in says so and ends', async () => {
    await rig.everybodyGoesHome();
    const opening = await chat()
      .open()
      .catch((error: unknown) => error);
    if (opening instanceof ProviderError) expect(opening.failure).toBe('rejected');
    else expect(await chat().listen().until('ended')).toMatchObject([{ reason: 'unavailable' }]);
  });

  test.each(REASONS)('closing as %s leaves no conversation behind, with an agent or without', async (reason) => {
    await chat().open();
    await chat().provider.close(chat().conversation, reason);
    expect(await rig.openConversations()).toBe(0);
    const other = new Chat(rig);
    const ear = await other.connect();
    await other.provider.close(other.conversation, reason);
    await ear.stop();
    expect(await rig.openConversations()).toBe(0);
  });

  test('closing twice, or after the agent did, is a success', async () => {
    const ear = await chat().connect();
    await rig.end();
    await ear.done;
    await chat().provider.close(chat().conversation, 'visitor');
    await chat().provider.close(chat().conversation, 'visitor');
    expect(await rig.openConversations()).toBe(0);
  });

  test('words for a conversation that is over are refused as gone', async () => {
    const ear = await chat().connect();
    await rig.end();
    await ear.done;
    await expect(chat().send('anybody?')).rejects.toMatchObject({ name: 'ProviderError', failure: 'gone' });
  });
}

function describeAvailability(rig: ProviderRig, chat: () => Chat): void {
  const ask = async (targets: string[]) => {
    return (await chat().provider.availability(targets)).map(({ target, state }) => `${target} ${state}`);
  };

  test('a target is available while somebody is there, and unavailable when not', async () => {
    expect(await ask([rig.target])).toEqual([`${rig.target} available`]);
    await rig.everybodyGoesHome();
    expect(await ask([rig.target])).toEqual([`${rig.target} unavailable`]);
  });

  test('a target that means nothing is unknown or unavailable, and hides no other', async () => {
    const [odd, even] = await ask(['no such target&x=1', rig.target]);
    expect(odd).toMatch(/ (unknown|unavailable)$/);
    expect(even).toBe(`${rig.target} available`);
  });

  test('every target is unknown when the contact centre cannot say', async () => {
    await rig.breakDown();
    expect(await ask([rig.target])).toEqual([`${rig.target} unknown`]);
  });
}

function describeFailures(rig: ProviderRig, chat: () => Chat): void {
  test('an opening that fails leaves no conversation behind, or a state to close it by', async () => {
    await rig.breakDown();
    await expect(chat().open()).rejects.toBeInstanceOf(ProviderError);
    await rig.reset();
    if (chat().conversation.get() !== null) await chat().provider.close(chat().conversation, 'error');
    expect(await rig.openConversations()).toBe(0);
  });

  test('whatever fails is a ProviderError, and names no secret and none of the words', async () => {
    const ear = await chat().connect();
    await ear.stop();
    const secrets = [...rig.secretsOf(chat().conversation.get()), 'private words'];
    expect(secrets.length).toBeGreaterThan(1);
    await rig.breakDown();
    const { provider, conversation } = chat();
    const failures = await Promise.all([
      chat()
        .send('private words')
        .catch((error: unknown) => error),
      provider.close(conversation.copy(), 'visitor').catch((error: unknown) => error),
      new Chat(rig).open().catch((error: unknown) => error),
      new Ear(provider, conversation.copy()).done,
    ]);
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(ProviderError);
      const { message, stack = '' } = failure as ProviderError;
      expect(secrets.filter((secret) => `${message} ${stack}`.includes(secret))).toEqual([]);
    }
  });
}
