import { signal } from '@preact/signals';
import type { Acts, PageView, WireEntry } from '../PageView';

const KEPT_ENTRIES = 750;

/** What the page shows; undefined until the server has said something. */
export const view = signal<PageView | undefined>(undefined);
/** What went over the wire, oldest first. */
export const wire = signal<ReadonlyMap<string, WireEntry>>(new Map());
/** Whether the server is there. */
export const isConnected = signal(true);
/** What was refused, or done, last. */
export const notice = signal('');

/** Keeps everything up to date from now on. */
export function listen(): void {
  const feed = new EventSource('/page/feed');
  feed.addEventListener('open', () => {
    isConnected.value = true;
  });
  feed.addEventListener('error', () => {
    isConnected.value = false;
  });
  feed.addEventListener('view', ({ data }: MessageEvent<string>) => {
    view.value = JSON.parse(data) as PageView;
  });
  feed.addEventListener('wire', ({ data }: MessageEvent<string>) => {
    wire.value = merged(wire.value, JSON.parse(data) as WireEntry[]);
  });
}

/** Does something on the server; a refusal is shown. Answers whether it was done. */
export async function act<Name extends keyof Acts>(name: Name, body: Acts[Name]): Promise<boolean> {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(`/page/acts/${name}`, { method: 'POST', headers, body: JSON.stringify(body) }).catch(
    () => undefined,
  );
  if (response?.ok) {
    notice.value = '';
    return true;
  }
  const answer = (await response?.json().catch(() => undefined)) as { error?: string } | undefined;
  notice.value = answer?.error ?? 'The sandbox does not answer';
  return false;
}

function merged(known: ReadonlyMap<string, WireEntry>, fresh: readonly WireEntry[]): Map<string, WireEntry> {
  const all = new Map(known);
  for (const entry of fresh) all.set(entry.id, entry);
  for (const id of all.keys()) {
    if (all.size <= KEPT_ENTRIES) break;
    all.delete(id);
  }
  return all;
}
