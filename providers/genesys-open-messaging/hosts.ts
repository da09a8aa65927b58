import { readBaseUrl } from '../shared/callableUrl';

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

/**
 * The hosts of a region, named by its domain such as `mypurecloud.de`; Platform API, Regions. A URL instead is login and
 * API host at once, as a gateway in front of Genesys Cloud is. Undefined for what is neither.
 */
export function readHosts(text: string): Hosts | undefined {
  const given = text.trim().toLowerCase();
  const domain = given.replace(/^(apps|login|api)\./, '');
  if (REGION.test(domain)) return { login: `https://login.${domain}`, api: `https://api.${domain}`, domain };
  const base = /^https?:/.test(given) ? readBaseUrl(text) : undefined;
  return base === undefined ? undefined : { login: base, api: base, domain: new URL(base).hostname };
}
