import { callableUrl, isWithin, readBaseUrl } from '../shared/callableUrl';

/** An org's "Chat API Endpoint" with exactly one slash at its end; undefined for what cannot be one. */
export function readEndpoint(text: string): string | undefined {
  const url = readBaseUrl(text);
  return url === undefined ? undefined : `${url}/`;
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
  return url !== undefined && isWithin(url, hosts) ? url : undefined;
}
