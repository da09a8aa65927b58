import type { Watched, WatchedCall, WatchedEvent } from '../../engine/observe/Watch';
import type { WireEntry } from '../PageView';
import { describeValue } from './describeBody';
import type { Secrets } from './Secrets';

/** A host call or an event as the page shows it. */
export function describeWatched(watched: Watched, secrets: Secrets): WireEntry {
  return watched.kind === 'call' ? describeCall(watched, secrets) : describeEvent(watched, secrets);
}

function describeCall({ id, method, args, startMs, endMs, result, error }: WatchedCall, secrets: Secrets): WireEntry {
  const parts = [
    { title: 'Arguments', text: describeValue(args, secrets) },
    { title: 'Result', text: describeValue(result, secrets) },
    { title: 'Error', text: error === undefined ? '' : secrets.maskText(error) },
  ];
  const isOver = endMs !== undefined;
  return {
    id: `call-${id}`,
    kind: 'call',
    atMs: startMs,
    ...(isOver && { tookMs: endMs - startMs }),
    from: 'App',
    to: 'Rocket.Chat',
    title: method.replace('Bridge.', '.'),
    outcome: error !== undefined ? 'failed' : isOver ? 'done' : 'waiting',
    isFailure: error !== undefined,
    parts: parts.filter(({ text }) => text !== ''),
  };
}

function describeEvent({ id, event, payload, atMs }: WatchedEvent, secrets: Secrets): WireEntry {
  return {
    id: `event-${id}`,
    kind: 'event',
    atMs,
    tookMs: 0,
    from: 'Rocket.Chat',
    to: 'App',
    title: event,
    outcome: 'event',
    isFailure: false,
    parts: [{ title: 'Payload', text: describeValue(payload, secrets) }],
  };
}
