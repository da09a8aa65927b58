import type { World } from './World';

/** What must be true at every quiet moment, whatever has happened; each sentence is one thing that is not. */
export async function faultsOf(world: World): Promise<string[]> {
  const perRoom = await Promise.all(world.roomIds.map((roomId) => faultsOfRoom(world, roomId)));
  return [...perRoom.flat(), ...(await silentEnds(world)), ...(await ghosts(world))];
}

async function faultsOfRoom(world: World, roomId: string): Promise<string[]> {
  return [...(await ownership(world, roomId)), ...(await words(world, roomId)), ...(await texts(world, roomId))];
}

/** A session has one owner, who lives and carries it; a room without one is nobody's. */
async function ownership({ stage, living }: World, roomId: string): Promise<string[]> {
  const session = await stage.sessions.find(roomId);
  const carriers = living.filter(({ running }) => running.get(roomId)).map(({ name }) => name);
  const wanted = session ? [session.owner] : [];
  if (carriers.join() !== wanted.join())
    return [`${roomId} (${session?.state}) is carried by [${carriers}] and owned by [${wanted}]`];
  const room = await stage.omnichannel.find(roomId);
  const isServed = room?.isOpen === true && room.servedBy === 'bridge';
  return isServed === (session !== undefined)
    ? []
    : [`${roomId} is served: ${isServed}, has a session: ${session?.state}`];
}

/** Words arrive once and in order; while an agent is there, all of them. */
async function words(world: World, roomId: string): Promise<string[]> {
  const session = await world.stage.sessions.find(roomId);
  const conversations = world.centre.conversations.filter((conversation) => conversation.roomId === roomId);
  const current = conversations.find(({ sessionId, isOver }) => sessionId === session?.id && !isOver);
  const heard = conversations.flatMap((conversation) => [...conversation.heard.values()]);
  const written = world.written.get(roomId) ?? [];
  const order = written.map(({ text }) => text).filter((text) => heard.includes(text));
  const said = world.stage.messages.said(roomId).filter((text) => text.startsWith('agent '));
  const spoken = conversations.flatMap((conversation) => conversation.said);
  const faults: string[] = [];
  if (heard.join() !== order.join()) faults.push(`the agent heard [${heard}] of [${order}]`);
  const saidInOrder = spoken.filter((text) => said.includes(text));
  if (said.join() !== saidInOrder.join()) faults.push(`the visitor read [${said}] of [${saidInOrder}]`);
  const ended = conversations.filter(({ sessionId }) => world.stage.announced.includes(`${sessionId} agent`));
  const unsaid = ended.filter(({ endedBy }) => endedBy === 'agent').flatMap((conversation) => conversation.said);
  const lost = unsaid.filter((text) => !said.includes(text));
  if (lost.length > 0) faults.push(`the visitor has not read [${lost}] before the end`);
  if (session?.state !== 'active' || !current) return faults;
  const missed = written.filter(({ text, atMs }) => atMs > session.startedAtMs && !heard.includes(text));
  if (missed.length > 0) faults.push(`the agent has not heard [${missed.map(({ text }) => text)}]`);
  const unread = current.said.filter((text) => !said.includes(text));
  if (unread.length > 0) faults.push(`the visitor has not read [${unread}]`);
  return faults;
}

/** Nothing is told twice, and one end of each session. */
async function texts({ stage }: World, roomId: string): Promise<string[]> {
  const told = (await stage.messages.since(roomId, 0)).flatMap(({ eventId }) => eventId ?? []);
  const twice = told.filter((eventId, index) => told.indexOf(eventId) !== index);
  const ends = told.filter((eventId) => eventId.endsWith(':end')).map((eventId) => eventId.split(':')[0]);
  const endsTwice = ends.filter((id, index) => ends.indexOf(id) !== index);
  return [...twice.map((id) => `${id} is told twice`), ...endsTwice.map((id) => `the end of ${id} is told twice`)];
}

/** The visitor hears of every end after which his room comes back. */
async function silentEnds({ stage, roomIds }: World): Promise<string[]> {
  const messages = (await Promise.all(roomIds.map((roomId) => stage.messages.since(roomId, 0)))).flat();
  const told = new Set(messages.flatMap(({ eventId }) => (eventId?.endsWith(':end') ? eventId.split(':')[0] : [])));
  const ended = stage.announced.map((line) => line.split(' '));
  const silent = ended.filter(([id, cause]) => cause !== 'moved' && cause !== 'closed' && !told.has(id));
  return silent.map(([id, cause]) => `the end of ${id} (${cause}) is not told`);
}

/** Conversations that an agent sees and sessions belong together, one by one. */
async function ghosts({ centre, stage }: World): Promise<string[]> {
  const sessions = new Set((await stage.sessions.list()).map(({ id }) => id));
  const open = centre.open();
  const kept = open.filter(({ wasUnreachable }) => !wasUnreachable);
  const ids = open.map(({ sessionId }) => sessionId);
  return [
    ...kept.filter(({ sessionId }) => !sessions.has(sessionId)).map(({ key }) => `nobody is behind ${key}`),
    ...[...sessions].filter((id) => !ids.includes(id)).map((id) => `${id} has no conversation`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} has two conversations`),
  ];
}
