import type { PageView } from '../PageView';
import { act, isConnected } from './store';

/** Name of the page and choice of the contact centre. */
export function Banner({ page }: { page: PageView | undefined }) {
  return (
    <header class="banner">
      <div>
        <h1>Handover sandbox</h1>
        <p class="lead">A visitor talks to a bot, is handed to an agent, and is brought back.</p>
      </div>
      {page && (
        <fieldset class="choice" disabled={page.phase !== 'ready'}>
          <legend>Contact centre</legend>
          <div class="segments">
            {page.providers.map(({ id, name }) => (
              <label key={id}>
                <input
                  type="radio"
                  name="provider"
                  value={id}
                  checked={id === page.provider}
                  onChange={() => void act('choose-provider', { provider: id })}
                />
                <span>{name}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      {!isConnected.value && (
        <p class="lost" role="alert">
          The sandbox does not answer. Is <code>npm start</code> still running?
        </p>
      )}
    </header>
  );
}
