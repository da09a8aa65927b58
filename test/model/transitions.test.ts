/// <reference types="jest" />
import fc from 'fast-check';
import type { IncomingContent, ProviderEvent } from '../../lib/provider';
import { type EndCause, SESSION_STATES, type Session } from '../../lib/session';
import { type Effect, end, onEvent, onOpened, onTime, onVisitorSpoke, type Transition } from '../../lib/transitions';
import { aSession } from '../support/aDesk';
import { runs } from './runs';

const START_MS = Date.UTC(2026, 0, 5);
const LIMITS = { startMs: 60_000, queueMs: 300_000 };
const TICK_MS = 1_000;
const LONGEST_SILENCE_S = 240;
const QUEUE_NEWS_MS = 5_000;

type Unnamed<Event> = Event extends ProviderEvent ? Omit<Event, 'id'> : never;

/** Something that can happen to a session, from any side. */
type Step =
  | { readonly kind: 'event'; readonly event: Unnamed<ProviderEvent> }
  | { readonly kind: 'passing'; readonly ms: number }
  | { readonly kind: 'opened' }
  | { readonly kind: 'visitor spoke' }
  | { readonly kind: 'end'; readonly cause: EndCause };

const content = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: fc.string() }),
  fc.record({
    kind: fc.constant('choices' as const),
    text: fc.string(),
    choices: fc.array(fc.record({ title: fc.string(), value: fc.string() }), { maxLength: 2 }),
  }),
);
const idle = fc.record(
  {
    warnAfterSeconds: fc.integer({ min: 1, max: 60 }),
    endAfterSeconds: fc.integer({ min: 1, max: LONGEST_SILENCE_S }),
  },
  { requiredKeys: ['endAfterSeconds'] },
);
const event: fc.Arbitrary<Unnamed<ProviderEvent>> = fc.oneof(
  fc.record(
    { type: fc.constant('queued' as const), position: fc.integer({ min: -1, max: 4 }), waitSeconds: fc.nat(600) },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    { type: fc.constant('agent-joined' as const), name: fc.constantFrom('Ana', 'Ben'), idle },
    { requiredKeys: ['type', 'name'] },
  ),
  fc.record({ type: fc.constantFrom('agent-left' as const, 'transferring' as const) }),
  fc.record({ type: fc.constant('message' as const), content }),
  fc.record({ type: fc.constant('typing' as const), isTyping: fc.boolean() }),
  fc.record({
    type: fc.constant('file-transfer' as const),
    phase: fc.constantFrom('requested' as const, 'done' as const, 'failed' as const, 'cancelled' as const),
  }),
);
const ended = fc.record({
  type: fc.constant('ended' as const),
  reason: fc.constantFrom(
    'agent' as const,
    'visitor' as const,
    'unavailable' as const,
    'idle' as const,
    'error' as const,
  ),
});
const cause = fc.constantFrom<EndCause>('moved', 'closed', 'ended-by-visitor', 'ended-by-request', 'expired', 'error');
const going: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('event' as const), event }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('passing' as const), ms: fc.integer({ min: 1, max: 90_000 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('opened' as const, 'visitor spoke' as const) }) },
);
const ending: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('event' as const), event: ended }),
  fc.record({ kind: fc.constant('end' as const), cause }),
);
const anything = fc.array(fc.oneof({ weight: 12, arbitrary: going }, { weight: 1, arbitrary: ending }), {
  maxLength: 60,
  size: 'max',
});
const nothingFinal = fc.array(going, { maxLength: 60, size: 'max' });

/** One session, and all that has come of it. */
class Story {
  public session: Session = frozen(
    aSession({ state: 'starting', stateSinceMs: START_MS, delivered: { atMs: START_MS, ids: [] } }),
  );
  public readonly states: string[] = [];
  public readonly effects: Array<{ readonly effect: Effect; readonly atMs: number; readonly isRetry: boolean }> = [];
  public readonly heard: IncomingContent[] = [];
  public nowMs = START_MS;
  private events = 0;

  public after(steps: readonly Step[]): this {
    for (const step of steps) this.take(step);
    return this;
  }

  /** Lets time pass as the owner of a session does, with a look at the clock every second. */
  public pass(ms: number): void {
    const untilMs = this.nowMs + ms;
    while (this.nowMs < untilMs) {
      this.nowMs = Math.min(this.nowMs + TICK_MS, untilMs);
      const isRetry = this.session.state === 'ending';
      this.note(onTime(this.session, LIMITS, this.nowMs), isRetry);
    }
  }

  public told(): Array<{ readonly text: string; readonly eventId: string; readonly atMs: number }> {
    return this.effects.flatMap(({ effect, atMs }) =>
      effect.type === 'tell' ? [{ text: effect.text, eventId: effect.eventId, atMs }] : [],
    );
  }

  private take(step: Step): void {
    switch (step.kind) {
      case 'passing':
        this.pass(step.ms);
        break;
      case 'opened':
        if (this.session.state === 'starting') this.session = frozen(onOpened(this.session, this.nowMs));
        break;
      case 'visitor spoke':
        this.note(onVisitorSpoke(this.session));
        break;
      case 'end':
        this.note(end(this.session, step.cause, this.nowMs));
        break;
      case 'event':
        this.happen({ id: `event-${++this.events}`, ...step.event });
        break;
      default:
        step satisfies never;
    }
  }

  private happen(happened: ProviderEvent): void {
    if (happened.type === 'message' && this.session.state !== 'ending') this.heard.push(happened.content);
    this.note(onEvent(this.session, happened, this.nowMs));
  }

  private note({ session, effects }: Transition, isRetry = false): void {
    this.session = frozen(session);
    this.states.push(session.state);
    this.effects.push(...effects.map((effect) => ({ effect, atMs: this.nowMs, isRetry })));
  }
}

/** A transition that changed what it is given would throw. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) frozen(member);
  }
  return value;
}

function forAll(steps: fc.Arbitrary<Step[]>, check: (story: Story) => void): void {
  fc.assert(
    fc.property(steps, (taken) => check(new Story().after(taken))),
    runs(300),
  );
}

describe('whatever happens to a session, in any order', () => {
  test('it is in a state that there is, and never leaves its end', () => {
    forAll(anything, ({ states }) => {
      expect(states.filter((state) => !SESSION_STATES.some((known) => known === state))).toEqual([]);
      const first = states.indexOf('ending');
      expect(first < 0 ? [] : states.slice(first).filter((state) => state !== 'ending')).toEqual([]);
    });
  });

  test('it is ended once, by its first cause, however often the end is tried', () => {
    fc.assert(
      fc.property(anything, fc.array(ending, { minLength: 1, maxLength: 3 }), (before, after) => {
        const story = new Story().after(before).after(after.slice(0, 1));
        const { endCause } = story.session;
        story.after(after.slice(1));
        const ends = story.effects.filter(({ effect, isRetry }) => effect.type === 'end' && !isRetry);
        expect([ends.length, endCause !== undefined, story.session.endCause]).toEqual([1, true, endCause]);
      }),
      runs(300),
    );
  });

  test('nothing but the end is left to do once it has begun', () => {
    forAll(anything, ({ effects }) => {
      const types = effects.map(({ effect }) => effect.type);
      const first = types.indexOf('end');
      expect(first < 0 ? [] : types.slice(first).filter((type) => type !== 'end')).toEqual([]);
    });
  });

  test('no text is told twice', () => {
    forAll(anything, (story) => {
      const told = story.told().map(({ text, eventId }) => `${text} ${eventId}`);
      expect(told).toEqual([...new Set(told)]);
    });
  });

  test('every word of the agent goes into the room, once and in order', () => {
    forAll(anything, ({ effects, heard }) => {
      expect(effects.flatMap(({ effect }) => (effect.type === 'post' ? [effect.content] : []))).toEqual(heard);
    });
  });

  test('places in one queue are told five seconds apart', () => {
    const places = fc.array(
      fc.oneof(
        fc
          .integer({ min: 1, max: 4 })
          .map((position): Step => ({ kind: 'event', event: { type: 'queued', position } })),
        fc.integer({ min: 1, max: 8_000 }).map((ms): Step => ({ kind: 'passing', ms })),
      ),
      { maxLength: 60, size: 'max' },
    );
    forAll(places, (story) => {
      const times = story.told().map(({ atMs }) => atMs);
      expect(times.filter((atMs, at) => at > 0 && atMs - (times[at - 1] ?? 0) < QUEUE_NEWS_MS)).toEqual([]);
    });
  });

  test('left alone it comes to its end, unless an agent is there who waits for no answer', () => {
    forAll(nothingFinal, (story) => {
      story.pass(Math.max(LIMITS.queueMs, LONGEST_SILENCE_S * 1000) + TICK_MS);
      const { state, idle: silence } = story.session;
      const isEnding = state === 'ending';
      const mayGoOn = state === 'active' && silence?.sinceMs === undefined;
      expect([isEnding || mayGoOn, story.session]).toEqual([true, story.session]);
    });
  });

  test('it remains the same session', () => {
    forAll(anything, ({ session }) => {
      const { id, roomId, owner, startedAtMs, resume, delivered } = new Story().session;
      expect(session).toMatchObject({ id, roomId, owner, startedAtMs, resume, delivered });
    });
  });
});
