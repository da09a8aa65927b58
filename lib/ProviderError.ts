/**
 * Why a call to a contact centre failed: `rejected`, it said no, and saying the same again will not help;
 * `unreachable`, it was not reached or not in a state to answer, and trying again may help; `gone`, the conversation is
 * over there.
 */
export type ProviderFailure = 'rejected' | 'unreachable' | 'gone';

/** The only error that providers throw on purpose. `message` names method, host and path, never headers or bodies. */
export class ProviderError extends Error {
  public override readonly name = 'ProviderError';

  constructor(
    public readonly failure: ProviderFailure,
    message: string,
  ) {
    super(message);
  }
}

/** The contact centre does not take what the provider's settings prove themselves with, or not any more. */
export class CredentialsError extends ProviderError {
  constructor(message: string) {
    super('rejected', message);
  }
}
