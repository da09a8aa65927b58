import { computed, signal } from '@preact/signals';
import type { WireEntry as Entry } from '../PageView';
import { wire } from './store';
import { WireEntry } from './WireEntry';

const KINDS: ReadonlyArray<{ kind: Entry['kind']; label: string }> = [
  { kind: 'http', label: 'HTTP' },
  { kind: 'event', label: 'Events' },
  { kind: 'call', label: 'Host calls' },
];
const SHOWN = 200;

const chosen = signal<ReadonlySet<Entry['kind']>>(new Set(['http', 'event']));
const shown = computed(() =>
  [...wire.value.values()]
    .filter(({ kind }) => chosen.value.has(kind))
    .slice(-SHOWN)
    .reverse(),
);

/** What goes over the wire, newest first. */
export function Wire() {
  return (
    <section class="wire" aria-labelledby="wire-title">
      <header>
        <div>
          <h2 id="wire-title">The wire</h2>
          <p>Every HTTP call between app, bot and contact centre, every event and host call. Secrets are masked.</p>
        </div>
        <fieldset>
          <legend class="unseen">What the wire shows</legend>
          {KINDS.map(({ kind, label }) => (
            <label key={kind} class="pick">
              <input type="checkbox" checked={chosen.value.has(kind)} onChange={() => toggle(kind)} />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
      </header>
      <ol aria-label="Calls and events, newest first">
        {shown.value.map((entry) => (
          <WireEntry key={entry.id} entry={entry} />
        ))}
      </ol>
      {shown.value.length === 0 && <p class="empty">Nothing yet.</p>}
    </section>
  );
}

function toggle(kind: Entry['kind']): void {
  const next = new Set(chosen.value);
  if (!next.delete(kind)) next.add(kind);
  chosen.value = next;
}
