import { notice } from './store';

/** What was refused last. */
export function Notice() {
  return (
    <div class="notices" role="alert">
      {notice.value && (
        <p class="notice">
          {notice.value}
          <button
            type="button"
            class="quiet"
            onClick={() => {
              notice.value = '';
            }}
          >
            Dismiss
          </button>
        </p>
      )}
    </div>
  );
}
