import { signal } from '@preact/signals';
import type { AppView, FaultView } from '../PageView';
import { act } from './store';

const lastDone = signal('');

/** Buttons that break things, and how the app is. */
export function Faults({ faults, app }: { faults: readonly FaultView[]; app: AppView }) {
  const strike = async ({ id, label, hint }: FaultView) => {
    lastDone.value = `${label}: under way`;
    lastDone.value = (await act('fault', { id })) ? `${label}: done. ${hint}.` : '';
  };
  return (
    <section class="faults" aria-labelledby="faults-title">
      <div>
        <h2 id="faults-title">Break something</h2>
        <p class="app">
          <span class={`light ${app.state}`} aria-hidden="true" />
          The app is {app.state === 'running' ? 'running' : 'starting again'}
          {app.restarts > 0 && `, started again ${app.restarts} ${app.restarts === 1 ? 'time' : 'times'}`}
        </p>
      </div>
      <ul>
        {faults.map((fault) => (
          <li key={fault.id}>
            <button type="button" onClick={() => void strike(fault)} aria-describedby={`fault-${fault.id}`}>
              {fault.label}
            </button>
            <span class="hint" id={`fault-${fault.id}`}>
              {fault.hint}
            </span>
          </li>
        ))}
      </ul>
      <p class="unseen" role="status">
        {lastDone.value}
      </p>
    </section>
  );
}
