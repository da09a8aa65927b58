let last: Element | null = null;
let column: Element | null = null;

/** Remembers where the focus is, from now on. */
export function rememberFocus(): void {
  document.addEventListener('focusin', ({ target }) => {
    last = target instanceof Element ? target : null;
    column = last?.closest('.column') ?? null;
  });
}

/** Gives the focus to this field when a button of its column had it and is gone. */
export function takeLostFocus(field: HTMLElement | null): void {
  const isLost = document.activeElement === document.body && last !== null && !last.isConnected;
  if (isLost && field && column === field.closest('.column')) field.focus({ preventScroll: true });
}
