import { useEffect, useId, useRef } from 'preact/hooks';
import type { SentFile } from '../PageView';
import { Clip } from './Clip';
import { takeLostFocus } from './lostFocus';
import { readFile } from './readFile';

interface ComposerProps {
  label: string;
  placeholder: string;
  isDisabled?: boolean;
  onSend: (text: string) => void;
  onFile?: (file: SentFile) => void;
  onTyping?: () => void;
}

/** How long somebody who goes on typing is not said to type again. */
const TYPING_MS = 3_000;

/** Where somebody writes, sends, and adds files. */
export function Composer({ label, placeholder, isDisabled = false, onSend, onFile, onTyping }: ComposerProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const typedAt = useRef(0);
  useEffect(() => takeLostFocus(field.current));
  const send = (event: Event) => {
    event.preventDefault();
    const text = field.current?.value.trim();
    if (!text || !field.current) return;
    field.current.value = '';
    typedAt.current = 0;
    onSend(text);
  };
  const type = () => {
    if (!onTyping || Date.now() - typedAt.current < TYPING_MS) return;
    typedAt.current = Date.now();
    onTyping();
  };
  return (
    <form class="composer" onSubmit={send}>
      {onFile && <FileButton label={`${label}: send a file`} isDisabled={isDisabled} onFile={onFile} />}
      <label class="unseen" for={id}>
        {label}
      </label>
      <input
        id={id}
        ref={field}
        type="text"
        autocomplete="off"
        placeholder={placeholder}
        disabled={isDisabled}
        onInput={type}
      />
      <button type="submit" class="primary" disabled={isDisabled}>
        Send<span class="unseen"> ({label})</span>
      </button>
    </form>
  );
}

function FileButton({
  label,
  isDisabled,
  onFile,
}: {
  label: string;
  isDisabled: boolean;
  onFile: (file: SentFile) => void;
}) {
  const choose = async ({ currentTarget }: Event) => {
    const input = currentTarget as HTMLInputElement;
    const [file] = input.files ?? [];
    if (file) onFile(await readFile(file));
    input.value = '';
  };
  return (
    <label class={isDisabled ? 'attach disabled' : 'attach'} title="Send a file">
      <Clip />
      <input type="file" aria-label={label} disabled={isDisabled} onChange={(event) => void choose(event)} />
    </label>
  );
}
