import type { PageView } from '../PageView';

/** What is being prepared, or why it failed. */
export function Preparing({ page }: { page: PageView | undefined }) {
  if (page?.phase === 'failed') {
    return (
      <section class="preparing" role="alert">
        <h2>It went wrong</h2>
        <p>{page.note}</p>
      </section>
    );
  }
  return (
    <section class="preparing" role="status">
      <span class="spinner" aria-hidden="true" />
      <h2>{page?.note ?? 'Connecting'}…</h2>
      <p>This takes a few seconds.</p>
    </section>
  );
}
