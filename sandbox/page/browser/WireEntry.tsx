import { memo } from 'preact/compat';
import { useState } from 'preact/hooks';
import type { WireEntry as Entry } from '../PageView';
import { clockTime, span } from './time';

/** One call or event; its parts are made when it is opened. */
export const WireEntry = memo(({ entry }: { entry: Entry }) => {
  const [isOpen, setOpen] = useState(false);
  return (
    <li class={`entry over-${entry.kind}${entry.isFailure ? ' failure' : ''}`}>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          <time>{clockTime(entry.atMs)}</time>
          <span class="ends">
            {entry.from} <span aria-hidden="true">→</span>
            <span class="unseen"> to </span> {entry.to}
          </span>
          <code class="title">{entry.title}</code>
          <span class="outcome">{entry.outcome}</span>
          <span class="took">{tookText(entry)}</span>
        </summary>
        {isOpen && entry.parts.map((part) => <Part key={part.title} {...part} />)}
      </details>
    </li>
  );
});

function Part({ title, text }: Entry['parts'][number]) {
  return (
    <div class="part">
      <h3>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <pre tabIndex={0}>{text}</pre>
    </div>
  );
}

function tookText({ kind, tookMs }: Entry): string {
  if (kind === 'event') return '';
  return tookMs === undefined ? '…' : span(tookMs);
}
