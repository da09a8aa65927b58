/// <reference types="jest" />
import { Conversation } from '../../lib/Conversation';
import { Outbound } from '../../lib/Outbound';
import { CredentialsError, ProviderError } from '../../lib/ProviderError';
import type { RoomMessage } from '../../lib/roomMessages';
import type { Session } from '../../lib/session';
import { aSession } from '../support/aDesk';
import { aStage, type Stage } from '../support/aStage';
import { settled } from '../support/SteppedClock';

const unreachable = () => new ProviderError('unreachable', 'POST example.com/send was not answered');
const rejected = () => new ProviderError('rejected', 'POST example.com/send said 400');

let stage: Stage;
let conversation: Conversation;
let outbound: Outbound;
let undeliverable: string[];
let spoken: number;

beforeEach(() => begin());

/** Sets up a session of the room whose first second is behind it. */
async function begin(changes: Partial<Session> = {}): Promise<void> {
  stage = aStage();
  const delivered = { atMs: stage.clock.nowMs(), ids: [] };
  const session = aSession({ delivered, resume: { sessionId: 'session-1', sent: [] }, ...changes });
  await stage.sessions.create(session);
  undeliverable = [];
  spoken = 0;
  conversation = new Conversation(session, stage, stage.holdsLease);
  outbound = anOutbound(conversation);
}

function anOutbound(over: Conversation): Outbound {
  return new Outbound(over, stage, 'visitor', {
    onSpoken: async () => {
      spoken++;
    },
    onUndeliverable: async ({ id }: RoomMessage) => {
      undeliverable.push(id);
    },
  });
}

/** Delivers, however long that takes. */
async function deliver(): Promise<string> {
  const result = outbound.deliver();
  await stage.clock.pass(120_000);
  return result;
}

/** The ids of what has been sent, in order. */
const sent = () => stage.provider.called('send').map((call) => call.split(' ')[0]);

describe('what the visitor has written', () => {
  test('goes to the agent in the order of the room, whatever the order of the store', async () => {
    const atMs = stage.clock.nowMs();
    stage.messages.write({ id: 'third', atMs: atMs + 3 });
    stage.messages.write({ id: 'first', atMs: atMs + 1 });
    stage.messages.write({ id: 'second', atMs: atMs + 2 });
    expect(await deliver()).toBe('delivered');
    expect(sent()).toEqual(['first', 'second', 'third']);
    expect(spoken).toBe(3);
  });

  test('goes once, however often it is asked for', async () => {
    stage.messages.write({ id: 'first' });
    await Promise.all([outbound.deliver(), outbound.deliver(), outbound.deliver()]);
    await deliver();
    expect(sent()).toEqual(['first']);
  });

  test('goes one message after the other, also when asked for during a delivery', async () => {
    let atOnce = 0;
    let most = 0;
    stage.provider.onCall = async () => {
      most = Math.max(most, ++atOnce);
      await stage.clock.wait(10);
      atOnce--;
    };
    for (let n = 1; n <= 4; n++) stage.messages.write({ id: `m${n}`, atMs: stage.clock.nowMs() + n });
    const both = Promise.all([outbound.deliver(), outbound.deliver()]);
    await stage.clock.pass(1_000);
    await both;
    expect([most, sent()]).toEqual([1, ['m1', 'm2', 'm3', 'm4']]);
  });

  test('goes when it was written during a delivery and asked for then', async () => {
    stage.messages.write({ id: 'first' });
    stage.provider.onCall = async (call) => {
      if (!call.includes('first')) return;
      await stage.clock.wait(10);
    };
    const first = outbound.deliver();
    await settled();
    stage.messages.write({ id: 'second', atMs: stage.clock.nowMs() + 1 });
    const second = outbound.deliver();
    await stage.clock.pass(1_000);
    expect(await Promise.all([first, second])).toEqual(['delivered', 'delivered']);
    expect(sent()).toEqual(['first', 'second']);
  });

  test('in one millisecond goes completely, and each once', async () => {
    const { atMs } = stage.messages.write({ id: 'a' });
    await deliver();
    stage.messages.write({ id: 'b', atMs });
    stage.messages.write({ id: 'c', atMs });
    await deliver();
    await deliver();
    expect(sent()).toEqual(['a', 'b', 'c']);
  });

  test('that the host stores up to 5 s late, after newer ones have gone, goes too', async () => {
    const { atMs } = stage.messages.write({ id: 'newest', atMs: stage.clock.nowMs() + 8_000 });
    await deliver();
    stage.messages.write({ id: 'late', atMs: atMs - 5_000 });
    stage.messages.write({ id: 'too late', atMs: atMs - 5_001 });
    await deliver();
    await deliver();
    expect(sent()).toEqual(['newest', 'late']);
  });

  test('is remembered for as long as it could be met again, and no longer', async () => {
    const startMs = stage.clock.nowMs();
    for (let second = 1; second <= 30; second++) {
      stage.messages.write({ id: `m${second}`, atMs: startMs + second * 1_000 });
      await deliver();
    }
    expect(sent()).toHaveLength(30);
    expect(conversation.session.delivered.ids).toEqual(['m25', 'm26', 'm27', 'm28', 'm29', 'm30']);
  });

  test('before the session goes to nobody, the one of its very first millisecond included', async () => {
    const atMs = stage.clock.nowMs();
    stage.messages.write({ id: 'old', atMs: atMs - 1 });
    stage.messages.write({ id: 'last', atMs });
    await begin({ delivered: { atMs, ids: ['last'] } });
    stage.messages.write({ id: 'old', atMs: atMs - 1 });
    stage.messages.write({ id: 'last', atMs });
    stage.messages.write({ id: 'new', atMs });
    await deliver();
    expect(sent()).toEqual(['new']);
  });

  test('is all that goes: not what the app, a bot or another agent has said', async () => {
    stage.messages.write({ id: 'echo', eventId: 'session-1:event-1' });
    stage.messages.write({ id: 'bot', senderId: 'botty' });
    stage.messages.write({ id: 'own' });
    await deliver();
    expect(sent()).toEqual(['own']);
  });

  test('waits in the room until an agent has joined', async () => {
    await begin({ state: 'queued' });
    stage.messages.write({ id: 'early' });
    expect(await deliver()).toBe('delivered');
    expect(sent()).toEqual([]);
    conversation.change({ ...conversation.session, state: 'active' });
    await deliver();
    expect(sent()).toEqual(['early']);
  });

  test('stops going when the agent leaves in the middle', async () => {
    stage.messages.write({ id: 'first' });
    stage.messages.write({ id: 'second', atMs: stage.clock.nowMs() + 1 });
    stage.provider.onCall = () => conversation.change({ ...conversation.session, state: 'transferring' });
    await deliver();
    expect(sent()).toEqual(['first']);
    expect(conversation.session.delivered.ids).toEqual(['first']);
  });
});

describe('a cut', () => {
  test('between two messages repeats none of them', async () => {
    stage.messages.write({ id: 'first' });
    stage.messages.write({ id: 'second', atMs: stage.clock.nowMs() + 1 });
    await deliver();
    await conversation.save();
    const stored = await stage.sessions.find('room');
    if (stored) outbound = anOutbound(new Conversation(stored, stage, stage.holdsLease));
    await deliver();
    expect(sent()).toEqual(['first', 'second']);
  });

  test('during a message sends that one again with the state from before it', async () => {
    stage.messages.write({ id: 'first' });
    stage.messages.write({ id: 'second', atMs: stage.clock.nowMs() + 1 });
    const states: unknown[] = [];
    stage.provider.onCall = async () => {
      states.push((await stage.sessions.find('room'))?.resume);
      expect((await stage.sessions.find('room'))?.resume).toEqual(conversation.get());
    };
    await deliver();
    expect(states).toEqual([
      { sessionId: 'session-1', sent: [] },
      { sessionId: 'session-1', sent: ['first'] },
    ]);
  });

  test('that another instance has made good sends nothing more from here', async () => {
    stage.messages.write({ id: 'first' });
    conversation = new Conversation({ ...conversation.session }, stage, () => false);
    outbound = anOutbound(conversation);
    await stage.sessions.update(aSession({ owner: 'instance-2', revision: 9 }));
    await expect(outbound.deliver()).rejects.toMatchObject({ name: 'NotOwner' });
    expect(sent()).toEqual([]);
  });
});

describe('an exit word', () => {
  test.each(['bye', ' Bye ', 'BYE\n'])('ends it, said as "%s"', async (text) => {
    stage.messages.write({ id: 'exit', text });
    expect(await deliver()).toBe('exit');
    expect(sent()).toEqual([]);
  });

  test('within a sentence is a message', async () => {
    stage.messages.write({ id: 'exit', text: 'bye for now' });
    expect(await deliver()).toBe('delivered');
    expect(sent()).toEqual(['exit']);
  });

  test('lets what was said before it arrive', async () => {
    stage.messages.write({ id: 'first' });
    stage.messages.write({ id: 'exit', text: 'bye', atMs: stage.clock.nowMs() + 1 });
    expect(await deliver()).toBe('exit');
    expect(sent()).toEqual(['first']);
  });

  test.each(['starting', 'queued', 'transferring'] as const)('ends it while %s', async (state) => {
    await begin({ state });
    stage.messages.write({ id: 'exit', text: 'bye' });
    expect(await deliver()).toBe('exit');
  });

  test.each(['starting', 'queued', 'transferring'] as const)(
    'ends it while %s behind words that still wait for an agent',
    async (state) => {
      await begin({ state });
      stage.messages.write({ id: 'first' });
      stage.messages.write({ id: 'exit', text: 'bye', atMs: stage.clock.nowMs() + 1 });
      expect(await deliver()).toBe('exit');
    },
  );

  test('said before the session ends nothing', async () => {
    const atMs = stage.clock.nowMs();
    await begin({ state: 'queued', delivered: { atMs, ids: [] } });
    stage.messages.write({ id: 'exit', text: 'bye', atMs: atMs - 1 });
    expect(await deliver()).toBe('delivered');
  });
});

describe('a message that does not arrive', () => {
  test('is tried again, longer pauses in between, and the ones behind it wait', async () => {
    stage.messages.write({ id: 'first' });
    stage.messages.write({ id: 'second', atMs: stage.clock.nowMs() + 1 });
    const startMs = stage.clock.nowMs();
    const tries: number[] = [];
    stage.provider.onCall = () => {
      tries.push(stage.clock.nowMs() - startMs);
      if (tries.length < 5) throw unreachable();
    };
    expect(await deliver()).toBe('delivered');
    expect(tries.slice(0, 5)).toEqual([0, 500, 1_500, 3_500, 7_500]);
    expect(sent()).toEqual(['first', 'first', 'first', 'first', 'first', 'second']);
  });

  test('for a minute is given up', async () => {
    stage.messages.write({ id: 'first' });
    stage.provider.onCall = () => {
      throw unreachable();
    };
    const result = outbound.deliver();
    await stage.clock.pass(59_000);
    let isGivenUp = false;
    void result.then(() => {
      isGivenUp = true;
    });
    await settled();
    expect(isGivenUp).toBe(false);
    await stage.clock.pass(10_000);
    expect(await result).toBe('failed');
    expect(conversation.session.delivered.ids).toEqual([]);
  });

  test('because it was rejected is reported once, and the next one goes', async () => {
    stage.messages.write({ id: 'first' });
    stage.messages.write({ id: 'second', atMs: stage.clock.nowMs() + 1 });
    stage.provider.onCall = (call) => {
      if (call.includes('first')) throw rejected();
    };
    expect(await deliver()).toBe('delivered');
    await deliver();
    expect(undeliverable).toEqual(['first']);
    expect(sent()).toEqual(['first', 'second']);
  });

  test('because the conversation is gone says so', async () => {
    stage.messages.write({ id: 'first' });
    stage.provider.onCall = () => {
      throw new ProviderError('gone', 'over');
    };
    expect(await deliver()).toBe('gone');
  });

  test('is not tried again once the session ends', async () => {
    stage.messages.write({ id: 'first' });
    stage.provider.onCall = () => {
      conversation.change({ ...conversation.session, state: 'ending' });
      throw unreachable();
    };
    expect(await deliver()).toBe('gone');
    expect(sent()).toEqual(['first']);
  });

  test('because of the credentials has somebody told, which no other failure has', async () => {
    stage.messages.write({ id: 'first' });
    stage.provider.onCall = () => {
      throw rejected();
    };
    await deliver();
    expect([undeliverable, stage.refusals()]).toEqual([['first'], 0]);
    stage.messages.write({ id: 'second', atMs: stage.clock.nowMs() + 1 });
    stage.provider.onCall = () => {
      throw new CredentialsError('POST example.com/send said 401');
    };
    await deliver();
    expect([undeliverable, stage.refusals()]).toEqual([['first', 'second'], 1]);
  });

  test('because of anything else fails loudly', async () => {
    stage.messages.write({ id: 'first' });
    stage.provider.onCall = () => {
      throw new TypeError('a bug');
    };
    await expect(outbound.deliver()).rejects.toThrow('a bug');
  });
});

describe('a note', () => {
  /** Has it delivered, however long that takes. */
  async function note(): Promise<string> {
    const result = outbound.note({ id: 'note', text: 'edited' });
    await stage.clock.pass(120_000);
    return result;
  }

  test('goes after what the visitor has written', async () => {
    stage.messages.write({ id: 'first' });
    expect(await note()).toBe('delivered');
    expect(sent()).toEqual(['first', 'note']);
  });

  test('that is rejected is left out, and keeps nothing up', async () => {
    stage.provider.onCall = () => {
      throw rejected();
    };
    expect(await note()).toBe('delivered');
    expect(undeliverable).toEqual([]);
  });

  test.each([
    ['gone', () => new ProviderError('gone', 'over')],
    ['failed', unreachable],
  ])('says when the conversation is over for it: %s', async (result, error) => {
    stage.provider.onCall = () => {
      throw error();
    };
    expect(await note()).toBe(result);
  });
});

describe('a file of the visitor', () => {
  const file = { id: 'f', name: 'bill.pdf', mediaType: 'application/pdf' };

  test('goes as a file, and its text as a message', async () => {
    stage.messages.files.set('f', Buffer.from('bytes'));
    stage.messages.write({ id: 'm', text: 'my bill', file });
    await deliver();
    expect(stage.provider.calls).toEqual(['sendFile m bill.pdf bytes', 'send m my bill']);
  });

  test('without a text is no empty message', async () => {
    stage.messages.files.set('f', Buffer.from('bytes'));
    stage.messages.write({ id: 'm', text: ' ', file });
    await deliver();
    expect(stage.provider.calls).toEqual(['sendFile m bill.pdf bytes']);
  });

  test('that the agent does not want is reported, and its text goes all the same', async () => {
    stage.messages.files.set('f', Buffer.from('bytes'));
    stage.messages.write({ id: 'm', text: 'my bill', file });
    stage.provider.onCall = (call) => {
      if (call.startsWith('sendFile')) throw rejected();
    };
    await deliver();
    expect(undeliverable).toEqual(['m']);
    expect(stage.provider.called('send')).toEqual(['m my bill']);
  });

  test('that the host does not hand out is reported, and its text goes all the same', async () => {
    stage.messages.write({ id: 'm', text: 'my bill', file });
    await deliver();
    expect(undeliverable).toEqual(['m']);
    expect(stage.provider.calls).toEqual(['send m my bill']);
  });

  test('is not sent twice when its text has to be tried again', async () => {
    stage.messages.files.set('f', Buffer.from('bytes'));
    stage.messages.write({ id: 'm', text: 'my bill', file });
    let tries = 0;
    stage.provider.onCall = (call) => {
      if (call.startsWith('send ') && ++tries < 2) throw unreachable();
    };
    await deliver();
    expect(stage.provider.calls).toEqual(['sendFile m bill.pdf bytes', 'send m my bill', 'send m my bill']);
  });

  test('is named to an agent of a contact centre that takes none', async () => {
    const plain = { ...stage, provider: withoutFiles() };
    outbound = new Outbound(conversation, plain, 'visitor', {
      onSpoken: async () => undefined,
      onUndeliverable: async () => undefined,
    });
    stage.messages.write({ id: 'm', text: 'my bill', file });
    await deliver();
    expect(stage.provider.calls).toEqual(['send m:file [bill.pdf]', 'send m my bill']);
  });
});

describe('a link to a file of the visitor', () => {
  const file = { id: 'f', name: 'bill.pdf', mediaType: 'application/pdf' };
  let given: Array<string | undefined>;

  /** Has the contact centre take files by their links, which are made as a test says. */
  function linking(linkTo: NonNullable<Stage['linkTo']>): void {
    given = [];
    stage.provider.sendFile = async (_conversation, { link }) => void given.push(await link?.());
    stage = { ...stage, linkTo };
    outbound = anOutbound(conversation);
    stage.messages.files.set('f', Buffer.from('bytes'));
    stage.messages.write({ id: 'm', text: 'my bill', file });
  }

  test('is there for a contact centre that takes files only so', async () => {
    linking(async ({ id, mediaType }) => `https://chat.example.com/${id}?type=${mediaType}`);
    expect(await deliver()).toBe('delivered');
    expect(given).toEqual(['https://chat.example.com/f?type=application/pdf']);
  });

  test('that cannot be made is tried again, and what was written behind it waits', async () => {
    let tries = 0;
    linking(async () => {
      if (++tries < 3) throw new Error('the store is down');
      return 'https://chat.example.com/f';
    });
    stage.messages.write({ id: 'next', atMs: stage.clock.nowMs() + 1 });
    stage.provider.onCall = () => void given.push('words');
    expect(await deliver()).toBe('delivered');
    expect([tries, given, undeliverable]).toEqual([3, ['https://chat.example.com/f', 'words', 'words'], []]);
    expect(stage.log.lines.filter((line) => line.includes('No link to a file could be made'))).toHaveLength(2);
  });

  test('that cannot be made for a minute gives the message up', async () => {
    linking(async () => Promise.reject(new Error('the store is down')));
    expect(await deliver()).toBe('failed');
    expect([given, sent(), conversation.session.delivered.ids]).toEqual([[], [], []]);
  });

  test.each([
    ['is there for one of 25 MiB', 0, ['link']],
    ['is not there for a larger one', 1, [undefined]],
  ])('%s', async (_what, moreBytes, links) => {
    linking(async () => 'link');
    stage.messages.files.set('f', Buffer.alloc(25 * 2 ** 20 + moreBytes));
    expect(await deliver()).toBe('delivered');
    expect(given).toEqual(links);
  });
});

/** The stage's provider with the required part alone. */
function withoutFiles(): Stage['provider'] {
  const { provider } = stage;
  const required = {
    open: provider.open.bind(provider),
    send: provider.send.bind(provider),
    close: provider.close.bind(provider),
  };
  return required as unknown as Stage['provider'];
}
