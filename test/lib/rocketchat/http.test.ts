/// <reference types="jest" />
import type { IHttp, IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors';
import { randomBytes } from 'crypto';
import { once } from 'events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'http';
import type { AddressInfo, Socket } from 'net';
import { HttpFailure, type HttpRequest } from '../../../lib/http';
import { EngineHttp, nameOf } from '../../../lib/rocketchat/EngineHttp';
import { RuntimeHttp } from '../../../lib/rocketchat/RuntimeHttp';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

describe('a request from the process of the app', () => {
  let server: Server;
  const sockets = new Set<Socket>();
  let base: string;
  let hungUp: Promise<void>;
  let arrived: Promise<void>;
  const http = new RuntimeHttp();

  beforeAll(async () => {
    let tellHangUp: () => void = () => undefined;
    let tellArrival: () => void = () => undefined;
    hungUp = new Promise((resolve) => {
      tellHangUp = resolve;
    });
    arrived = new Promise((resolve) => {
      tellArrival = resolve;
    });
    const others: Record<string, (response: ServerResponse) => void> = {
      '/elsewhere': (response) => response.writeHead(307, { location: `${base}/200` }).end(),
      '/endless': (response) => response.end(Buffer.alloc(11 * 1024 * 1024, 'x')),
    };
    const answer = async (request: IncomingMessage, response: ServerResponse) => {
      if (request.url === '/never') {
        response.on('close', tellHangUp);
        tellArrival();
        return;
      }
      if (request.url?.startsWith('/cut')) {
        request.socket.destroy();
        return;
      }
      const other = others[request.url ?? ''];
      if (other) {
        other(response);
        return;
      }
      const body = (await bodyOf(request)).toString('hex');
      const status = Number(request.url?.slice(1)) || 200;
      response.writeHead(status, { 'X-Answer': 'Yes', 'content-type': 'application/json' });
      response.end(
        status === 204 ? '' : JSON.stringify({ method: request.method, sent: request.headers['x-sent'], body }),
      );
    };
    server = createServer((request, response) => void answer(request, response));
    server.on('connection', (socket) => sockets.add(socket));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });

  const request = (path: string, changes: Partial<HttpRequest> = {}): HttpRequest => ({
    method: 'GET',
    url: `${base}/${path}`,
    timeoutMs: 5_000,
    ...changes,
  });

  test.each(METHODS)('carries method, headers and body: %s', async (method) => {
    const body = method === 'GET' ? undefined : 'höllo';
    const { status, headers, body: text } = await http.send(request('', { method, body, headers: { 'X-Sent': '1' } }));
    const hex = Buffer.from(body ?? '').toString('hex');
    expect([status, JSON.parse(text)]).toEqual([200, { method, sent: '1', body: hex }]);
    expect(headers['x-answer']).toBe('Yes');
  });

  test('is not repeated where an answer redirects it to', async () => {
    expect(await http.send(request('elsewhere', { method: 'POST', body: 'hello' }))).toMatchObject({ status: 307 });
    const { status, chunks } = await http.open(request('elsewhere'));
    for await (const _chunk of chunks) throw new Error('there is something to read');
    expect(status).toBe(307);
  });

  test('whose answer is longer than 10 MiB fails', async () => {
    await expect(http.send(request('endless'))).rejects.toThrow('is answered with more than 10485760 bytes');
  });

  test('carries bytes as they are', async () => {
    const body = Buffer.from([0, 255, 13, 10, 128]);
    const { body: text } = await http.send(request('', { method: 'POST', body }));
    expect(JSON.parse(text).body).toBe(body.toString('hex'));
  });

  test.each([204, 400, 404, 500, 503])('resolves with the status %d', async (status) => {
    expect((await http.send(request(String(status)))).status).toBe(status);
  });

  test('that is aborted fails at once, and the server hears of it', async () => {
    const abort = new AbortController();
    const sending = http.send(request('never', { abort, timeoutMs: 20_000 }));
    await arrived;
    abort.abort();
    await expect(sending).rejects.toBeInstanceOf(HttpFailure);
    await hungUp;
  });

  test.each([
    ['was aborted before it began', () => ({ abort: aborted() })],
    ['takes too long', () => ({ timeoutMs: 20 })],
  ])('that %s fails', async (_name, changes) => {
    await expect(http.send(request('never', changes()))).rejects.toBeInstanceOf(HttpFailure);
  });

  test('that gets no answer fails with method, host and path, and no query', async () => {
    const { host } = new URL(base);
    const failure = http.send(request('cut?token=secret', { headers: { authorization: 'secret' } }));
    await expect(failure).rejects.toMatchObject({
      name: 'HttpFailure',
      message: expect.stringMatching(new RegExp(`^GET ${host}/cut`)),
    });
    await expect(failure).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
  });
});

describe('an answer that goes on', () => {
  let server: Server;
  let url: string;
  let asked: Promise<ServerResponse>;
  let sockets: Socket[];
  const http = new RuntimeHttp();

  beforeEach(async () => {
    server = createServer();
    sockets = [];
    server.on('connection', (socket) => sockets.push(socket));
    asked = once(server, 'request').then(([, response]) => response as ServerResponse);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
  });
  afterEach(async () => {
    jest.useRealTimers();
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });

  const open = (changes: Partial<HttpRequest> = {}) =>
    http.open({ method: 'GET', url: `${url}?token=secret`, timeoutMs: 5_000, ...changes });

  /** An answer that has begun, from both sides. */
  async function begun(changes: Partial<HttpRequest> = {}) {
    const opening = open(changes);
    const response = await asked;
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
    const stream = await opening;
    return { response, stream, chunks: stream.chunks[Symbol.asyncIterator]() };
  }

  test('begins with its status and headers, before there is a body', async () => {
    const { stream } = await begun();
    expect(stream.status).toBe(200);
    expect(stream.headers['content-type']).toBe('text/event-stream');
  });

  test('may be a refusal, whose body can be read', async () => {
    const opening = open();
    (await asked).writeHead(401).end('who are you?');
    const { status, chunks } = await opening;
    expect([status, await textOf(chunks)]).toEqual([401, 'who are you?']);
  });

  test('hands out its bytes as they come, and ends when the server ends it', async () => {
    const { response, chunks } = await begun();
    for (const bytes of [Buffer.from([0, 255, 13, 10]), Buffer.from('höllo')]) {
      response.write(bytes);
      expect(Buffer.from((await chunks.next()).value ?? [])).toEqual(bytes);
    }
    response.end();
    expect((await chunks.next()).done).toBe(true);
  });

  test('of any size is whole, and a piece that was handed out stays as it was', async () => {
    const { response, chunks } = await begun();
    const bytes = randomBytes(300_000);
    response.end(bytes);
    const pieces: Uint8Array[] = [];
    for await (const piece of { [Symbol.asyncIterator]: () => chunks }) pieces.push(piece);
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
  });

  test('that is aborted fails, and the server hears of it', async () => {
    const abort = new AbortController();
    const { response, chunks } = await begun({ abort });
    const hungUp = once(response, 'close');
    const next = chunks.next();
    abort.abort();
    await expect(next).rejects.toBeInstanceOf(HttpFailure);
    await hungUp;
  });

  test('that nobody listens to any longer is ended at the server', async () => {
    const { response, chunks } = await begun();
    const hungUp = once(response, 'close');
    response.write('one');
    await chunks.next();
    await chunks.return?.();
    await hungUp;
  });

  test('that breaks off fails with method, host and path, and no query', async () => {
    const { response, chunks } = await begun();
    const next = chunks.next();
    response.destroy();
    await expect(next).rejects.toMatchObject({
      name: 'HttpFailure',
      message: `GET ${new URL(url).host}/events broke off`,
    });
  });

  test('that does not begin in time fails, and the server hears of it', async () => {
    jest.useFakeTimers();
    const failure = expect(open()).rejects.toBeInstanceOf(HttpFailure);
    const hungUp = once(await asked, 'close');
    jest.advanceTimersByTime(5_000);
    await Promise.all([failure, hungUp]);
  });

  test('lasts longer than its time-out once it has begun', async () => {
    jest.useFakeTimers();
    const { response, chunks } = await begun();
    jest.advanceTimersByTime(60_000);
    response.write('still here');
    expect(Buffer.from((await chunks.next()).value ?? []).toString()).toBe('still here');
  });

  test('that nobody gives fails', async () => {
    server.once('request', ({ socket }: IncomingMessage) => socket.destroy());
    await expect(open()).rejects.toThrow(`GET ${new URL(url).host}/events was not answered`);
  });
});

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of chunks) parts.push(part);
  return Buffer.concat(parts).toString();
}

describe('a request through the host', () => {
  type Call = [method: string, url: string, options: unknown];

  function hostAnswering(answer: () => Promise<unknown>): { http: EngineHttp; calls: Call[]; direct: HttpRequest[] } {
    const calls: Call[] = [];
    const direct: HttpRequest[] = [];
    const call = (method: string) => async (url: string, options: unknown) => {
      calls.push([method, url, options]);
      return (await answer()) as IHttpResponse;
    };
    const names = { get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', del: 'DELETE' };
    const host = Object.fromEntries(Object.entries(names).map(([name, method]) => [name, call(method)]));
    const past = {
      send: async (request: HttpRequest) => {
        direct.push(request);
        return { status: 201, headers: {}, body: '' };
      },
    };
    return { http: new EngineHttp(host as unknown as IHttp, past), calls, direct };
  }

  const request = { url: 'https://example.com/a?token=secret', timeoutMs: 5_000 };

  test.each(METHODS)('carries method, headers, text and time-out: %s', async (method) => {
    const { http, calls } = hostAnswering(async () => ({ statusCode: 200, headers: { a: 'b' }, content: 'text' }));
    const answer = await http.send({ ...request, method, headers: { x: '1' }, body: 'words' });
    expect(answer).toEqual({ status: 200, headers: { a: 'b' }, body: 'text' });
    expect(calls).toEqual([[method, request.url, { headers: { x: '1' }, timeout: 5_000, content: 'words' }]]);
  });

  test('with bytes goes past the host, which knows texts only', async () => {
    const { http, calls, direct } = hostAnswering(async () => undefined);
    const sent = { ...request, method: 'POST', body: Buffer.from([0, 255]) } as const;
    expect(await http.send(sent)).toMatchObject({ status: 201 });
    expect([calls, direct]).toEqual([[], [sent]]);
  });

  test('may be answered with nothing but a status', async () => {
    const { http } = hostAnswering(async () => ({ statusCode: 204 }));
    expect(await http.send({ ...request, method: 'GET' })).toEqual({ status: 204, headers: {}, body: '' });
  });

  test.each([
    ['throws', () => Promise.reject(new Error('connect ECONNREFUSED, key secret')), 'could not be sent'],
    ['answers nothing', () => Promise.resolve(undefined), 'permission networking'],
  ])('that %s fails with method, host and path alone', async (_name, answer, why) => {
    const { http } = hostAnswering(answer);
    const failure = http.send({ ...request, method: 'GET' });
    await expect(failure).rejects.toBeInstanceOf(HttpFailure);
    await expect(failure).rejects.toMatchObject({ message: expect.stringMatching(`^GET example.com/a .*${why}`) });
    await expect(failure).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
  });

  test('that the host never answers is given up a second after its time-out', async () => {
    jest.useFakeTimers();
    try {
      const { http } = hostAnswering(() => new Promise(() => undefined));
      const failure = expect(http.send({ ...request, method: 'GET' })).rejects.toThrow('was not answered in time');
      await jest.advanceTimersByTimeAsync(6_000);
      await failure;
    } finally {
      jest.useRealTimers();
    }
  });
});

test('the key of a session is left out of the name of a request', () => {
  const url = 'https://example.com/rest/System/SessionId/KEY?affinity=x';
  expect(nameOf({ method: 'DELETE', url, timeoutMs: 1 })).toBe('DELETE example.com/rest/System/SessionId/***');
});

function aborted(): AbortController {
  const abort = new AbortController();
  abort.abort();
  return abort;
}
