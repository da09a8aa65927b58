/// <reference types="jest" />
import { ANA, eventOf, Stage } from './stage';

const VISITORS = 1_000;

describe('a thousand visitors with open streams', () => {
  it('each see what happens in their own conversation, and nothing else', async () => {
    const stage = await Stage.start();
    await stage.control.setAgent(ANA, { capacity: VISITORS });
    const clients = await Promise.all(Array.from({ length: VISITORS }, () => stage.visitor()));
    const streams = await Promise.all(clients.map((client) => client.stream()));
    await Promise.all(clients.map((client) => client.create()));
    await Promise.all(clients.map(({ conversationId }) => stage.control.accept(conversationId)));
    await Promise.all(streams.map((stream) => eventOf(stream, 'PARTICIPANT_CHANGED')));
    const seen = streams.map((stream) => [...new Set(stream.events.map(({ data }) => data.conversationId))]);
    expect(seen).toEqual(clients.map(({ conversationId }) => [conversationId]));
    await stage.close();
  }, 120_000);
});
