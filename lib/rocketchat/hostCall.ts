/** The host did not answer a call in time. The call itself goes on and may still take effect. */
export class HostTimeout extends Error {
  public override readonly name = 'HostTimeout';
}

/** Longer than any healthy call, and short enough that an endpoint answers within the host's own limit of 30 s. */
const HOST_CALL_TIMEOUT_MS = 5_000;

/**
 * Waits for a call to the host, but not for ever: the engine itself sets no limit, and an answer that is lost would
 * leave the caller hanging.
 *
 * @throws HostTimeout after `timeoutMs`; otherwise whatever the call throws.
 */
export async function hostCall<T>(name: string, call: Promise<T>, timeoutMs = HOST_CALL_TIMEOUT_MS): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new HostTimeout(`${name} was not answered within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([call, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
