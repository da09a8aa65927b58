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

/** An org's SCRT2 URL without a slash at its end; undefined for what cannot be one. */
export function readScrtUrl(text: string): string | undefined {
  const url = callableUrl(text);
  if (url === undefined || url.search !== '' || url.hash !== '') return undefined;
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** True for a URL on the host of `scrtUrl`, on one of `hosts`, or below one of these. */
export function isWithin(url: URL, { scrtUrl, hosts }: { scrtUrl: string; hosts: readonly string[] }): boolean {
  return [new URL(scrtUrl).hostname, ...hosts].some((host) => {
    const known = host.toLowerCase();
    return url.hostname === known || url.hostname.endsWith(`.${known}`);
  });
}
