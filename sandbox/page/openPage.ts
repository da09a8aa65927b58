import type { Router } from 'express';
import type { Watched } from '../engine/observe/Watch';
import type { Sandbox } from '../Sandbox';
import { bundlePage } from './bundle';
import { BOT_PATH, Demo } from './Demo';
import { Feed } from './Feed';
import { pageRouter } from './pageRouter';
import type { Ends } from './wire/describeExchange';
import { tapHttp } from './wire/HttpTap';
import { Wire } from './wire/Wire';

/** The page can be opened from now on, under the address of any instance; `routes` are those the sandbox was started with. */
export async function openPage(sandbox: Sandbox, routes: Router): Promise<Demo> {
  const demo = new Demo(sandbox);
  const wire = new Wire((entry) => feed.add(entry));
  const feed = new Feed({ view: () => demo.view(), entries: () => wire.entries() });
  routes.use(pageRouter({ demo, feed, bundle: await bundlePage(), workspace: sandbox.cluster.workspace }));
  sandbox.cluster.monitor.watch.add((watched) => {
    if (!demo.centre) return;
    demo.noteLife();
    if (!isShownAsHttp(watched)) wire.watched(watched);
  });
  tapHttp(
    (port, target) => endsOf(demo, sandbox, { port, target }) !== undefined,
    (exchange) => {
      const ends = endsOf(demo, sandbox, exchange);
      if (ends) wire.exchange(exchange, ends);
    },
  );
  return demo;
}

/** Who calls whom; undefined for calls that are none of the app's, the bot's or the contact centre's. */
function endsOf(demo: Demo, sandbox: Sandbox, { port, target }: { port: number; target: string }): Ends | undefined {
  const { centre } = demo;
  if (centre && isPortOf(centre.url, port)) {
    return target.startsWith('/control') ? undefined : { from: 'App', to: centre.name };
  }
  if (!sandbox.urls.some((url) => isPortOf(url, port))) return undefined;
  if (target.startsWith(BOT_PATH)) return { from: 'App', to: 'Bot' };
  if (target.startsWith('/file-upload/')) return { from: centre?.name ?? 'Contact centre', to: 'Rocket.Chat' };
  if (!target.startsWith('/api/apps/public/')) return undefined;
  return { from: target.includes('/webhooks/') ? (centre?.name ?? 'Contact centre') : 'Bot', to: 'App' };
}

function isPortOf(url: string, port: number): boolean {
  return new URL(url).port === String(port);
}

function isShownAsHttp(watched: Watched): boolean {
  return watched.kind === 'call' && watched.method === 'HttpBridge.call';
}
