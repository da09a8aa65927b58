/// <reference types="jest" />
import type { ProviderEvent } from '../../lib/provider';
import { type EndCause, SESSION_STATES, type Session, type SessionState } from '../../lib/session';
import { type Effect, end, onEvent, onOpened, onTime, onVisitorSpoke } from '../../lib/transitions';
import { aSession } from '../support/aDesk';

const SINCE_MS = Date.UTC(2026, 0, 5);
const NOW_MS = SINCE_MS + 10_000;
const LIMITS = { startMs: 60_000, queueMs: 300_000 };

/** An effect in few words. */
function brief(effect: Effect): string {
  switch (effect.type) {
    case 'tell':
      return `tell ${effect.text}`;
    case 'post':
      return 'post';
    case 'typing':
      return `typing ${effect.isTyping}`;
    case 'warn-idle':
      return `warn-idle ${effect.isWarned}`;
    default:
      return effect.type;
  }
}

/** The state after it, and what is to be done. */
function after({ session, effects }: { session: Session; effects: readonly Effect[] }): string[] {
  return [session.state, ...effects.map(brief)];
}

const EVENTS: Record<string, ProviderEvent> = {
  queued: { id: 'e', type: 'queued', position: 2 },
  joined: { id: 'e', type: 'agent-joined', name: 'Ana' },
  left: { id: 'e', type: 'agent-left' },
  transferring: { id: 'e', type: 'transferring' },
  message: { id: 'e', type: 'message', content: { kind: 'text', text: 'Hi' } },
  typing: { id: 'e', type: 'typing', isTyping: true },
  'file-transfer': { id: 'e', type: 'file-transfer', phase: 'requested' },
  ended: { id: 'e', type: 'ended', reason: 'agent' },
};

const TABLE: Record<Exclude<SessionState, 'ending'>, Record<string, string[]>> = {
  starting: {
    queued: ['queued', 'tell queue-position'],
    joined: ['active', 'tell agent-joined', 'deliver'],
    left: ['transferring', 'tell agent-left'],
    transferring: ['transferring', 'tell transferring'],
    message: ['starting', 'post'],
    typing: ['starting', 'typing true'],
    'file-transfer': ['starting', 'tell file-requested'],
    ended: ['ending', 'end'],
  },
  queued: {
    queued: ['queued', 'tell queue-position'],
    joined: ['active', 'tell agent-joined', 'deliver'],
    left: ['transferring', 'tell agent-left'],
    transferring: ['transferring', 'tell transferring'],
    message: ['queued', 'post'],
    typing: ['queued', 'typing true'],
    'file-transfer': ['queued', 'tell file-requested'],
    ended: ['ending', 'end'],
  },
  active: {
    queued: ['active'],
    joined: ['active', 'tell agent-joined', 'deliver'],
    left: ['transferring', 'tell agent-left'],
    transferring: ['transferring', 'tell transferring'],
    message: ['active', 'post'],
    typing: ['active', 'typing true'],
    'file-transfer': ['active', 'tell file-requested'],
    ended: ['ending', 'end'],
  },
  transferring: {
    queued: ['transferring', 'tell queue-position'],
    joined: ['active', 'tell agent-joined', 'deliver'],
    left: ['transferring', 'tell agent-left'],
    transferring: ['transferring', 'tell transferring'],
    message: ['transferring', 'post'],
    typing: ['transferring', 'typing true'],
    'file-transfer': ['transferring', 'tell file-requested'],
    ended: ['ending', 'end'],
  },
};

const ROWS = Object.entries(TABLE).flatMap(([state, byEvent]) =>
  Object.entries(byEvent).map(([event, expected]) => [state as SessionState, event, expected] as const),
);

function report(state: SessionState, event: string, changes: Partial<Session> = {}) {
  const reported = EVENTS[event];
  if (!reported) throw new Error(`no event ${event}`);
  return onEvent(aSession({ state, stateSinceMs: SINCE_MS, ...changes }), reported, NOW_MS);
}

describe('a report of the provider', () => {
  test.each(ROWS)('in the state %s: %s', (state, event, expected) => {
    expect(after(report(state, event))).toEqual(expected);
  });

  test.each(Object.keys(EVENTS))('changes nothing of a session that is ending: %s', (event) => {
    const session = aSession({ state: 'ending', endCause: 'agent' });
    expect(report('ending', event, session)).toEqual({ session: { ...session, stateSinceMs: SINCE_MS }, effects: [] });
  });

  test.each(ROWS)('restarts the deadline of the state only when the state changes: %s, %s', (state, event) => {
    const { session } = report(state, event);
    const isNew = session.state !== state || event === 'joined';
    expect(session.stateSinceMs).toBe(isNew ? NOW_MS : SINCE_MS);
  });

  test.each(['agent', 'visitor', 'unavailable', 'idle', 'expired', 'error'] as const)(
    'keeps why the provider ended it: %s',
    (reason) => {
      const { session } = onEvent(aSession(), { id: 'e', type: 'ended', reason }, NOW_MS);
      expect(session).toMatchObject({ state: 'ending', endCause: reason });
    },
  );
});

describe('the place in the queue', () => {
  const queued = (position: number | undefined, session = aSession({ state: 'queued' }), atMs = NOW_MS) =>
    onEvent(session, { id: 'e', type: 'queued', ...(position !== undefined && { position }) }, atMs);

  test.each([
    [3, 'queue-position'],
    [1, 'queue-position'],
    [0, 'next-in-queue'],
    [-1, 'next-in-queue'],
    [undefined, 'next-in-queue'],
  ])('%s is told as %s', (position, text) => {
    expect(queued(position).effects).toMatchObject([{ text, values: { position }, eventId: 'e' }]);
  });

  test.each([2, undefined])('is told once as long as it stays %s', (position) => {
    const { session } = queued(position);
    expect(queued(position, session).effects).toEqual([]);
  });

  test('is told again when it changes', () => {
    const { session } = queued(2);
    const { effects } = queued(1, session, NOW_MS + 5_000);
    expect(effects).toMatchObject([{ text: 'queue-position', values: { position: 1 } }]);
  });

  describe('that changes within five seconds', () => {
    const unlimited = { ...LIMITS, queueMs: Number.POSITIVE_INFINITY };
    const changed = [3, 2].reduce((session, position) => queued(position, session).session, queued(4).session);

    test('is not told at once', () => {
      expect(queued(3, queued(4).session, NOW_MS + 4_999).effects).toEqual([]);
      expect(onTime(changed, unlimited, NOW_MS + 4_999).effects).toEqual([]);
    });

    test('is told when they are over, the newest alone and once', () => {
      const { session, effects } = onTime(changed, unlimited, NOW_MS + 5_000);
      expect(effects).toMatchObject([{ type: 'tell', text: 'queue-position', values: { position: 2 } }]);
      expect(onTime(session, unlimited, NOW_MS + 60_000).effects).toEqual([]);
    });

    test('is not told when it is the one that was told before', () => {
      expect(onTime(queued(4, changed).session, unlimited, NOW_MS + 5_000).effects).toEqual([]);
    });

    test('is told at once when the visitor is next', () => {
      const { session, effects } = queued(0, changed);
      expect(effects).toMatchObject([{ text: 'next-in-queue' }]);
      expect(onTime(session, unlimited, NOW_MS + 5_000).effects).toEqual([]);
    });

    test('is not told any more when an agent has joined', () => {
      const joined = onEvent(changed, { id: 'a', type: 'agent-joined', name: 'Ana' }, NOW_MS).session;
      expect(onTime(joined, unlimited, NOW_MS + 5_000).effects).toEqual([]);
    });

    test('does not hold the deadline up', () => {
      const since = { ...changed, stateSinceMs: SINCE_MS };
      expect(onTime(since, LIMITS, SINCE_MS + LIMITS.queueMs).session.state).toBe('ending');
    });
  });

  test('is told again in the queue of a transfer, though the number is the same', () => {
    const waiting = queued(2).session;
    const joined = onEvent(waiting, { id: 'e2', type: 'agent-joined', name: 'Ana' }, NOW_MS).session;
    const moved = onEvent(joined, { id: 'e3', type: 'transferring' }, NOW_MS).session;
    expect(queued(2, moved).effects).toHaveLength(1);
  });
});

describe('an agent who joins', () => {
  test('is told with the name, and by another text when there was one before', () => {
    const joined = onEvent(aSession({ state: 'queued' }), { id: 'a', type: 'agent-joined', name: 'Ana' }, NOW_MS);
    const changed = onEvent(joined.session, { id: 'b', type: 'agent-joined', name: 'Ben' }, NOW_MS);
    expect(joined.effects[0]).toMatchObject({ text: 'agent-joined', values: { agent: 'Ana' }, eventId: 'a' });
    expect(changed.effects[0]).toMatchObject({ text: 'agent-changed', values: { agent: 'Ben' }, eventId: 'b' });
    expect(changed.session.agentName).toBe('Ben');
  });

  test('is told once when the whole story is told again, and anew after a transfer', () => {
    const joined = onEvent(aSession({ state: 'queued' }), { id: 'a', type: 'agent-joined', name: 'Ana' }, NOW_MS);
    const again = onEvent(joined.session, { id: 'b', type: 'agent-joined', name: 'Ana' }, NOW_MS);
    const moved = onEvent(joined.session, { id: 'c', type: 'transferring' }, NOW_MS);
    const back = onEvent(moved.session, { id: 'd', type: 'agent-joined', name: 'Ana' }, NOW_MS);
    expect(again.effects).toEqual([{ type: 'deliver' }]);
    expect(back.effects.map(brief)).toEqual(['tell agent-changed', 'deliver']);
  });

  test('brings the limits of silence, and replaces those of the agent before', () => {
    const idle = { endAfterSeconds: 60 };
    const first = onEvent(aSession(), { id: 'a', type: 'agent-joined', name: 'Ana', idle }, NOW_MS).session;
    const second = onEvent(first, { id: 'b', type: 'agent-joined', name: 'Ben' }, NOW_MS).session;
    expect(first.idle).toEqual({ limits: idle, isWarned: false });
    expect(second.idle).toBeUndefined();
  });
});

test.each([
  ['requested', ['tell file-requested']],
  ['failed', ['tell not-delivered']],
  ['done', []],
  ['cancelled', []],
] as const)('a file transfer that is %s is told so: %s', (phase, expected) => {
  const { effects } = onEvent(aSession(), { id: 'e', type: 'file-transfer', phase }, NOW_MS);
  expect(effects.map(brief)).toEqual(expected);
});

describe('an opened conversation', () => {
  test('waits in the queue from that moment on', () => {
    const session = onOpened(aSession({ state: 'starting' }), NOW_MS);
    expect(session).toMatchObject({ state: 'queued', stateSinceMs: NOW_MS });
  });
});

describe('the deadline', () => {
  const due: Array<[SessionState, number, string[]]> = [
    ['starting', 59_999, ['starting']],
    ['starting', 60_000, ['ending', 'end']],
    ['queued', 299_999, ['queued']],
    ['queued', 300_000, ['ending', 'end']],
    ['transferring', 299_999, ['transferring']],
    ['transferring', 300_000, ['ending', 'end']],
    ['active', 86_400_000, ['active']],
    ['ending', 1, ['ending', 'end']],
  ];
  test.each(due)('of the state %s after %d ms: %j', (state, ageMs, expected) => {
    const session = aSession({ state, stateSinceMs: SINCE_MS });
    expect(after(onTime(session, LIMITS, SINCE_MS + ageMs))).toEqual(expected);
  });

  test.each([
    ['starting', 'error'],
    ['queued', 'queue-timeout'],
    ['transferring', 'queue-timeout'],
  ] as const)('of the state %s ends it as %s', (state, endCause) => {
    const { session } = onTime(aSession({ state, stateSinceMs: SINCE_MS }), LIMITS, SINCE_MS + 400_000);
    expect(session).toMatchObject({ endCause });
  });

  test('of the queue never comes when the admin wants none', () => {
    const session = aSession({ state: 'queued', stateSinceMs: SINCE_MS });
    const { effects } = onTime(session, { ...LIMITS, queueMs: Number.POSITIVE_INFINITY }, SINCE_MS + 10 ** 12);
    expect(effects).toEqual([]);
  });

  test('exists in every state: left alone, with no agent who speaks, each either is active or comes to its end', () => {
    const waiting = SESSION_STATES.filter((state) => state !== 'active');
    const ends = waiting.map((state) => onTime(aSession({ state, stateSinceMs: 0 }), LIMITS, NOW_MS).effects);
    expect(ends).toEqual(waiting.map(() => [{ type: 'end' }]));
  });
});

describe('the silence of the visitor', () => {
  const limits = { warnAfterSeconds: 30, endAfterSeconds: 60 };
  const joined = aSession({ stateSinceMs: SINCE_MS, idle: { limits, isWarned: false } });
  const spoken = onEvent(joined, EVENTS.message as ProviderEvent, SINCE_MS).session;
  const at = (seconds: number, session = spoken) => onTime(session, LIMITS, SINCE_MS + seconds * 1000);

  test('is not counted before the agent has spoken', () => {
    expect(at(10_000, joined).effects).toEqual([]);
  });

  test('is warned of once, with the time that is left', () => {
    const warned = at(30);
    expect(warned.effects).toMatchObject([
      { type: 'warn-idle', isWarned: true },
      { type: 'tell', text: 'idle-warning', values: { seconds: 30 } },
    ]);
    expect(at(45, warned.session).effects).toEqual([]);
    expect(at(29.999).effects).toEqual([]);
  });

  test('ends the session at its limit, warned or not', () => {
    expect(at(60).session).toMatchObject({ state: 'ending', endCause: 'idle' });
    expect(at(60, at(30).session).session).toMatchObject({ endCause: 'idle' });
    expect(at(59.999, at(30).session).session.state).toBe('active');
  });

  test('is warned of under another id after each word of the agent, and the same id for the same silence', () => {
    const ids = [at(30), at(31)].map(({ effects }) => (effects[1] as { eventId: string }).eventId);
    const later = onEvent(spoken, EVENTS.message as ProviderEvent, SINCE_MS + 5_000).session;
    const other = (at(40, later).effects[1] as { eventId: string }).eventId;
    expect(ids[0]).toBe(ids[1]);
    expect(other).not.toBe(ids[0]);
  });

  test('is over when the visitor speaks, which is reported only after a warning', () => {
    const quiet = onVisitorSpoke(spoken);
    expect([quiet.effects, quiet.session.idle?.sinceMs]).toEqual([[], undefined]);
    const warned = onVisitorSpoke(at(30).session);
    expect(warned.effects).toEqual([{ type: 'warn-idle', isWarned: false }]);
    expect(warned.session.idle).toEqual({ limits, isWarned: false });
  });

  test('is reported over no more once the session ends', () => {
    const session = aSession({ state: 'ending', idle: { limits: { endAfterSeconds: 60 }, isWarned: true } });
    expect(onVisitorSpoke(session)).toEqual({ session, effects: [] });
  });

  test('goes on from the last word of the agent, not from the first', () => {
    const later = onEvent(spoken, EVENTS.message as ProviderEvent, SINCE_MS + 50_000).session;
    expect(at(70, later).effects).toEqual([]);
  });

  test('is not counted while another agent is looked for', () => {
    const moved = onEvent(spoken, { id: 'x', type: 'transferring' }, SINCE_MS).session;
    expect(moved.idle).toBeUndefined();
  });

  test('may be limited without a warning', () => {
    const session = { ...spoken, idle: { limits: { endAfterSeconds: 60 }, sinceMs: SINCE_MS, isWarned: false } };
    expect(at(59, session).effects).toEqual([]);
    expect(at(60, session).session.endCause).toBe('idle');
  });

  test('of nobody with limits changes nothing', () => {
    const session = aSession();
    expect(onVisitorSpoke(session)).toEqual({ session, effects: [] });
  });
});

test('the first cause of an end stays', () => {
  const first = end(aSession(), 'agent', NOW_MS).session;
  const causes: EndCause[] = ['closed', 'moved', 'error'];
  expect(causes.map((cause) => end(first, cause, NOW_MS + 1))).toEqual(
    causes.map(() => ({ session: first, effects: [] })),
  );
});
