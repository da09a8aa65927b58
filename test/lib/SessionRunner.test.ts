/// <reference types="jest" />
import { behind, placeSoFar } from '../../lib/deliveryCursor';
import { CredentialsError, ProviderError } from '../../lib/ProviderError';
import type { SessionRules } from '../../lib/SessionParts';
import { SessionRunner } from '../../lib/SessionRunner';
import type { EndCause, Session } from '../../lib/session';
import { aSession } from '../support/aDesk';
import { aStage, type Stage } from '../support/aStage';
import type { ScriptedProvider } from '../support/ScriptedProvider';
import { settled } from '../support/SteppedClock';

const unreachable = () => new ProviderError('unreachable', 'GET example.com/news was not answered');
const OPEN = { sessionId: 'session-1', sent: [] };

let stage: Stage;
let runner: SessionRunner;
let run: Promise<void>;
beforeEach(() => {
  stage = aStage();
});
afterEach(() => {
  runner.abandon();
  expect(stage.log.lines.filter((line) => line.includes('TypeError'))).toEqual([]);
});

/** Starts a session; it is a new one unless said otherwise. */
async function start(changes: Partial<Session> = {}): Promise<void> {
  const atMs = stage.clock.nowMs();
  const delivered = await placeSoFar(stage.messages, 'room', atMs);
  const fresh = { state: 'starting', resume: null, stateSinceMs: atMs, delivered } as const;
  await stage.sessions.create(aSession({ ...fresh, ...changes }));
  await goOn({ isTakenOver: false });
}

/** Runs what is stored, as another process would. */
async function goOn({ isTakenOver = true } = {}, over: Stage = stage): Promise<void> {
  const stored = await stage.sessions.find('room');
  if (!stored) throw new Error('there is no session to go on with');
  runner = new SessionRunner(stored, over, 'visitor');
  run = runner.run({ isTakenOver });
  await settled();
}

/** Starts a session that an agent has joined. */
async function connect(rules: Partial<SessionRules> = {}): Promise<void> {
  stage = aStage(rules);
  await start();
  await report({ type: 'agent-joined', name: 'Ana' });
}

async function report(...events: Array<Parameters<ScriptedProvider['report']>[0]>): Promise<void> {
  for (const event of events) stage.provider.report(event);
  await settled();
}

/** Lets time pass in ticks of a second, as the loop of the instance does. */
async function tick(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    await stage.clock.pass(1_000);
    runner.tick();
    runner.lookAgain();
    await settled();
  }
}

const agentSays = (text: string) => report({ type: 'message', content: { kind: 'text', text } });

async function visitorSays(text: string): Promise<void> {
  stage.messages.write({ text });
  runner.deliver();
  await settled();
}

describe('a session from its start to its end', () => {
  test('tells the visitor each step, relays both ways, and gives the room back', async () => {
    stage.messages.write({ senderName: 'Vera', text: 'A human, please' });
    await stage.clock.pass(1);
    await start();
    await report({ type: 'queued', position: 2 });
    await stage.clock.pass(5_000);
    await report({ type: 'queued', position: 1 });
    await report({ type: 'agent-joined', name: 'Ana' });
    await agentSays('Hello');
    await visitorSays('Hi Ana');
    await report({ type: 'ended', reason: 'agent' });
    await run;
    expect(stage.messages.said()).toEqual([
      '<finding-agent>',
      '<queue-position>',
      '<queue-position>',
      '<agent-joined>',
      'Hello',
      '<ended-by-agent>',
    ]);
    expect(stage.provider.calls).toEqual(['open session-1', expect.stringMatching(/^send .* Hi Ana$/), 'close closed']);
    expect(stage.omnichannel.transfers).toEqual([{ roomId: 'room', departmentId: 'bots' }]);
    expect(stage.announced).toEqual(['session-1 agent']);
    expect(await stage.sessions.find('room')).toBeUndefined();
  });

  test('passes on what the agent should know', async () => {
    stage.omnichannel.change('room', {
      visitor: { id: 'visitor', token: 't', name: 'Vera', email: 'vera@example.com', language: 'de' },
      customFields: { caseId: '500', notes: '', unrelated: 'x', labels: 7 },
    });
    const context = { buttonId: 'button', summary: 'a refund', attributes: [['Order', '4711'] as const] };
    const claim = { id: 'c', roomId: 'room', status: 'kept', claimedAtMs: 0, context } as const;
    await stage.claims.create({ ...claim, departmentId: 'salesforce' });
    await stage.claims.create({ ...claim, id: 'd', departmentId: 'other', context: { attributes: [] } });
    stage.messages.write({ text: 'A human, please' });
    await start();
    expect(stage.provider.opened).toEqual([
      {
        sessionId: 'session-1',
        roomId: 'room',
        visitor: { name: 'Vera', email: 'vera@example.com', phone: undefined, language: 'de' },
        target: 'button',
        summary: 'a refund',
        attributes: [
          ['caseId', '500'],
          ['Order', '4711'],
        ],
        transcript: 'Vera: A human, please',
      },
    ]);
  });

  test('passes on in the transcript only what will not be delivered as a message', async () => {
    const before = stage.messages.write({ text: 'before' });
    stage.messages.write({ text: 'after', atMs: before.atMs - 2_000 });
    await start({ delivered: behind([before], before.atMs) });
    expect(stage.provider.opened).toMatchObject([{ transcript: 'Vera: before' }]);
  });

  test('delivers what a server stores after the handover whose clock says that it was before', async () => {
    const atMs = stage.clock.nowMs() - 2_000;
    stage.messages.write({ text: 'before', atMs });
    await start();
    stage.messages.write({ text: 'after', atMs });
    await report({ type: 'agent-joined', name: 'Ana' });
    expect(stage.provider.opened).toMatchObject([{ transcript: 'Vera: before' }]);
    expect(stage.provider.called('send').map((call) => call.split(' ')[1])).toEqual(['after']);
  });

  test('delivers what was typed in the queue when the agent has joined, in order and once', async () => {
    await start();
    await stage.clock.pass(1);
    await visitorSays('first');
    await stage.clock.pass(1);
    await visitorSays('second');
    expect(stage.provider.called('send')).toEqual([]);
    await report({ type: 'agent-joined', name: 'Ana' });
    expect(stage.provider.called('send').map((call) => call.split(' ')[1])).toEqual(['first', 'second']);
  });

  test('goes on through a transfer with the next agent', async () => {
    await connect();
    await report({ type: 'transferring' }, { type: 'queued', position: 1 }, { type: 'agent-joined', name: 'Ben' });
    await agentSays('Ben here');
    expect(stage.messages.said().slice(2)).toEqual([
      '<transferring>',
      '<queue-position>',
      '<agent-changed>',
      'Ben here',
    ]);
    expect(stage.provider.called('close')).toEqual([]);
  });

  test('an empty text is not said', async () => {
    const { texts } = stage.rules;
    await connect({ texts: { ...texts, 'finding-agent': '', 'agent-joined': '' } });
    expect(stage.messages.said()).toEqual([]);
  });

  test('choices are numbered, and a file is a link', async () => {
    await connect();
    const choices = ['Yes', 'No'].map((title) => ({ title, value: title }));
    await report({ type: 'message', content: { kind: 'choices', text: 'Sure?', choices } });
    const file = { kind: 'file', name: 'a.pdf', mediaType: 'application/pdf', url: 'https://x/a' } as const;
    await report({ type: 'message', content: file });
    expect(stage.messages.said().slice(2)).toEqual(['Sure?\n1. Yes\n2. No', '[a.pdf](https://x/a)']);
  });

  test('the typing of the agent is shown by name, and its failure ends nothing', async () => {
    await connect();
    await report({ type: 'typing', isTyping: true });
    expect(stage.messages.typing).toEqual([{ roomId: 'room', agentName: 'Ana', isTyping: true }]);
    jest.spyOn(stage.messages, 'showTyping').mockRejectedValueOnce(new Error('no answer'));
    await report({ type: 'typing', isTyping: false });
    await agentSays('still here');
    expect(stage.messages.said().at(-1)).toBe('still here');
  });

  test('an edit is told after what was written before it, and one that is refused ends nothing', async () => {
    await connect();
    stage.messages.write({ id: 'm', text: 'first' });
    stage.provider.onCall = (call) => {
      if (call.includes('edited')) throw new ProviderError('rejected', 'no');
    };
    runner.note('n', '[edited] first');
    await settled();
    await visitorSays('second');
    expect(stage.provider.called('send')).toEqual(['m first', 'n [edited] first', expect.stringContaining('second')]);
    expect(runner.session.state).toBe('active');
  });

  test('a message that is refused is told to the visitor, once', async () => {
    await connect();
    stage.provider.onCall = (call) => {
      if (call.includes('bad')) throw new ProviderError('rejected', 'no');
    };
    await visitorSays('bad');
    await visitorSays('good');
    expect(stage.messages.said().filter((text) => text === '<not-delivered>')).toHaveLength(1);
    expect(stage.provider.called('send').at(-1)).toContain('good');
  });

  test('a message of which nobody has told is found after half a minute', async () => {
    await connect();
    await tick(1);
    stage.messages.write({ text: 'unheard' });
    await tick(31);
    expect(stage.provider.called('send')).toEqual([expect.stringContaining('unheard')]);
  });
});

describe('a session that is taken over', () => {
  /** The process dies after it has posted, before it has stored that, and the contact centre reports again. */
  async function killAndGoOn(): Promise<void> {
    runner.abandon();
    await goOn();
  }

  test('says nothing twice when the same events come again', async () => {
    await start();
    const joined = { id: 'event-1', type: 'agent-joined', name: 'Ana' } as const;
    const first = { id: 'event-2', type: 'message', content: { kind: 'text', text: 'Hello' } } as const;
    await report(joined, first);
    runner.abandon();
    await stage.sessions.update(aSession({ state: 'queued', resume: OPEN }));
    await goOn();
    await report(joined, first);
    expect(stage.messages.said()).toEqual(['<finding-agent>', '<agent-joined>', 'Hello']);
  });

  test('in the middle of its opening closes what may be half open, and opens anew', async () => {
    await stage.sessions.create(aSession({ state: 'starting', resume: OPEN }));
    await goOn();
    expect(stage.provider.calls).toEqual(['close error', 'open session-1']);
    expect(stage.provider.conversations).toEqual(new Set(['session-1']));
  });

  test('tries again when what is half open cannot be closed yet', async () => {
    await stage.sessions.create(aSession({ state: 'starting', resume: OPEN, stateSinceMs: stage.clock.nowMs() }));
    let tries = 0;
    stage.provider.onCall = (call) => {
      if (call === 'close error' && ++tries < 3) throw unreachable();
    };
    await goOn();
    await stage.clock.pass(5_000);
    expect(stage.provider.calls).toEqual(['close error', 'close error', 'close error', 'open session-1']);
  });

  test('delivers what was typed meanwhile', async () => {
    await connect();
    await visitorSays('before');
    runner.tick();
    await settled();
    stage.messages.write({ text: 'meanwhile', atMs: stage.clock.nowMs() + 1 });
    await killAndGoOn();
    expect(stage.provider.called('send').map((call) => call.split(' ')[1])).toEqual(['before', 'meanwhile']);
  });

  test('while it was ending is brought to its end for half a minute more', async () => {
    const stateSinceMs = stage.clock.nowMs() - 60_000;
    await stage.sessions.create(aSession({ state: 'ending', endCause: 'agent', resume: OPEN, stateSinceMs }));
    stage.provider.onCall = (call) => {
      if (call.startsWith('close')) throw unreachable();
    };
    await goOn();
    await tick(29);
    expect(await stage.sessions.find('room')).toBeDefined();
    await tick(10);
    expect(await stage.sessions.find('room')).toBeUndefined();
  });

  test('while it was ending is brought to its end', async () => {
    await stage.sessions.create(aSession({ state: 'ending', endCause: 'agent', resume: OPEN }));
    await goOn();
    await run;
    expect(stage.provider.calls).toEqual(['close closed']);
    expect(stage.messages.said()).toEqual(['<ended-by-agent>']);
    expect(await stage.sessions.find('room')).toBeUndefined();
  });

  test('is left alone by the instance that had it, as soon as that notices', async () => {
    await connect();
    runner.abandon();
    let isLeased = true;
    await goOn({}, { ...stage, holdsLease: () => isLeased });
    const stored = await stage.sessions.find('room');
    if (stored) await stage.sessions.update({ ...stored, owner: 'instance-2' });
    isLeased = false;
    await visitorSays('hello');
    await run;
    expect(stage.log.lines).toContainEqual(expect.stringContaining('gone to another instance'));
    expect([stage.provider.called('send'), stage.provider.called('close')]).toEqual([[], []]);
    expect(await stage.sessions.find('room')).toMatchObject({ owner: 'instance-2' });
  });
});

describe('a provider out of reach', () => {
  test('for a while is tried again, and the session goes on', async () => {
    await connect();
    for (let n = 0; n < 30; n++) {
      stage.provider.breakOff(unreachable());
      await stage.clock.pass(2_000);
    }
    await agentSays('back again');
    expect(stage.messages.said().at(-1)).toBe('back again');
    expect(stage.provider.mostListeners).toBe(1);
  });

  test('for too long ends the session', async () => {
    await connect();
    for (let n = 0; n < 70 && (await stage.sessions.find('room')); n++) {
      stage.provider.breakOff(unreachable());
      await stage.clock.pass(2_000);
    }
    await run;
    expect(stage.messages.said().at(-1)).toBe('<technical-difficulty>');
    expect(stage.announced).toEqual(['session-1 error']);
  });

  test('while opening is tried again until the deadline of the start', async () => {
    let tries = 0;
    stage.provider.onCall = (call) => {
      if (call.startsWith('open') && ++tries <= 10) throw unreachable();
    };
    await start();
    await tick(15);
    expect(runner.session.state).toBe('queued');
    expect(stage.provider.called('open')).toHaveLength(11);
  });

  test('while opening until the deadline gives the room back with a word', async () => {
    stage.provider.onCall = (call) => {
      if (call.startsWith('open')) throw unreachable();
    };
    await start();
    await tick(62);
    await run;
    expect(stage.messages.said()).toEqual(['<finding-agent>', '<technical-difficulty>']);
    expect(await stage.sessions.find('room')).toBeUndefined();
  });

  test('that refuses the conversation gives the room back with a word, at once', async () => {
    stage.provider.onCall = (call) => {
      if (call.startsWith('open')) throw new ProviderError('rejected', 'no such button');
    };
    await start();
    await run;
    expect(stage.messages.said()).toEqual(['<finding-agent>', '<technical-difficulty>']);
    expect(stage.omnichannel.transfers).toHaveLength(1);
  });

  test.each([
    ['gone', new ProviderError('gone', 'over'), 'expired'],
    ['rejecting', new ProviderError('rejected', 'no'), 'error'],
    ['silent about the end', 'over', 'expired'],
    ['broken', new Error('a bug'), 'error'],
  ] as const)('because it is %s ends the session at once', async (_name, how, cause) => {
    await connect();
    stage.provider.breakOff(how);
    await run;
    expect(stage.announced).toEqual([`session-1 ${cause}`]);
    expect(await stage.sessions.find('room')).toBeUndefined();
  });

  describe('that takes no more words because the conversation is over', () => {
    beforeEach(async () => {
      await connect();
      stage.provider.onCall = (call) => {
        if (call.startsWith('send')) throw new ProviderError('gone', 'over');
      };
      await visitorSays('hello?');
    });

    test('may yet say who has ended it', async () => {
      await tick(4);
      await report({ type: 'ended', reason: 'agent' });
      await tick(10);
      await run;
      expect(stage.announced).toEqual(['session-1 agent']);
    });

    test('and does not say why ends the session after five seconds', async () => {
      await tick(4);
      expect(runner.session.state).toBe('active');
      await tick(2);
      await run;
      expect(stage.announced).toEqual(['session-1 expired']);
    });
  });

  test('for a message of the visitor during a minute ends the session', async () => {
    await connect();
    stage.provider.onCall = (call) => {
      if (call.startsWith('send')) throw unreachable();
    };
    await visitorSays('hello?');
    await tick(70);
    await run;
    expect(stage.announced).toEqual(['session-1 error']);
  });
});

describe('a session that ends while it is being opened', () => {
  test.each([
    ['the exit word', () => visitorSays('bye')],
    [
      'the closing of its room',
      async () => {
        stage.omnichannel.change('room', { isOpen: false });
        await Promise.race([runner.reconcile(), settled()]);
      },
    ],
  ])('by %s leaves no conversation behind', async (_name, endIt) => {
    let answer: () => void = () => undefined;
    stage.provider.onCall = (call) => {
      if (!call.startsWith('open')) return;
      return new Promise((resolve) => {
        answer = resolve;
      });
    };
    await start();
    await endIt();
    answer();
    await run;
    expect(stage.provider.called('open')).toHaveLength(1);
    expect(stage.provider.conversations).toEqual(new Set());
    expect(await stage.sessions.find('room')).toBeUndefined();
    expect(stage.provider.mostListeners).toBe(0);
  });

  test('is not opened again after a failed try', async () => {
    stage.provider.onCall = (call) => {
      if (call.startsWith('open')) throw unreachable();
    };
    await start();
    await visitorSays('bye');
    await tick(5);
    await run;
    expect(stage.provider.called('open')).toHaveLength(1);
    expect(stage.messages.said().at(-1)).toBe('<ended-by-visitor>');
  });
});

describe('the end', () => {
  const told: Array<[EndCause, string, string | undefined]> = [
    ['agent', 'closed', '<ended-by-agent>'],
    ['visitor', 'visitor', '<ended-by-visitor>'],
    ['unavailable', 'closed', '<unavailable>'],
    ['idle', 'idle', '<idle-ended>'],
    ['expired', 'closed', '<technical-difficulty>'],
    ['error', 'error', '<technical-difficulty>'],
    ['queue-timeout', 'queue-timeout', '<queue-timeout>'],
    ['ended-by-visitor', 'visitor', '<ended-by-visitor>'],
    ['ended-by-request', 'closed', '<ended-by-agent>'],
  ];
  test.each(told)(
    'by %s closes the conversation as %s, tells %s and gives the room back',
    async (cause, reason, text) => {
      await connect();
      await runner.end(cause);
      await run;
      expect(stage.provider.called('close')).toEqual([reason]);
      expect(stage.messages.said().slice(2)).toEqual([text]);
      expect(stage.omnichannel.transfers).toEqual([{ roomId: 'room', departmentId: 'bots' }]);
      expect(stage.announced).toEqual([`session-1 ${cause}`]);
    },
  );

  test.each([
    ['closed', { isOpen: false }, 'visitor'],
    ['moved', { servedBy: 'sally' }, 'moved'],
    ['put back into a queue', { servedBy: undefined }, 'moved'],
  ] as const)('of a room that was %s says nothing there and leaves it where it is', async (_cause, change, reason) => {
    await connect();
    stage.omnichannel.change('room', change);
    await runner.reconcile();
    await run;
    expect(stage.provider.called('close')).toEqual([reason]);
    expect(stage.messages.said()).toHaveLength(2);
    expect([stage.omnichannel.transfers, stage.omnichannel.closings, stage.announced]).toEqual([[], [], []]);
    expect(await stage.sessions.find('room')).toBeUndefined();
  });

  test('of a room that was removed is an end too', async () => {
    await connect();
    stage.omnichannel.removeRoom('room');
    await runner.reconcile();
    await run;
    expect(stage.provider.called('close')).toEqual(['visitor']);
  });

  test('does not come because somebody looks at a room that has not changed', async () => {
    await connect();
    await runner.reconcile();
    expect(runner.session.state).toBe('active');
  });

  test('from both sides at once happens once', async () => {
    await connect();
    stage.provider.report({ type: 'ended', reason: 'agent' });
    await Promise.all([runner.end('ended-by-visitor'), runner.end('error')]);
    await run;
    expect(stage.provider.called('close')).toHaveLength(1);
    expect(stage.messages.said()).toHaveLength(3);
    expect(stage.announced).toHaveLength(1);
  });

  test('by the exit word in the queue gives the room back at once', async () => {
    await start();
    await visitorSays('Bye');
    await run;
    expect(stage.provider.calls).toEqual(['open session-1', 'close visitor']);
    expect(stage.messages.said()).toEqual(['<finding-agent>', '<ended-by-visitor>']);
  });

  test('by a queue that takes too long', async () => {
    stage = aStage({ limits: { startMs: 60_000, queueMs: 10_000 } });
    await start();
    await tick(9);
    expect(runner.session.state).toBe('queued');
    await tick(2);
    await run;
    expect(stage.provider.called('close')).toEqual(['queue-timeout']);
  });

  test('by silence comes after a warning on both sides', async () => {
    await start();
    await report({ type: 'agent-joined', name: 'Ana', idle: { warnAfterSeconds: 5, endAfterSeconds: 10 } });
    await agentSays('Still there?');
    await tick(6);
    await visitorSays('Yes');
    await agentSays('Good');
    await tick(12);
    await run;
    expect(stage.provider.called('idleWarning')).toEqual(['true', 'false', 'true']);
    expect(stage.messages.said().slice(3)).toEqual(['<idle-warning>', 'Good', '<idle-warning>', '<idle-ended>']);
    expect(stage.provider.called('close')).toEqual(['idle']);
  });

  test('is not brought about by a store that cannot be reached for a moment', async () => {
    await connect();
    jest.spyOn(stage.sessions, 'update').mockRejectedValueOnce(new Error('no answer'));
    await visitorSays('hello');
    await tick(2);
    expect(runner.session.state).toBe('active');
    expect(await stage.sessions.find('room')).toMatchObject({ delivered: runner.session.delivered });
  });
});

test('an abandoned session stops listening and changes nothing any more', async () => {
  await connect();
  runner.abandon();
  await run;
  const before = await stage.sessions.find('room');
  await runner.end('agent');
  await tick(3);
  expect(await stage.sessions.find('room')).toEqual(before);
  expect([stage.provider.listeners, stage.provider.called('close'), stage.announced]).toEqual([0, [], []]);
});

describe('a session that is taken over while it ends', () => {
  async function takeOver(prepare: () => void | Promise<void>, tickAfterMs: number): Promise<void> {
    const stateSinceMs = stage.clock.nowMs();
    const resume = { sessionId: 'session-1', sent: [] };
    const ending = aSession({ state: 'ending', endCause: 'agent', owner: 'one', resume, stateSinceMs });
    await stage.sessions.create(ending);
    await prepare();
    const successor = new SessionRunner(ending, stage, 'visitor');
    const done = successor.run({ isTakenOver: true });
    await stage.clock.pass(tickAfterMs);
    successor.tick();
    await stage.clock.pass(10_000);
    await done;
  }

  test('says nothing again that its owner had said, though time is up while the room is read', async () => {
    await takeOver(async () => {
      await stage.messages.post('room', { text: '<ended-by-agent>', eventId: 'session-1:ended-by-agent:end' });
      const newest = stage.messages.newest.bind(stage.messages);
      jest.spyOn(stage.messages, 'newest').mockImplementation(async (...args) => {
        await stage.clock.wait(100);
        return newest(...args);
      });
    }, 0);
    expect(stage.messages.said()).toEqual(['<ended-by-agent>']);
  });

  test('is finished once, though time is up while that is under way', async () => {
    await takeOver(() => {
      stage.messages.onPost = () => stage.clock.wait(300);
    }, 50);
    expect(stage.messages.said()).toEqual(['<ended-by-agent>']);
    expect(stage.announced).toEqual(['session-1 agent']);
  });
});

describe('credentials that the contact centre refuses', () => {
  const refuse = (prefix: string) => {
    stage.provider.onCall = (call) => {
      if (call.startsWith(prefix)) throw new CredentialsError('POST example.com/token was answered with status 401');
    };
  };

  test('are reported when they keep a conversation from opening', async () => {
    refuse('open');
    await start();
    expect(stage.refusals()).toBe(1);
  });

  test('are reported when they keep a message from the agent', async () => {
    await connect();
    refuse('send');
    await visitorSays('hello');
    expect(stage.refusals()).toBe(1);
  });

  test('are reported when they keep news from the visitor', async () => {
    await connect();
    stage.provider.breakOff(new CredentialsError('no'));
    await settled();
    expect(stage.refusals()).toBe(1);
  });

  test('are not what every refusal is', async () => {
    await connect();
    stage.provider.breakOff(new ProviderError('rejected', 'no'));
    await settled();
    expect(stage.refusals()).toBe(0);
  });
});
