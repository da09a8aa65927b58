/// <reference types="jest" />

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SandboxClient } from '../../../sandbox/client';
import { callAccessor, probeZip } from '../../support/probe';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandboxProcess } from '../../support/sandboxProcess';

interface HttpResult {
  statusCode: number;
  headers: Record<string, string>;
  content: string;
  data: unknown;
}

interface Seen {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

let zip: Buffer;
beforeAll(async () => {
  zip = await probeZip();
});
let sandbox: SandboxProcess;
let admin: SandboxClient;
let far: Server;
let url: string;

beforeAll(async () => {
  far = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => far.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(far.address() as AddressInfo).port}`;
  sandbox = await startSandboxProcess();
  admin = sandbox.admin;
  await admin.apps.install(zip);
}, 60_000);

afterAll(async () => {
  await sandbox.stop();
  await new Promise((resolve) => far.close(resolve));
});

/** Answers with what it got, or with what the path asks for: `/status/404`, `/type/<type>`, `/never`. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const [, kind, value = ''] = decodeURIComponent(String(request.url)).split(/^\/([a-z]+)\/?/);
  if (kind === 'never') return;
  if (kind === 'moved') response.writeHead(302, { location: '/echo' }).end();
  else if (kind === 'type') response.writeHead(200, { 'content-type': value }).end('{"a":1}');
  else {
    const seen = {
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: String(Buffer.concat(chunks)),
    };
    response.writeHead(kind === 'status' ? Number(value) : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(seen));
  }
}

function call(method: string, path: string, options?: object): Promise<HttpResult> {
  return callAccessor(admin, `http.${method}`, `${url}${path}`, options);
}

async function seen(method: string, path: string, options?: object): Promise<Seen> {
  return (await call(method, path, options)).data as Seen;
}

describe('a request', () => {
  it('with data is JSON, whatever the header says', async () => {
    const { body, headers } = await seen('post', '/echo', {
      data: { a: 1 },
      headers: { 'content-type': 'text/plain' },
    });
    expect([body, headers['content-type']]).toEqual(['{"a":1}', 'application/json']);
  });

  it('with content goes as it is', async () => {
    const { body, headers } = await seen('put', '/echo', { content: '<a/>', headers: { 'content-type': 'text/xml' } });
    expect([body, headers['content-type']]).toEqual(['<a/>', 'text/xml']);
  });

  it('with parameters has them in the query, without the empty ones, or in a form when there is no body', async () => {
    expect((await seen('get', '/echo', { params: { a: '1', b: '' } })).url).toBe('/echo?a=1');
    expect((await seen('post', '/echo', { data: {}, params: { a: '1' } })).url).toBe('/echo?a=1');
    const form = await seen('post', '/echo', { params: { a: '1', b: '' } });
    expect([form.url, form.body]).toEqual(['/echo', 'a=1&b=']);
    expect(form.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  it('drops a body of GET, keeps one of DELETE, and ignores a query option', async () => {
    expect(await seen('get', '/echo', { data: { a: 1 }, query: 'b=2' })).toMatchObject({ body: '', url: '/echo' });
    expect(await seen('del', '/echo', { data: { a: 1 } })).toMatchObject({ method: 'DELETE', body: '{"a":1}' });
  });

  it('carries basic credentials', async () => {
    const { headers } = await seen('get', '/echo', { auth: 'user:pass' });
    expect(headers.authorization).toBe(`Basic ${Buffer.from('user:pass').toString('base64')}`);
    await expect(call('get', '/echo', { auth: 'user' })).rejects.toThrow('should be of the form');
  });
});

describe('a response', () => {
  it.each([200, 404, 503])('of status %s is no error', async (status) => {
    expect((await call('get', `/status/${status}`)).statusCode).toBe(status);
  });

  it('follows redirects', async () => {
    expect((await seen('get', '/moved')).url).toBe('/echo');
  });

  it.each([
    ['application/json', { a: 1 }],
    ['application/json; charset=utf-8', { a: 1 }],
    ['text/javascript', { a: 1 }],
    ['application/problem+json', null],
    ['text/plain', null],
  ])('of type %s has data %j', async (type, data) => {
    const response = await call('get', `/type/${encodeURIComponent(type)}`);
    expect([response.data, response.content]).toEqual([data, '{"a":1}']);
  });

  it('that does not come in time is an error', async () => {
    await expect(call('get', '/never', { timeout: 50 })).rejects.toThrow(`network timeout at: ${url}/never`);
  });

  it('of nobody is an error', async () => {
    await expect(callAccessor(admin, 'http.get', 'http://127.0.0.1:1/')).rejects.toThrow(
      /^request to .* failed, reason: /,
    );
  });
});
