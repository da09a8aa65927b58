import { Banner } from './Banner';
import { Console } from './Console';
import { Faults } from './Faults';
import { LifeLine } from './LifeLine';
import { Notice } from './Notice';
import { Preparing } from './Preparing';
import { Room } from './Room';
import { view } from './store';
import { Widget } from './Widget';
import { Wire } from './Wire';

/** The whole page. */
export function Page() {
  const page = view.value;
  if (page === undefined || page.phase !== 'ready') {
    return (
      <div class="page">
        <Banner page={page} />
        <main>
          <Preparing page={page} />
        </main>
      </div>
    );
  }
  return (
    <div class="page">
      <Banner page={page} />
      <main>
        <LifeLine steps={page.life} />
        <div class="columns">
          {page.widget && <Widget widget={page.widget} isTalking={page.life.at(-1)?.state === 'active'} />}
          {page.room && <Room room={page.room} />}
          {page.console && <Console console={page.console} />}
        </div>
        <Faults faults={page.faults} app={page.app} />
        <Wire />
      </main>
      <Notice />
    </div>
  );
}
