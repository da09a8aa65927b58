import type { StoryChat, StorySet } from './StorySet';
import { say } from './say';

const RECEIPT = { name: 'receipt.pdf', type: 'application/pdf', content: Buffer.from('%PDF-1.4 1 teapot') };
const LABEL = { name: 'label.pdf', mediaType: 'application/pdf', content: Buffer.from('%PDF-1.4 to the teapot house') };

/** Tells how a file of the visitor's reaches the agent, and one of the agent's the room, where it can. */
export async function tellFiles(set: StorySet, chat: StoryChat, conversation: string): Promise<void> {
  const { centre } = set.stage;
  say.step('The visitor sends a file');
  await centre.say(conversation, 'Can you send me the receipt?');
  await set.visitorSees(chat, 'the receipt?');
  if (centre.askForFile) {
    await centre.askForFile(conversation);
    await set.visitorSees(chat, 'asks you to send a file');
  }
  await set.uploadAsVisitor(chat, RECEIPT);
  await set.agentSees(conversation, RECEIPT.name);
  if (!centre.sendFile) return;
  say.step('Ana sends a file, and it is a file in the room');
  await centre.sendFile(conversation, LABEL);
  await set.visitorSees(chat, LABEL.name);
}
