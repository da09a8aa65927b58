import { isDeepStrictEqual } from 'node:util';
import { PersistentSessionStore } from '../../lib/rocketchat/PersistentSessionStore';
import type { Session } from '../../lib/session';
import { SandboxClient } from '../client';
import { say } from './say';

interface Place {
  appId: string;
  url: string;
}

interface Chat {
  rid: string;
  token: string;
}

/** Plays a handover and tells each step; throws at the first that does not end as documented. */
export async function tellHandover(client: SandboxClient, place: Place): Promise<void> {
  say.step('Setting up Omnichannel: a bot in the department bots, Sally in the department salesforce');
  const bot = await client.livechat.createAgent({ username: 'botty', name: 'Botty', bot: true });
  const sally = await client.livechat.createAgent({ username: 'sally', name: 'Sally' });
  const bots = await client.livechat.createDepartment({ name: 'bots' }, [bot._id]);
  const salesforce = await client.livechat.createDepartment({ name: 'salesforce' }, [sally._id]);
  const names = { [bots._id]: bots.name, [salesforce._id]: salesforce.name };

  say.step('A visitor opens a chat and talks to the bot');
  const chat = await openChat(client, bots._id);
  await client.livechat.sendAsVisitor(chat, 'I want to talk to a human, please.');
  const botty = await SandboxClient.login(place.url, 'botty', 'secret');
  await botty.livechat.sendAsUser(chat.rid, 'One moment, I will find somebody.');
  await tellRoom(client, chat, names);

  say.step('The bot calls the handover endpoint');
  await callHandover(client, { ...place, rid: chat.rid }, [200, { result: 'Handover request completed successfully' }]);
  await tellRoom(client, chat, names);

  say.step('The same call while a session is active in a room (one is stored here by hand)');
  const busy = await openChat(client, bots._id);
  await storeSession(client, place.appId, busy.rid);
  const refusal = { result: 'Cannot perform handover amidst an active Liveagent session.' };
  await callHandover(client, { ...place, rid: busy.rid }, [406, refusal]);

  say.step('Go on by hand: this room waits with the bot');
  const next = await openChat(client, bots._id);
  say.command(curl({ ...place, rid: next.rid }));
  say.command(`curl "${endpoint(place)}?roomId=${next.rid}"`);
}

async function openChat(client: SandboxClient, department: string): Promise<Chat> {
  const { token } = await client.livechat.registerVisitor({ name: 'Vera Visitor', department });
  const { _id } = await client.livechat.openRoom(token);
  return { rid: _id, token };
}

async function tellRoom(client: SandboxClient, chat: Chat, departments: Record<string, string>): Promise<void> {
  const room = await client.livechat.room(chat.rid);
  for (const { u, msg, t } of await client.livechat.messages(chat.rid)) {
    if (t === undefined) say.line(u.name ?? u.username ?? 'somebody', msg);
  }
  const department = departments[room.departmentId ?? ''] ?? 'none';
  say.fact(`room ${chat.rid}: department ${department}, served by ${room.servedBy?.username ?? 'nobody yet'}`);
}

async function callHandover(
  client: SandboxClient,
  { rid, ...place }: Place & { rid: string },
  expected: [status: number, body: object],
): Promise<void> {
  say.command(curl({ ...place, rid }));
  const body = { roomId: rid, targetDepartmentName: 'salesforce' };
  const { status, data } = await client.apps.request(place.appId, { method: 'post', url: 'handover', data: body });
  say.answer(status, data);
  if (!isDeepStrictEqual([status, data], expected)) throw new Error(`expected ${JSON.stringify(expected)}`);
}

function curl({ rid, ...place }: Place & { rid: string }): string {
  const body = `{ "roomId": "${rid}", "targetDepartmentName": "salesforce" }`;
  return `curl -H "Content-type:application/json" \\\n${endpoint(place)} \\\n-d '${body}'`;
}

function endpoint({ appId, url }: Place): string {
  return `${url}/api/apps/public/${appId}/handover`;
}

async function storeSession(client: SandboxClient, appId: string, rid: string): Promise<void> {
  const session: Session = {
    id: 'by-hand',
    roomId: rid,
    state: 'active',
    providerId: 'by-hand',
    departmentId: 'by-hand',
    owner: 'by-hand',
    startedAtMs: Date.now(),
    revision: 1,
    resume: null,
  };
  const associations = [
    { model: 'misc', id: PersistentSessionStore.KIND },
    { model: 'room', id: rid },
  ];
  await client.control.insertRecord(appId, { version: 1, ...session }, associations);
}
