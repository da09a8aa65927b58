import { curlOf, expectAnswer } from './handoverCall';
import { type Stage, type StoryChat, StorySet } from './StorySet';
import { say } from './say';
import { tellFiles } from './tellFiles';

const ACCEPTED: [number, object] = [200, { result: 'Handover request completed successfully' }];
const REFUSED: [number, object] = [406, { result: 'Cannot perform handover amidst an active Liveagent session.' }];
const CHOICES = ['Track my order', 'Get a refund'] as const;

/** Plays a handover from the bot to the contact centre and back, and tells each step; throws where one ends otherwise. */
export async function tellHandover(stage: Stage): Promise<void> {
  const { centre } = stage;
  say.step(
    `Setting up: a bot in the department bots, the bridge agent in ${centre.department}, Ana and Ben at their desks`,
  );
  const set = await StorySet.build(stage);
  await centre.openConsoles();
  const earlier = await set.openChat('Max Earlier');
  const chat = await tellBotPart(set);
  const conversation = await tellQueue(set, { earlier, chat });
  await tellWords(set, chat, conversation);
  await tellChoices(set, chat, conversation);
  await tellFiles(set, chat, conversation);
  await tellTransferAndEnd(set, chat, conversation);
}

async function tellBotPart(set: StorySet): Promise<StoryChat> {
  say.step('A visitor opens a chat and talks to the bot');
  const chat = await set.openChat('Vera Visitor');
  await set.sayAsVisitor(chat, 'I want to talk to a human, please.');
  await set.sayAsBot(chat, 'One moment, I will find somebody.');
  await set.tellRoom(chat);
  return chat;
}

async function tellQueue(set: StorySet, { earlier, chat }: Record<'earlier' | 'chat', StoryChat>): Promise<string> {
  const { stage } = set;
  const { centre } = stage;
  say.step('The bot calls the handover endpoint for a visitor who came earlier, and then for this one');
  await expectAnswer(stage, earlier, ACCEPTED);
  const first = await set.conversationOf(earlier);
  say.command(curlOf(stage, chat));
  await expectAnswer(stage, chat, ACCEPTED);
  const conversation = await set.conversationOf(chat);
  await set.visitorSees(chat, centre.tellsPlaces ? 'number 2' : 'Looking for an agent');
  say.step('Ana takes the visitor who was first');
  await centre.take(first, 'Ana');
  if (centre.tellsPlaces) await set.visitorSees(chat, 'number 1');
  say.step('Ana has room for one more, and takes this one');
  await centre.take(conversation, 'Ana');
  await set.visitorSees(chat, 'talking to Ana');
  return conversation;
}

async function tellWords(set: StorySet, chat: StoryChat, conversation: string): Promise<void> {
  const { centre } = set.stage;
  say.step('They talk');
  await set.sayAsVisitor(chat, 'My order has not arrived.');
  await set.agentSees(conversation, 'My order has not arrived.');
  await centre.startTyping(conversation);
  await set.visitorSeesTyping(chat);
  await centre.say(conversation, 'I am sorry to hear that.');
  await set.visitorSees(chat, 'I am sorry');
  say.step('The bot tries to hand the same room over again');
  await expectAnswer(set.stage, chat, REFUSED);
}

async function tellChoices(set: StorySet, chat: StoryChat, conversation: string): Promise<void> {
  const { centre } = set.stage;
  say.step('Ana offers two choices, and the visitor answers with a number');
  await centre.offerChoices(conversation, 'What shall I do for you?', CHOICES);
  await set.visitorSees(chat, `2. ${CHOICES[1]}`);
  await set.sayAsVisitor(chat, '2');
  await set.agentSees(conversation, centre.readsChoicesAs === 'title' ? CHOICES[1] : '2');
}

async function tellTransferAndEnd(set: StorySet, chat: StoryChat, conversation: string): Promise<void> {
  const { centre } = set.stage;
  say.step('Ana passes the conversation on to Ben');
  await centre.passOn(conversation, 'Ben');
  await set.visitorSees(chat, 'Ben goes on');
  await centre.say(conversation, 'A new teapot is on its way. Goodbye!');
  await set.visitorSees(chat, 'Goodbye');
  say.step('Ben ends the conversation, and the visitor is back with the bot');
  await centre.end(conversation);
  await set.visitorSees(chat, 'ended the conversation');
  await set.servedBy(chat, 'botty');
  await set.tellRoom(chat);
}
