/// <reference types="jest" />
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express, { type RequestHandler } from 'express';
import { type Exchange, tapHttp } from '../../../sandbox/page/wire/HttpTap';

const closing: Array<() => void> = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function served(handler: RequestHandler): Promise<{ url: string; seen: Exchange[] }> {
  const app = express().use((_request, response, next) => {
    response.set('Connection', 'close');
    next();
  });
  app.use(express.text(), handler);
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const seen: Exchange[] = [];
  const stop = tapHttp(
    (tapped) => tapped === port,
    (exchange) => void seen.push({ ...exchange }),
  );
  closing.push(stop, () => server.close());
  return { url: `http://127.0.0.1:${port}/path?x=1`, seen };
}

/** Resolves when the last that was seen of a call is this. */
async function last(seen: readonly Exchange[], isIt: (exchange: Exchange) => boolean): Promise<Exchange> {
  for (;;) {
    const exchange = seen.at(-1);
    if (exchange && isIt(exchange)) return exchange;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const isOver = ({ endMs }: Exchange) => endMs !== undefined;

describe('the tap', () => {
  it('sees both bodies of a call, and leaves them to the server and the client', async () => {
    const { url, seen } = await served((request, response) => void response.status(201).send(`got ${request.body}`));
    const answer = await fetch(url, { method: 'POST', body: 'a teapot' });
    expect(await answer.text()).toBe('got a teapot');
    const { method, target, status, request, response, isCut } = await last(seen, isOver);
    expect({ method, target, status, isCut }).toEqual({
      method: 'POST',
      target: '/path?x=1',
      status: 201,
      isCut: false,
    });
    expect([request.content.toString(), response.content.toString()]).toEqual(['a teapot', 'got a teapot']);
  });

  it('sees a stream while it goes on', async () => {
    const { url, seen } = await served((_request, response) => void response.write('first\n'));
    const { body } = await fetch(url);
    const open = await last(seen, ({ response }) => response.size > 0);
    expect({ status: open.status, endMs: open.endMs }).toEqual({ status: 200, endMs: undefined });
    await body?.cancel();
  });

  it('sees that a connection broke', async () => {
    const { url, seen } = await served((request) => void request.socket.destroy());
    await fetch(url).catch(() => undefined);
    expect((await last(seen, isOver)).isCut).toBe(true);
  });

  it('sees nothing of other servers', async () => {
    const one = await served((_request, response) => void response.send('one'));
    const other = await served((_request, response) => void response.send('other'));
    await fetch(one.url);
    expect(other.seen).toEqual([]);
  });
});
