import fc from 'fast-check';
import { METHODS } from 'http';
import { type HostileRequest, bodies as hostileBodies, values } from './hostileRequests';

/** What the generated requests aim at. */
export interface ProviderTarget {
  readonly basePath: string;
  readonly apiKey: string;
  /** Ids of providers that exist when the attack begins. */
  readonly ids: readonly string[];
  /** A department that providers may claim. */
  readonly department: string;
}

const SETTINGS = {
  endpointUrl: 'http://127.0.0.1:9/chat/rest/',
  organisationId: '00DSANDBOX00001',
  deploymentId: '572SANDBOX00001',
  buttonId: '573SANDBOX00001',
};

/** Malformed, oversized, hostile and, more often than not, plausible requests to the endpoints of handover providers. */
export function providerRequests(target: ProviderTarget): fc.Arbitrary<HostileRequest> {
  return fc
    .record({
      call: calls(target),
      headers: headers(target),
      body: fc.oneof({ weight: 6, arbitrary: providerBodies(target) }, { weight: 1, arbitrary: hostileBodies('room') }),
    })
    .map(({ call: [method, path], ...rest }) => ({ method, path, ...rest }));
}

/** Most of them offered by the path, the others by none. */
function calls(target: ProviderTarget): fc.Arbitrary<[method: string, path: string]> {
  const { basePath, ids } = target;
  const one = fc.constantFrom(...ids).map((id) => `${basePath}/v2.0/handover/providers/${id}`);
  const create = fc.constant(`${basePath}/v2.0/handover/provider`);
  const any = fc.constantFrom(...METHODS.filter((name) => name !== 'CONNECT'));
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(fc.constant('POST'), create) },
    { weight: 4, arbitrary: fc.tuple(fc.constant('PATCH'), one) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom('GET', 'DELETE'), one) },
    { weight: 4, arbitrary: fc.tuple(fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE'), paths(target)) },
    { weight: 1, arbitrary: fc.tuple(any, paths(target)) },
  );
}

/** Names and references come from a few, so that requests meet one another. */
const NAMES = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const REFERENCES = fc.constantFrom('r1', 'r2', 'r3');
const PROJECTS = fc.constantFrom('a'.repeat(24), 'b'.repeat(24));

/** Bodies that may be accepted; where two have the same name, reference or department, one of them at most. */
function plausibleBodies({ department }: ProviderTarget): fc.Arbitrary<object> {
  const departments = fc.constantFrom([], [department], [{ department, target: 'x', attributes: { a: 'b' } }]);
  const language = fc.constantFrom('de', 'en-GB');
  const settings = fc.record({ departments, language }, { requiredKeys: [] });
  const optional = {
    referenceId: REFERENCES,
    projectId: PROJECTS,
    localeId: fc.string({ minLength: 1 }),
    createdAt: values(),
  };
  const required = {
    name: NAMES,
    settings,
    properties: fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 3 }),
  };
  return fc
    .record({ ...required, ...optional }, { requiredKeys: ['name', 'settings'] })
    .map((body) => ({ service: 'Live Agent', ...body, settings: { ...SETTINGS, ...body.settings } }));
}

function crookedBodies(target: ProviderTarget): fc.Arbitrary<object> {
  const names = ['_id', 'name', 'referenceId', 'serviceId', 'service', 'settings', 'properties', 'projectId', 'x'];
  const setting = fc.dictionary(
    fc.constantFrom(...Object.keys(SETTINGS), 'departments', 'language', 'prechat', 'x'),
    values(),
  );
  return fc
    .tuple(plausibleBodies(target), fc.dictionary(fc.constantFrom(...names), values(), { maxKeys: 2 }), setting)
    .map(([body, others, settings]) => ({ ...body, settings: { ...SETTINGS, ...settings }, ...others }));
}

function providerBodies(target: ProviderTarget): fc.Arbitrary<string> {
  return fc
    .oneof(plausibleBodies(target), crookedBodies(target))
    .map((body) => JSON.stringify(body))
    .filter((body) => !body.includes('__proto__'));
}

function headers({ apiKey }: ProviderTarget): fc.Arbitrary<Record<string, string>> {
  const accept = fc.constantFrom(
    '*/*',
    'application/json',
    'application/hal+json',
    'application/xml',
    'text/xml;q=0.5, text/csv',
    'image/png',
    ';q=,,/',
    '*/*;q=0',
    `${'text/x,'.repeat(400)}text/csv`,
  );
  const key = fc.oneof(
    { weight: 12, arbitrary: fc.constant({ 'x-api-key': apiKey }) },
    fc.constantFrom<Record<string, string>>(
      {},
      { 'x-api-key': 'wrong' },
      { authorization: `Bearer ${apiKey}` },
      { authorization: 'Bearer' },
    ),
  );
  const type = fc.oneof(
    { weight: 8, arbitrary: fc.constant('application/json') },
    fc.constantFrom('application/json; charset=utf-16', 'application/x-www-form-urlencoded', 'text/plain', ''),
  );
  return fc.tuple(accept, key, type).map(([accepted, credentials, contentType]) => ({
    accept: accepted,
    'content-type': contentType,
    ...credentials,
  }));
}

function paths({ basePath, ids }: ProviderTarget): fc.Arbitrary<string> {
  const id = fc.constantFrom(
    ...ids,
    '000000000000000000000001',
    'f'.repeat(24),
    'x',
    '..',
    '%00',
    '%F0%9F%99%82',
    '__proto__',
    'constructor',
    'x'.repeat(3_000),
  );
  const collection = fc.constantFrom('provider', 'providers', 'service', 'services');
  const path = fc.oneof(
    { weight: 4, arbitrary: collection.map((name) => `/v2.0/handover/${name}`) },
    { weight: 6, arbitrary: fc.tuple(collection, id).map(([name, one]) => `/v2.0/handover/${name}/${one}`) },
    fc.tuple(id, fc.constantFrom('test', 'TEST/', 'x')).map(([one, end]) => `/v2.0/handover/providers/${one}/${end}`),
  );
  const parameter = fc.tuple(
    fc.constantFrom(
      'limit',
      'skip',
      'sort',
      'filter',
      'next',
      'previous',
      'name',
      'projectId',
      'force',
      'api_key',
      'limit[]',
      'sort[$ne]',
      'x',
      '__proto__',
      'constructor',
    ),
    fc.oneof(
      fc.constantFrom('', '1', '-1', '1e9', 'name:desc', 'name,service:asc', 'true', 'a,b', ...ids),
      fc.string({ maxLength: 30 }),
    ),
  );
  const query = fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    fc.constantFrom('?', '?%', '?&&=', `?filter=${'x'.repeat(5_000)}`),
    fc
      .array(parameter, { maxLength: 4 })
      .map(
        (list) =>
          `?${list.map(([name, value]) => `${name}=${encodeURIComponent(value.replace(/[\ud800-\udfff]/g, '?'))}`).join('&')}`,
      ),
  );
  const prefix = fc.constantFrom('', '/new');
  return fc.tuple(prefix, path, query).map(([before, end, search]) => `${basePath}${before}${end}${search}`);
}
