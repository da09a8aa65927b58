/// <reference types="jest" />
import { ANA, channelOf } from './foreignClient';
import { Stage } from './stage';

const CONVERSATIONS = 500;

describe('five hundred conversations at a time', () => {
  it('are all held, and each visitor is told once what was said to him', async () => {
    const stage = await Stage.start({ switches: { requestsPerMinute: 0 } });
    await stage.control.setAgent(ANA, { capacity: CONVERSATIONS });
    const names = Array.from({ length: CONVERSATIONS }, (_, index) => `visitor-${index}`);
    const begun = await Promise.all(names.map((name) => stage.client.message('hi', { channel: channelOf(name) })));
    const ids = begun.map(({ data }) => data.conversationId);
    await Promise.all(
      ids.map(async (id, index) => {
        await stage.control.accept(id);
        await stage.control.say(id, `for ${names[index]}`);
      }),
    );
    const bodies = await stage.webhook.bodies(CONVERSATIONS);
    const heard = bodies.map(({ text, channel }) => [channel.to.id, text]);
    expect(Object.fromEntries(heard)).toEqual(Object.fromEntries(names.map((name) => [name, `for ${name}`])));
    expect(heard).toHaveLength(CONVERSATIONS);
    await stage.close();
  }, 60_000);
});
