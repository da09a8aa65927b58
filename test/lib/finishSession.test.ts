/// <reference types="jest" />
import { Conversation } from '../../lib/Conversation';
import { finishSession } from '../../lib/finishSession';
import { ProviderError } from '../../lib/ProviderError';
import type { SessionRules } from '../../lib/SessionParts';
import type { Session } from '../../lib/session';
import { aSession } from '../support/aDesk';
import { aStage, type Stage } from '../support/aStage';

const OPEN = { sessionId: 'session-1', sent: [] };

let stage: Stage;

/** A session that is about to be over. */
async function begin(rules: Partial<SessionRules> = {}, changes: Partial<Session> = {}): Promise<void> {
  stage = aStage(rules);
  const stateSinceMs = stage.clock.nowMs();
  const session = aSession({ state: 'ending', endCause: 'agent', stateSinceMs, resume: OPEN, ...changes });
  await stage.sessions.create(session);
  const claim = { id: 'c', roomId: 'room', status: 'kept', departmentId: 'salesforce', claimedAtMs: 0 } as const;
  await stage.claims.create({ ...claim, context: { attributes: [] } });
}
beforeEach(() => begin());

/** One try of a process that knows nothing but what is stored, and that may say nothing twice. */
async function finish(sinceMs = stage.clock.nowMs()): Promise<boolean> {
  const stored = await stage.sessions.find('room');
  if (!stored) throw new Error('the session is over');
  const conversation = new Conversation(stored, stage, stage.holdsLease);
  return finishSession(conversation, stage, {
    sinceMs,
    tell: async (key) => {
      const isSaid = stage.messages.said().includes(key);
      if (!isSaid) await stage.messages.post('room', { text: key, eventId: key });
    },
  });
}

/** What both sides and the bot have seen, and what is left in the stores. */
async function outcome() {
  return {
    closed: [...stage.provider.called('close')],
    said: stage.messages.said(),
    transfers: stage.omnichannel.transfers.length,
    announced: stage.announced,
    session: await stage.sessions.find('room'),
    claims: await stage.claims.ofRoom('room'),
  };
}

const FINISHED = {
  closed: ['closed'],
  said: ['ended-by-agent'],
  transfers: 1,
  announced: ['session-1 agent'],
  session: undefined,
  claims: [],
};

test('a session ends on both sides, and nothing is left of it', async () => {
  expect(await finish()).toBe(true);
  expect(await outcome()).toEqual(FINISHED);
});

test('the order is: the provider, the last words, the way back, the bot, the record', async () => {
  const order: string[] = [];
  stage.provider.onCall = () => {
    order.push('provider');
  };
  stage.messages.onPost = () => {
    order.push('words');
  };
  const transfer = stage.omnichannel.onTransfer;
  stage.omnichannel.onTransfer = (room, to) => {
    order.push('room');
    return transfer(room, to);
  };
  const announceEnd = async () => {
    order.push('bot');
  };
  stage = { ...stage, announceEnd };
  const remove = stage.sessions.remove.bind(stage.sessions);
  jest.spyOn(stage.sessions, 'remove').mockImplementation(async (roomId) => {
    order.push('record');
    return remove(roomId);
  });
  await finish();
  expect(order).toEqual(['provider', 'words', 'room', 'bot', 'record']);
});

describe('a cut at', () => {
  const cut = new Error('the process was killed');
  /** Each makes one step fail, before or after it took effect, for as long as this process lives. */
  const steps: Array<[string, () => void, Partial<Awaited<ReturnType<typeof outcome>>>]> = [
    ['the provider, before', () => jest.spyOn(stage.provider, 'close').mockRejectedValueOnce(cut), {}],
    ['the provider, after', () => once(stage.provider, 'close'), { closed: ['closed', 'closed'] }],
    ['the reading of the room', () => once(stage.omnichannel, 'find'), { closed: ['closed', 'closed'] }],
    ['the last words, before', () => failOnce(stage.messages, 'post'), { closed: ['closed', 'closed'] }],
    ['the last words, after', () => once(stage.messages, 'post'), { closed: ['closed', 'closed'] }],
    [
      'the note for the bot',
      () => jest.spyOn(stage.sessions, 'update').mockRejectedValue(cut),
      { closed: ['closed', 'closed'] },
    ],
    [
      'the way back, before',
      () => failOnce(stage.omnichannel, 'transfer'),
      { closed: ['closed', 'closed'], transfers: 1 },
    ],
    ['the way back, after', () => once(stage.omnichannel, 'transfer'), { closed: ['closed', 'closed'] }],
    ['the removal of the record', () => failOnce(stage.sessions, 'remove'), { closed: ['closed', 'closed'] }],
  ];

  /** Fails without any effect. */
  function failOnce<T extends object>(of: T, method: keyof T): void {
    jest.spyOn(of as Record<string, () => Promise<unknown>>, String(method)).mockRejectedValueOnce(cut);
  }

  /** Fails although it had its effect. */
  function once<T extends object>(of: T, method: keyof T): void {
    const step = of as Record<string, (...args: unknown[]) => Promise<unknown>>;
    const real = step[String(method)]?.bind(of);
    jest.spyOn(step, String(method)).mockImplementationOnce(async (...args: unknown[]) => {
      await real?.(...args);
      throw cut;
    });
  }

  test.each(steps)('%s is made good by another try', async (_name, breakIt, differences) => {
    breakIt();
    const cutShort = expect(finish()).rejects.toThrow(cut);
    await stage.clock.pass(40_000);
    await cutShort;
    jest.restoreAllMocks();
    expect(await stage.sessions.find('room')).toBeDefined();
    expect(await finish()).toBe(true);
    expect(await outcome()).toEqual({ ...FINISHED, ...differences });
  });
});

describe('the way back', () => {
  test('is the closing of the room where there is no return department', async () => {
    await begin({ returnDepartment: undefined });
    expect(await finish()).toBe(true);
    expect([stage.omnichannel.transfers, stage.omnichannel.closings.length]).toEqual([[], 1]);
    expect(stage.announced).toEqual(['session-1 agent']);
  });

  test('is the closing of the room where the return department does not exist', async () => {
    await begin({ returnDepartment: 'nowhere' });
    expect(await finish()).toBe(true);
    expect([stage.omnichannel.transfers, stage.omnichannel.closings.length]).toEqual([[], 1]);
  });

  test('is the closing of the room when the return department refuses it', async () => {
    stage.omnichannel.onTransfer = async () => ({ kind: 'refused', refusal: 'nobody-available' });
    expect(await finish()).toBe(true);
    expect(stage.omnichannel.closings).toHaveLength(1);
    expect(stage.log.lines).toContainEqual(expect.stringContaining('did not take the room'));
  });

  test('is the department when the host moved the room but did not say so', async () => {
    const transfer = stage.omnichannel.onTransfer;
    stage.omnichannel.onTransfer = async (room, to) => {
      await transfer(room, to);
      return { kind: 'unanswered' };
    };
    expect(await finish()).toBe(true);
    expect(stage.omnichannel.closings).toEqual([]);
  });

  test('that neither works is tried again, and the bot hears nothing until it has worked', async () => {
    stage.omnichannel.onTransfer = async () => ({ kind: 'refused', refusal: 'not-allowed' });
    stage.omnichannel.onClose = async () => undefined;
    expect([await finish(), await finish()]).toEqual([false, false]);
    expect([stage.announced, stage.messages.said()]).toEqual([[], ['ended-by-agent']]);
    stage.omnichannel.onClose = async (room) => stage.omnichannel.place({ ...room, isOpen: false });
    expect(await finish()).toBe(true);
    expect(stage.announced).toEqual(['session-1 agent']);
  });

  test.each([
    ['is closed', { isOpen: false }],
    ['somebody else serves', { servedBy: 'sally' }],
    ['nobody serves any more', { servedBy: undefined }],
  ])('is not taken by a room that %s already', async (_name, change) => {
    stage.omnichannel.change('room', change);
    expect(await finish()).toBe(true);
    expect(await outcome()).toEqual({ ...FINISHED, said: [], transfers: 0, announced: [] });
  });

  test('is not taken by a room that does not exist any more', async () => {
    stage.omnichannel.removeRoom('room');
    expect(await finish()).toBe(true);
    expect(await stage.sessions.find('room')).toBeUndefined();
  });
});

describe('a provider that cannot be told', () => {
  const unreachable = () => {
    throw new ProviderError('unreachable', 'POST example.com/end was not answered');
  };

  test('keeps the visitor from nothing, and is told later', async () => {
    stage.provider.onCall = unreachable;
    expect(await finish()).toBe(false);
    expect(stage.omnichannel.transfers).toHaveLength(1);
    stage.provider.onCall = () => undefined;
    expect(await finish()).toBe(true);
    expect(await outcome()).toEqual({ ...FINISHED, closed: ['closed', 'closed'] });
  });

  test('for half a minute is given up', async () => {
    stage.provider.onCall = unreachable;
    const sinceMs = stage.clock.nowMs();
    await stage.clock.pass(29_999);
    expect(await finish(sinceMs)).toBe(false);
    await stage.clock.pass(1);
    expect(await finish(sinceMs)).toBe(true);
    expect(stage.announced).toHaveLength(1);
  });

  test('is told by whoever comes after several that did not live to, however late', async () => {
    stage.provider.onCall = unreachable;
    await stage.clock.pass(60_000);
    expect(await finish()).toBe(false);
    stage.provider.onCall = () => undefined;
    expect(await finish()).toBe(true);
    expect(await outcome()).toEqual({ ...FINISHED, closed: ['closed', 'closed'] });
  });

  test.each(['rejected', 'gone'] as const)('because of an answer that is %s is not asked again', async (failure) => {
    stage.provider.onCall = () => {
      throw new ProviderError(failure, 'no');
    };
    expect(await finish()).toBe(true);
  });
});

test('a conversation that was never opened is not closed', async () => {
  await begin({}, { resume: null });
  expect(await finish()).toBe(true);
  expect(stage.provider.calls).toEqual([]);
});

test('an end without a known cause is told as a failure', async () => {
  await begin({}, { endCause: undefined });
  await finish();
  expect([stage.provider.called('close'), stage.messages.said()]).toEqual([['error'], ['technical-difficulty']]);
});
