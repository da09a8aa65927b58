import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import express from 'express';
import { LocalServer } from '../../sandbox/contactCentre/LocalServer';
import type { SeededRandom } from '../../sandbox/contactCentre/SeededRandom';

/** One address for several servers: each call goes to the next of them, and some get lost on the way when that is wanted. */
export class LoadBalancer {
  /** How likely a call is lost before a server has it, and its answer after that. */
  lossProbability = 0;
  private calls = 0;
  private door: LocalServer | undefined;

  private constructor(
    private readonly servers: () => readonly string[],
    private readonly random: SeededRandom,
  ) {}

  static async open(servers: () => readonly string[], random: SeededRandom): Promise<LoadBalancer> {
    const balancer = new LoadBalancer(servers, random);
    const app = express().use((call, response) => balancer.pass(call, response));
    balancer.door = await LocalServer.listen(app, 0);
    return balancer;
  }

  get url(): string {
    return this.door?.origin ?? '';
  }

  async close(): Promise<void> {
    await this.door?.close();
  }

  private pass(call: IncomingMessage, response: ServerResponse): void {
    const servers = this.servers();
    const target = servers[this.calls++ % servers.length];
    if (target === undefined || this.isLost()) return void response.destroy();
    const { method, url = '/', headers } = call;
    const onward = request(new URL(url, target), { method, headers: { ...headers, host: new URL(target).host } });
    onward.on('response', (answer) => {
      if (this.isLost()) return void response.destroy();
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    call.pipe(onward);
  }

  private isLost(): boolean {
    return this.random.fraction() < this.lossProbability;
  }
}
