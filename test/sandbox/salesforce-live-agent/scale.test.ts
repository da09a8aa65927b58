/// <reference types="jest" />
import { ANA, Stage, until } from './stage';

const CHATS = 1_000;

describe('a thousand sessions with open polls', () => {
  it('are all held, and each is answered with what happens in its own chat', async () => {
    const stage = await Stage.start();
    await stage.control.setAgent(ANA, { capacity: CHATS });
    const clients = await Promise.all(Array.from({ length: CHATS }, () => stage.client().open()));
    const polls = clients.map((client) => client.poll());
    await until(async () => (await stage.control.sessions()).every(({ polling }) => polling));
    const named = (index: number) => [{ label: 'Number', value: String(index) }];
    await Promise.all(clients.map((client, index) => client.init({ prechatDetails: named(index) })));
    const answers = await Promise.all(polls);
    const details = answers.map(({ data }) => data.messages[0].message.customDetails);
    expect(details).toEqual(clients.map((_, index) => named(index)));
    await stage.close();
  }, 60_000);
});
