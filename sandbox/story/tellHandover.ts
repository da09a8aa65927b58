import { isDeepStrictEqual } from 'node:util';
import { eventually } from '../../test/support/eventually';
import { type Stage, type StoryChat, StorySet } from './StorySet';
import { say } from './say';

const ANA = '005SANDBOX00001';
const BEN = '005SANDBOX00002';

/** Plays a handover from the bot to Salesforce and back, and tells each step; throws where one ends otherwise. */
export async function tellHandover(stage: Stage): Promise<void> {
  say.step('Setting up: a bot in the department bots, the bridge agent in salesforce, and Ana and Ben at Salesforce');
  const set = await StorySet.build(stage);
  await stage.salesforce.setAgent(ANA, { online: true, capacity: 0 });
  await stage.salesforce.setAgent(BEN, { online: true, capacity: 0 });
  const earlier = await set.openChat('Max Earlier');
  const chat = await tellBotPart(set);
  const chatId = await tellQueue(set, { earlier, chat });
  await tellConversation(set, chat, chatId);
  await tellTransferAndEnd(set, chat, chatId);
  say.step('Go on by hand: this room waits with the bot');
  const next = await set.openChat('You');
  say.command(curl(stage, next.rid));
  say.command(`curl "${endpoint(stage)}?roomId=${next.rid}"`);
  say.fact(`Salesforce is run by its control API at ${stage.salesforceUrl.replace('/chat/rest/', '/control')}`);
}

async function tellBotPart(set: StorySet): Promise<StoryChat> {
  say.step('A visitor opens a chat and talks to the bot');
  const chat = await set.openChat('Vera Visitor');
  await set.sayAsVisitor(chat, 'I want to talk to a human, please.');
  await set.sayAsBot(chat, 'One moment, I will find somebody.');
  await set.visitorSees(chat, 'One moment');
  await set.tellRoom(chat);
  return chat;
}

async function tellQueue(set: StorySet, { earlier, chat }: Record<'earlier' | 'chat', StoryChat>): Promise<string> {
  const { salesforce } = set.stage;
  await handOver(set, earlier.rid);
  const earlierId = await set.chatOf(earlier);
  say.step('The bot calls the handover endpoint; another visitor is waiting at Salesforce already');
  say.command(curl(set.stage, chat.rid));
  await expectAnswer(set, chat, [200, { result: 'Handover request completed successfully' }]);
  const chatId = await set.chatOf(chat);
  await set.visitorSees(chat, 'number 2');
  say.step('Ana takes the visitor who was first');
  await salesforce.setAgent(ANA, { capacity: 1 });
  await takeCall(set, earlierId, ANA);
  await set.visitorSees(chat, 'number 1');
  say.step('Ana has room for one more, and takes this one');
  await salesforce.setAgent(ANA, { capacity: 2 });
  await takeCall(set, chatId, ANA);
  await set.visitorSees(chat, 'Ana');
  return chatId;
}

async function tellConversation(set: StorySet, chat: StoryChat, chatId: string): Promise<void> {
  const { salesforce, client } = set.stage;
  say.step('They talk');
  await set.sayAsVisitor(chat, 'My order has not arrived.');
  await set.agentSees(chatId, 'My order has not arrived.');
  await salesforce.act(chatId, 'typing', { agentId: ANA });
  await salesforce.say(chatId, 'I am sorry. Can you send me a picture of the receipt?');
  await set.visitorSees(chat, 'receipt');
  say.step('The bot tries to hand the same room over again');
  await expectAnswer(set, chat, [406, { result: 'Cannot perform handover amidst an active Liveagent session.' }]);
  say.step('Ana asks for a file, and the visitor sends it');
  await salesforce.act(chatId, 'request-file', {});
  await set.visitorSees(chat, 'asks you to send a file');
  await client.livechat.uploadAsVisitor(chat, { name: 'receipt.txt', content: Buffer.from('1 teapot') });
  await eventually(async () => {
    const { files } = await salesforce.chat(chatId);
    if (!files.some(({ name }) => name === 'receipt.txt')) throw new Error('the agent has no file');
  });
  say.fact('the agent has the file receipt.txt');
}

async function tellTransferAndEnd(set: StorySet, chat: StoryChat, chatId: string): Promise<void> {
  const { salesforce } = set.stage;
  say.step('Ana passes the conversation on to Ben');
  await salesforce.setAgent(BEN, { capacity: 1 });
  await salesforce.act(chatId, 'transfer-to-agent', { agentId: BEN });
  await takeCall(set, chatId, BEN).catch(() => undefined);
  await set.visitorSees(chat, 'Ben');
  await salesforce.say(chatId, 'A new teapot is on its way. Goodbye!');
  await set.visitorSees(chat, 'Goodbye');
  say.step('Ben ends the conversation, and the visitor is back with the bot');
  await salesforce.end(chatId);
  await set.visitorSees(chat, 'ended the conversation');
  await set.servedBy(chat, 'botty');
  await set.tellRoom(chat);
}

/** Salesforce offers a chat to an agent a moment after there is room. */
async function takeCall(set: StorySet, chatId: string, agentId: string): Promise<void> {
  await eventually(() => set.stage.salesforce.accept(chatId, agentId));
}

function handOver({ stage }: StorySet, rid: string): Promise<{ status: number; data: unknown }> {
  const data = { roomId: rid, targetDepartmentName: 'salesforce' };
  return stage.client.apps.request(stage.appId, { method: 'post', url: 'handover', data });
}

async function expectAnswer(
  set: StorySet,
  { rid }: StoryChat,
  expected: [status: number, body: object],
): Promise<void> {
  const { status, data } = await handOver(set, rid);
  say.answer(status, data);
  if (!isDeepStrictEqual([status, data], expected)) throw new Error(`expected ${JSON.stringify(expected)}`);
}

function curl(stage: Stage, rid: string): string {
  const body = `{ "roomId": "${rid}", "targetDepartmentName": "salesforce" }`;
  return `curl -H "Content-type:application/json" \\\n${endpoint(stage)} \\\n-d '${body}'`;
}

function endpoint({ appId, url }: Stage): string {
  return `${url}/api/apps/public/${appId}/handover`;
}
