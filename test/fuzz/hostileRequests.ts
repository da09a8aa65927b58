import fc from 'fast-check';
import { METHODS } from 'http';

/** A request as it goes over the wire. */
export interface HostileRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** What the generated requests aim at: a real room, which none of them may move. */
export interface Target {
  basePath: string;
  roomId: string;
}

/**
 * Malformed, oversized and hostile requests to the endpoints of the app. Left out are the two kinds of body that the
 * engine cannot carry to any app: an own key `__proto__` in JSON, and nesting deeper than about 90 levels. No request
 * names a department that would accept the room.
 */
export function hostileRequests({ basePath, roomId }: Target): fc.Arbitrary<HostileRequest> {
  const body = bodies(roomId);
  return fc.record({
    method: fc.oneof(
      { weight: 6, arbitrary: fc.constant('POST') },
      fc.constantFrom(...METHODS.filter((name) => name !== 'CONNECT')),
    ),
    path: paths(basePath, roomId),
    headers: headers(),
    body,
  });
}

const HOSTILE_TEXTS = [
  '',
  ' ',
  '\u0000',
  '../../etc/passwd',
  '{"$ne":null}',
  "' OR '1'='1",
  '<script>alert(1)</script>',
  '$' + '{process.exit(1)}',
  '%00%0d%0aSet-Cookie: a=b',
  'constructor',
  'toString',
  '\ud800',
  '🙂'.repeat(300),
  'ﷺ'.repeat(500),
  'x'.repeat(60_000),
  'x'.repeat(150_000),
];

function texts(): fc.Arbitrary<string> {
  return fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ maxLength: 300, unit: 'binary' }), fc.string());
}

/** Values of every type, where another one is expected. */
export function values(): fc.Arbitrary<unknown> {
  return fc.oneof(
    texts(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.string(), { maxLength: 5 }),
    fc.object({ maxDepth: 3, maxKeys: 5 }).filter((value) => !JSON.stringify(value)?.includes('__proto__')),
    fc.integer({ min: 1, max: 80 }).map(nested),
    fc.constantFrom({ constructor: { prototype: { admin: true } } }, { $gt: '' }, { length: 1e9 }, { toJSON: 1 }),
  );
}

function nested(depth: number): unknown {
  let value: unknown = 'deep';
  for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { a: value };
  return value;
}

/** Departments that do not exist, and `empty`, which has no agent: a request for it gets as far as a refused transfer. */
function departments(): fc.Arbitrary<unknown> {
  return fc.oneof(values(), fc.constantFrom('empty', 'empty', 'Support', 'support ', '.*'));
}

function jsonBodies(roomId: string): fc.Arbitrary<string> {
  const known = fc.record(
    {
      roomId: fc.oneof(fc.constant(roomId), values()),
      targetDepartmentName: departments(),
      buttonId: values(),
      attributes: fc.oneof(values(), fc.dictionary(texts(), values(), { maxKeys: 60 })),
      summary: values(),
    },
    { requiredKeys: [] },
  );
  return fc
    .tuple(known, fc.dictionary(fc.string(), values(), { maxKeys: 3 }))
    .map(([fields, others]) => JSON.stringify({ ...others, ...fields }))
    .filter((body) => !body.includes('__proto__'));
}

/** Well-formed up to its hostile texts: these reach the store, and a transfer that is refused. */
function acceptableBodies(roomId: string): fc.Arbitrary<string> {
  const text = fc.oneof(fc.constantFrom(...HOSTILE_TEXTS.filter(({ length }) => length <= 200)), fc.string());
  const said = { buttonId: text, attributes: fc.dictionary(text, text, { maxKeys: 5 }), summary: text };
  const required = { roomId: fc.constant(roomId), targetDepartmentName: fc.constant('empty') };
  return fc
    .record({ ...required, ...said }, { requiredKeys: ['roomId', 'targetDepartmentName'] })
    .map((body) => JSON.stringify(body))
    .filter((body) => !body.includes('__proto__'));
}

/** Bodies for `POST handover`, most of them wrong. */
export function bodies(roomId: string): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 5, arbitrary: jsonBodies(roomId) },
    { weight: 2, arbitrary: acceptableBodies(roomId) },
    fc
      .array(values(), { maxLength: 4 })
      .map((list) => JSON.stringify(list))
      .filter((body) => !body.includes('__proto__')),
    fc.constantFrom('', '{', '[', '"text"', '1', 'null', '{"roomId":}', '\ufeff{}', 'roomId=a&targetDepartmentName=b'),
    fc.string({ maxLength: 400, unit: 'binary' }),
    fc.constant(`roomId=${roomId}&targetDepartmentName[$ne]=x&attributes[a][b]=c&attributes[]=1`),
    fc.integer({ min: 1, max: 400 }).map((count) => Array.from({ length: count }, (_, i) => `a[${i}]=${i}`).join('&')),
  );
}

function headers(): fc.Arbitrary<Record<string, string>> {
  const mediaType = fc.oneof(
    { weight: 5, arbitrary: fc.constant('application/json') },
    { weight: 2, arbitrary: fc.constant('application/x-www-form-urlencoded') },
    fc.constantFrom(
      'text/plain',
      'application/xml',
      'multipart/form-data',
      'application/json; charset=utf-16',
      'application/json; charset=klingon',
      'application/vnd.api+json',
      ';',
      '',
    ),
  );
  const token = fc.option(fc.constantFrom('', 'Bearer', 'Bearer ', `Bearer ${'x'.repeat(5_000)}`, 'Basic YTpi'), {
    nil: undefined,
  });
  return fc.tuple(mediaType, token).map(([contentType, authorization]) => ({
    'content-type': contentType,
    ...(authorization !== undefined && {
      authorization,
      'x-handover-token': authorization,
      'x-api-key': authorization,
    }),
  }));
}

function paths(basePath: string, roomId: string): fc.Arbitrary<string> {
  const query = fc.oneof(
    fc.constantFrom(
      '',
      '?',
      '?roomId',
      `?roomId=${roomId}`,
      `?roomId[]=${roomId}&roomId[$ne]=1`,
      '?api_key[]=a&api_key=b',
      '?%',
      '?a[b][c][d][e]=1',
    ),
    fc.string({ maxLength: 60 }).map((text) => `?roomId=${encodeURIComponent(text.replace(/[\ud800-\udfff]/g, '?'))}`),
  );
  const path = fc.oneof(
    { weight: 8, arbitrary: fc.constant('/handover') },
    { weight: 2, arbitrary: fc.constant('/health') },
    fc.constantFrom(
      '',
      '/',
      '/handover/',
      '/HANDOVER',
      '//handover',
      '/handover/x',
      '/handover%00',
      '/..%2fhandover',
      '/__proto__',
      '/constructor',
      '/%F0%9F%99%82',
    ),
  );
  return fc.tuple(path, query).map(([end, search]) => `${basePath}${end}${search}`);
}
