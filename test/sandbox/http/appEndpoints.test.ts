/// <reference types="jest" />
import type { AxiosRequestConfig, AxiosResponse } from 'axios';
import type { SandboxClient } from '../../../sandbox/client';
import { PROBE, probeZip } from '../../support/probe';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandboxProcess } from '../../support/sandboxProcess';

interface Echo {
  request: {
    method: string;
    content: unknown;
    query: unknown;
    privateHash: string | null;
    user: { username: string } | null;
    headers: Record<string, string>;
  };
  endpoint: { basePath: string; fullPath: string; appId: string; hash: string | null };
}

let zip: Buffer;
beforeAll(async () => {
  zip = await probeZip();
});
let sandbox: SandboxProcess;
let admin: SandboxClient;

beforeAll(async () => {
  sandbox = await startSandboxProcess();
  admin = sandbox.admin;
  await admin.apps.install(zip);
}, 60_000);

afterAll(async () => {
  expect(await admin.control.unimplemented()).toEqual([]);
  await sandbox.stop();
});

function at(path: string, request: AxiosRequestConfig = {}): Promise<AxiosResponse<Echo>> {
  return admin.rest.send<Echo>({ headers: { 'X-Auth-Token': '' }, ...request, url: `/api/apps/${path}` });
}

function echo(request: AxiosRequestConfig): Promise<AxiosResponse<Echo>> {
  return at(`public/${PROBE}/echo`, { method: 'post', ...request });
}

function raw(body: string | Buffer, type: string): Promise<AxiosResponse<Echo>> {
  return echo({
    data: body,
    headers: { 'Content-Type': type, 'X-Auth-Token': '' },
    transformRequest: [(data) => data],
  });
}

function respond(data: object): Promise<AxiosResponse<unknown>> {
  return at(`public/${PROBE}/respond`, { method: 'post', data, responseType: 'text', transformResponse: [String] });
}

describe('the address of an endpoint', () => {
  it('is public under the app id', async () => {
    const { status, data, headers } = await at(`public/${PROBE}/echo`);
    expect(status).toBe(200);
    expect(data.endpoint).toEqual({
      basePath: `/api/apps/public/${PROBE}`,
      fullPath: `/api/apps/public/${PROBE}/echo`,
      appId: PROBE,
      hash: null,
    });
    expect(headers['x-instance-id']).toBe('instance-1');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-xss-protection']).toBe('1');
  });

  it('takes any case and a trailing slash', async () => {
    expect((await at(`public/${PROBE}/ECHO/`)).status).toBe(200);
  });

  it('is private only under the hash of the installation', async () => {
    const apis = await admin.apps.endpoints(PROBE);
    const secret = String(apis.find(({ path }) => path === 'secret-echo')?.computedPath);
    const { status, data } = await admin.rest.send<Echo>({ url: secret });
    expect(status).toBe(200);
    expect(secret).toBe(`/api/apps/private/${PROBE}/${data.request.privateHash}/secret-echo`);
    const wrong = await at(`private/${PROBE}/wrong/secret-echo`);
    expect([wrong.status, wrong.data]).toEqual([404, '']);
    expect((await at(`public/${PROBE}/secret-echo`)).status).toBe(404);
  });

  it('of a public endpoint is good with any hash too', async () => {
    const { status, data } = await at(`private/${PROBE}/anything/echo`);
    expect([status, data.request.privateHash]).toEqual([200, 'anything']);
  });

  it.each([['public/unknown-app/echo'], [`public/${PROBE}/unknown-path`]])(
    '%s is not found, in plain text',
    async (path) => {
      const { status, data, headers } = await at(path);
      expect([status, data]).toEqual([404, 'Not Found']);
      expect(headers['content-type']).toMatch(/^text\/plain/);
    },
  );
});

describe('what an endpoint gets', () => {
  it('is the method in lower case, the headers and a query that may nest', async () => {
    const { data } = await echo({ url: `public/${PROBE}/echo?a=1&b[]=2&b[]=3&c[d]=4`, method: 'put' });
    expect(data.request.method).toBe('put');
    const { data: queried } = await at(`public/${PROBE}/echo?a=1&b[]=2&b[]=3&c[d]=4`);
    expect(queried.request.query).toEqual({ a: '1', b: ['2', '3'], c: { d: '4' } });
  });

  it('includes the caller when he is logged in', async () => {
    const { data } = await admin.rest.send<Echo>({ url: `/api/apps/public/${PROBE}/echo` });
    expect(data.request.user?.username).toBe('admin');
    expect((await at(`public/${PROBE}/echo`)).data.request.user).toBeNull();
  });

  it('passes a bearer token of nobody on to the app', async () => {
    const { status, data } = await at(`public/${PROBE}/echo`, {
      headers: { Authorization: 'Bearer of-the-app', 'X-Auth-Token': '' },
    });
    expect([status, data.request.user, data.request.headers.authorization]).toEqual([200, null, 'Bearer of-the-app']);
  });

  it('is nothing where a login is required and missing', async () => {
    const stranger = await at(`public/${PROBE}/members-echo`);
    expect([stranger.status, stranger.data]).toEqual([401, 'Unauthorized']);
    expect((await admin.rest.send({ url: `/api/apps/public/${PROBE}/members-echo` })).status).toBe(200);
  });
});

describe('the body of a request', () => {
  it.each([
    ['an object', '{"a":[1,{"b":null}]}', { a: [1, { b: null }] }],
    ['an array', '[1,2]', [1, 2]],
    ['nothing', '', {}],
  ])('as JSON: %s', async (_name, body, content) => {
    const { status, data } = await raw(body, 'application/json');
    expect([status, data.request.content]).toEqual([200, content]);
  });

  it('as a form nests', async () => {
    const { data } = await raw('a=1&b[c]=2', 'application/x-www-form-urlencoded');
    expect(data.request.content).toEqual({ a: '1', b: { c: '2' } });
  });

  it.each([
    ['text/plain', 'hello'],
    ['application/xml', '<a/>'],
    ['application/vnd.x+json', '{"a":1}'],
    ['application/octet-stream', 'bytes'],
    ['multipart/form-data; boundary=x', '--x--'],
  ])('as %s is lost', async (type, body) => {
    const { status, data } = await raw(body, type);
    expect([status, data.request.content]).toEqual([200, {}]);
  });

  it.each([['{"a":'], ['"text"'], ['1']])('as malformed or primitive JSON is refused: %s', async (body) => {
    const { status, headers, data } = await raw(body, 'application/json');
    expect(status).toBe(400);
    expect(headers['content-type']).toMatch(/^text\/html/);
    expect(String(data)).toContain('Bad Request');
    expect(String(data)).not.toContain('SyntaxError');
  });

  it('may have 100 kB and no more', async () => {
    const text = (length: number): string => JSON.stringify({ a: 'x'.repeat(length - '{"a":""}'.length) });
    expect((await raw(text(102_400), 'application/json')).status).toBe(200);
    expect((await raw(text(102_401), 'application/json')).status).toBe(413);
    expect((await raw(`a=${'x'.repeat(102_400)}`, 'application/x-www-form-urlencoded')).status).toBe(413);
  });

  it('in an unknown charset is refused', async () => {
    expect((await raw('{}', 'application/json; charset=martian')).status).toBe(415);
  });
});

describe('the answer of an endpoint', () => {
  it.each([
    ['an object', { content: { a: 1 } }, 200, 'application/json', '{"a":1}'],
    ['text', { content: '<p>hello</p>' }, 200, 'text/html', '<p>hello</p>'],
    ['text of a stated type', { content: 'a,b', headers: { 'content-type': 'text/csv' } }, 200, 'text/csv', 'a,b'],
    ['bytes', { kind: 'buffer', content: 'hello' }, 200, 'application/octet-stream', 'hello'],
    ['a number', { content: 201 }, 201, 'text/plain', 'Created'],
  ])('is %s', async (_name, response, status, type, body) => {
    const answer = await respond({ status: 200, ...response });
    expect([answer.status, answer.data]).toEqual([status, body]);
    expect(answer.headers['content-type']).toContain(type);
  });

  it('is empty without content', async () => {
    expect(await respond({ status: 202 })).toMatchObject({ status: 202, data: '' });
  });

  it('carries the headers that the app sets', async () => {
    const { headers } = await respond({ status: 200, headers: { 'X-Mine': 'yes' }, content: {} });
    expect(headers['x-mine']).toBe('yes');
  });

  it('is 500 with the raw message when the app throws', async () => {
    const { status, data, headers } = await respond({ kind: 'throw' });
    expect([status, data]).toEqual([500, 'a raw message of the app']);
    expect(headers['content-type']).toMatch(/^text\/html/);
  });

  it('is 500 when the app answers nothing', async () => {
    expect((await respond({ kind: 'nothing' })).status).toBe(500);
  });

  it.each(['delete', 'options', 'patch'])(
    'is 500 for the method %s, which the endpoint does not have',
    async (method) => {
      const { status, data } = await at(`public/${PROBE}/echo`, { method });
      expect([status, data]).toEqual([500, `echo's ${method} not exists`]);
    },
  );
});

describe('a disabled app', () => {
  it('is not found, and found again when enabled', async () => {
    await admin.apps.setStatus(PROBE, 'manually_disabled');
    expect(await at(`public/${PROBE}/echo`)).toMatchObject({ status: 404, data: 'Not Found' });
    await admin.apps.setStatus(PROBE, 'manually_enabled');
    expect((await at(`public/${PROBE}/echo`)).status).toBe(200);
  });
});
