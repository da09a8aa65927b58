/**
 * An error in the form of the server's coded errors: an app, which gets the message only, reads `reason [code]`, or
 * `[code]` where there is no reason.
 */
export class CodedError extends Error {
  constructor(
    readonly code: string,
    readonly reason?: string,
  ) {
    super(reason ? `${reason} [${code}]` : `[${code}]`);
    this.name = 'CodedError';
  }
}
