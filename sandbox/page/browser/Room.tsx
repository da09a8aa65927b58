import type { RoomView } from '../PageView';
import { Talk } from './Talk';

/** The room as an agent of Rocket.Chat sees it. */
export function Room({ room }: { room: RoomView }) {
  const { isOpen, department, servedBy, said } = room;
  return (
    <section class="column room" aria-labelledby="room-title">
      <header>
        <p class="role">Rocket.Chat</p>
        <h2 id="room-title">
          Omnichannel room <span class="badge">{isOpen ? 'open' : 'closed'}</span>
        </h2>
        <dl class="facts">
          <div>
            <dt>Department</dt>
            <dd>{department}</dd>
          </div>
          <div>
            <dt>Served by</dt>
            <dd>{servedBy || 'nobody'}</dd>
          </div>
        </dl>
      </header>
      <Talk label="Messages of the room" said={said} />
    </section>
  );
}
