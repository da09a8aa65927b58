const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The URL that a text is, if it can be called without giving anything away: https, or http within this machine. */
export function callableUrl(text: string): URL | undefined {
  try {
    const url = new URL(text.trim());
    const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
    return isSafe && url.username === '' && url.password === '' ? url : undefined;
  } catch {
    return undefined;
  }
}

/** A callable URL that paths can be put behind, without a slash at its end; undefined for what cannot be one. */
export function readBaseUrl(text: string): string | undefined {
  const url = callableUrl(text);
  if (url === undefined || url.search !== '' || url.hash !== '') return undefined;
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** True for a URL on one of the hosts, or below one of them. */
export function isWithin({ hostname }: URL, hosts: readonly string[]): boolean {
  return hosts.map((host) => host.toLowerCase()).some((host) => hostname === host || hostname.endsWith(`.${host}`));
}
