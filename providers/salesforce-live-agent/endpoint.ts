const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The URL that a text is, if it can be called without giving anything away: https, or http within this machine. */
function callableUrl(text: string): URL | undefined {
  try {
    const url = new URL(text.trim());
    const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
    return isSafe && url.username === '' && url.password === '' ? url : undefined;
  } catch {
    return undefined;
  }
}

/** An org's "Chat API Endpoint" with exactly one slash at its end; undefined for what cannot be one. */
export function readEndpoint(text: string): string | undefined {
  const url = callableUrl(text);
  if (url === undefined || url.search !== '' || url.hash !== '') return undefined;
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}/`;
}

/** The endpoint on the server that an org has moved to; Live Agent REST API, SwitchServer: `newUrl` ends in `/chat`. */
export function movedEndpoint(newUrl: string, endpoint: string): string | undefined {
  const url = callableUrl(newUrl);
  const isDowngrade = url?.protocol === 'http:' && !endpoint.startsWith('http:');
  if (url === undefined || isDowngrade) return undefined;
  const [before] = url.pathname.split(/\/chat(?:\/|$)/);
  return `${url.origin}${(before ?? '').replace(/\/+$/, '')}/chat/rest/`;
}

/** Where a file may be sent: the endpoint's own host, one that the settings allow, or one below these. */
export function uploadUrl(text: string, rules: { endpoint: string; hosts: readonly string[] }): URL | undefined {
  const url = callableUrl(text);
  const hosts = [new URL(rules.endpoint).hostname, ...rules.hosts];
  return url !== undefined && hosts.some((host) => isWithin(url.hostname, host.toLowerCase())) ? url : undefined;
}

function isWithin(hostname: string, host: string): boolean {
  return hostname === host || hostname.endsWith(`.${host}`);
}
