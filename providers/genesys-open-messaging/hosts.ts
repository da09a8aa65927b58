const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
/** Platform API, Regions: the domains of all regions, whichever are added below them. */
const REGION =
  /^(mypurecloud\.(com|ie|com\.au|jp|de)|([a-z0-9-]+\.)+(pure\.cloud|us-gov-pure\.cloud|eusc-pure\.cloud))$/;

/** Where an organisation is reached. No URL has a slash at its end. */
export interface Hosts {
  readonly login: string;
  readonly api: string;
  /** Files are fetched from it and from everything below it. */
  readonly domain: string;
}

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

/**
 * The hosts of a region, named by its domain such as `mypurecloud.de`; Platform API, Regions. A URL instead is login and
 * API host at once, as a gateway in front of Genesys Cloud is. Undefined for what is neither.
 */
export function readHosts(text: string): Hosts | undefined {
  const given = text.trim().toLowerCase();
  const domain = given.replace(/^(apps|login|api)\./, '');
  if (REGION.test(domain)) return { login: `https://login.${domain}`, api: `https://api.${domain}`, domain };
  const url = /^https?:/.test(given) ? callableUrl(text) : undefined;
  if (url === undefined || url.search !== '' || url.hash !== '') return undefined;
  const base = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  return { login: base, api: base, domain: url.hostname };
}

/** True for a URL on one of the hosts, or below one of them. */
export function isWithin({ hostname }: URL, hosts: readonly string[]): boolean {
  return hosts.map((host) => host.toLowerCase()).some((host) => hostname === host || hostname.endsWith(`.${host}`));
}
