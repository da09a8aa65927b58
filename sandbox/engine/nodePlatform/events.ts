/** An event of the web that Node does not have: something failed. */
export class ErrorEvent extends Event {
  readonly error: unknown;

  constructor(type: string, { error }: { error?: unknown } = {}) {
    super(type);
    this.error = error;
  }
}

type Listener = (event: object) => void;

/** Listens, as Deno lets the runtime do, for failures that nobody waits for. They then end nothing. */
export function addEventListener(type: 'error' | 'unhandledrejection', listener: Listener): void {
  const preventDefault = (): void => undefined;
  if (type === 'error') {
    process.on('uncaughtException', (error) => listener({ type, error, message: error.message, preventDefault }));
  } else {
    process.on('unhandledRejection', (reason) => listener({ type, reason, preventDefault }));
  }
}
