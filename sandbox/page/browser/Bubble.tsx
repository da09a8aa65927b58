import type { SaidView } from '../PageView';
import { Clip } from './Clip';
import { clockTime } from './time';

/** Something that was said. */
export function Bubble({ said, isOwn, isFirst }: { said: SaidView; isOwn: boolean; isFirst: boolean }) {
  if (said.from === 'system') {
    return (
      <p class="event">
        {said.text} <time>{clockTime(said.atMs)}</time>
      </p>
    );
  }
  return (
    <div
      data-initial={(said.name || said.from).charAt(0)}
      class={`said ${said.from}${isOwn ? ' own' : ''}${isFirst ? ' first' : ''}`}
    >
      {isFirst && (
        <p class="who">
          <b>{said.name || said.from}</b> <time>{clockTime(said.atMs)}</time>
        </p>
      )}
      <div class="bubble">
        {said.text && <p>{said.text}</p>}
        {said.file && (
          <p class="file">
            <Clip /> {said.file.url ? <a href={said.file.url}>{said.file.name}</a> : said.file.name}
          </p>
        )}
      </div>
    </div>
  );
}
