import type { WidgetView } from '../PageView';
import { Composer } from './Composer';
import { act } from './store';
import { Talk } from './Talk';

const WISH = 'I want to talk to a human, please.';

/** What the visitor has before him. */
export function Widget({ widget, isTalking }: { widget: WidgetView; isTalking: boolean }) {
  const { visitor, isOpen, servedBy, isAgentTyping, said } = widget;
  return (
    <section class="column widget" aria-labelledby="widget-title">
      <header>
        <p class="role">The visitor</p>
        <h2 id="widget-title">{visitor}</h2>
        <p class="state">{stateText(widget, isTalking)}</p>
      </header>
      <Talk label="The visitor's chat" said={said} own="visitor" isTyping={isAgentTyping} />
      <footer>
        <div class="offers">
          {isOpen && servedBy === 'bot' && (
            <button type="button" class="offer" onClick={() => void act('visitor-say', { text: WISH })}>
              Talk to a human
            </button>
          )}
          <button type="button" class="quiet" onClick={() => void act('new-visitor', {})}>
            New visitor
          </button>
        </div>
        <Composer
          label="Message of the visitor"
          placeholder="Write as the visitor"
          isDisabled={!isOpen}
          onSend={(text) => void act('visitor-say', { text })}
          onFile={(file) => void act('visitor-file', file)}
        />
      </footer>
    </section>
  );
}

function stateText({ isOpen, servedBy }: WidgetView, isTalking: boolean): string {
  if (!isOpen) return 'The chat is closed';
  if (servedBy === 'bot') return 'You talk to the bot';
  return isTalking ? 'You talk to our team' : 'You wait for our team';
}
