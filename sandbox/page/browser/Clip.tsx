/** A paper clip. */
export function Clip() {
  return (
    <svg class="clip" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M13.5 7.2 8 12.7a3.4 3.4 0 0 1-4.8-4.8l5.9-5.9a2.3 2.3 0 0 1 3.2 3.2l-5.8 5.9A1.1 1.1 0 0 1 4.9 9.5L10 4.4" />
    </svg>
  );
}
