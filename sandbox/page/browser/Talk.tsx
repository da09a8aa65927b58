import type { SaidView } from '../PageView';
import { Bubble } from './Bubble';

interface TalkProps {
  /** What a screen reader calls it. */
  label: string;
  said: readonly SaidView[];
  /** Whose words stand on the right; nobody's when left out. */
  own?: SaidView['from'];
  isTyping?: boolean;
}

/** What was said, newest at the bottom and in sight. */
export function Talk({ label, said, own, isTyping = false }: TalkProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <div class="talk" role="log" aria-label={label} tabIndex={0}>
      <div>
        {said.map((one, index) => (
          <Bubble key={one.id} said={one} isOwn={one.from === own} isFirst={isFirst(said, index)} />
        ))}
        {isTyping && (
          <p class="typing">
            <span class="unseen">The agent is typing</span>
            <i />
            <i />
            <i />
          </p>
        )}
      </div>
    </div>
  );
}

/** Whether somebody else spoke before. */
function isFirst(said: readonly SaidView[], index: number): boolean {
  const [one, before] = [said[index], said[index - 1]];
  return one?.from !== before?.from || one?.name !== before?.name;
}
