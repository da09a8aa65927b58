import { useEffect, useState } from 'preact/hooks';
import type { LifeState, LifeStep } from '../PageView';
import { clockTime, span } from './time';

const LABELS: Readonly<Record<LifeState, string>> = {
  bot: 'With the bot',
  requested: 'Handed over',
  starting: 'Opening',
  queued: 'In the queue',
  active: 'Talking',
  transferring: 'Being transferred',
  ending: 'Ending',
  returned: 'Back with the bot',
  closed: 'Closed',
};
/** The way of a handover that goes well; states between these come and go. */
const WAY: readonly LifeState[] = ['bot', 'requested', 'queued', 'active', 'returned'];
/** Where a state that is not on the way stands. */
const BEFORE: Readonly<Partial<Record<LifeState, LifeState>>> = {
  starting: 'requested',
  transferring: 'active',
  ending: 'active',
  closed: 'returned',
};

/** The states of the handover with their times, and those still to come. */
export function LifeLine({ steps }: { steps: readonly LifeStep[] }) {
  const nowMs = useNow();
  const last = steps.at(-1);
  return (
    <section class="life" aria-labelledby="life-title">
      <h2 id="life-title">Life of the handover</h2>
      <ol>
        {steps.map((step, index) => (
          <Step key={`${step.state}-${step.atMs}`} step={step} untilMs={steps[index + 1]?.atMs} nowMs={nowMs} />
        ))}
        {stillToCome(last).map((state) => (
          <li key={state} class="step to-come">
            <span class="dot" aria-hidden="true" />
            <span class="name">{LABELS[state]}</span>
            <span class="time">to come</span>
          </li>
        ))}
      </ol>
      <p class="unseen" role="status">
        {last && `The handover is now: ${nameOf(last)}`}
      </p>
    </section>
  );
}

function Step({ step, untilMs, nowMs }: { step: LifeStep; untilMs: number | undefined; nowMs: number }) {
  const isNow = untilMs === undefined;
  return (
    <li class={isNow ? 'step now' : 'step past'} aria-current={isNow ? 'step' : undefined} data-state={step.state}>
      <span class="dot" aria-hidden="true" />
      <span class="name">{nameOf(step)}</span>
      <span class="time">
        <time>{clockTime(step.atMs)}</time> · {span(Math.max(0, (untilMs ?? nowMs) - step.atMs))}
      </span>
    </li>
  );
}

function nameOf({ state, detail }: LifeStep): string {
  return state === 'active' && detail ? `Talking to ${detail}` : LABELS[state];
}

function stillToCome(last: LifeStep | undefined): readonly LifeState[] {
  if (last === undefined) return WAY;
  return WAY.slice(WAY.indexOf(BEFORE[last.state] ?? last.state) + 1);
}

function useNow(): number {
  const [nowMs, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
