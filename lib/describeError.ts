/** An error as the log can carry it: what crosses to the host is plain JSON, in which an Error would be empty. */
export function describeError(error: unknown): {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
} {
  if (error instanceof Error) return { name: error.name, message: error.message, stack: error.stack };
  return { name: typeof error, message: typeof error === 'string' ? error : JSON.stringify(error) };
}
