import { APP_ID } from './Scene';
import type { ServedScene } from './ServedScene';

/** Somewhere that something can be seen: its name, and a look at it. */
export type ShownPlace = readonly [name: string, shown: () => unknown];

/** Everywhere in Rocket.Chat that a secret of the app could show, in a scene that is open by the time of the look. */
export function shownPlaces(scene: () => ServedScene): readonly ShownPlace[] {
  return [
    ['a room or its custom fields', () => scene().client.livechat.rooms({ count: 100 })],
    ['a message', () => messagesOfAllRooms(scene())],
    ['what the widgets show', () => scene().client.control.broadcasts()],
    ['a line that the app logs', () => ownLogLines(scene())],
  ];
}

/** At the level left out the engine itself writes down every request and every setting that changes; the app never does. */
export async function ownLogLines({ client }: ServedScene): Promise<unknown[]> {
  const logs = await client.control.logs(APP_ID);
  return logs.flatMap(({ entries }) => entries).filter(({ severity }) => severity !== 'debug');
}

async function messagesOfAllRooms({ client }: ServedScene): Promise<unknown[]> {
  const rooms = await client.livechat.rooms({ count: 100 });
  return Promise.all(rooms.map(({ _id }) => client.livechat.messages(_id)));
}
