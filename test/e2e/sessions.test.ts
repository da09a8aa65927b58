/// <reference types="jest" />
import { SettingId } from '../../settings/SettingId';
import { eventually } from '../support/eventually';
import { LiveAgentScene, ORG } from '../support/LiveAgentScene';
import { APP_ID } from '../support/Scene';

let scene: LiveAgentScene;
beforeAll(async () => {
  scene = await LiveAgentScene.open({ settings: { [SettingId.exitWords]: 'bye, stop' } });
});
afterAll(async () => {
  expect(await scene.client.control.unimplemented()).toEqual([]);
  await scene.close();
});
afterEach(() => scene.salesforce.clearFaults());

test('a handed over room goes from the queue to the agent, to another one, and back to the bot', async () => {
  const room = await scene.queued({ summary: 'wants a refund' });
  await scene.accept(room);
  await scene.say(room, 'hello agent');
  await scene.salesforce.say(room.chat, 'hello visitor');
  await scene.say(room, 'I want a refund');
  await scene.salesforce.say(room.chat, 'of course');
  await scene.untilHeard(room, ['hello agent', 'I want a refund']);
  await scene.salesforce.setAgent(ORG.ben, { online: true });
  await scene.salesforce.act(room.chat, 'transfer-to-agent', { agentId: ORG.ben });
  await scene.until(room, 'Ben goes on');
  await scene.salesforce.end(room.chat);
  await scene.untilBack(room);
  expect(await scene.told(room)).toEqual([
    'Looking for an agent for you.',
    'You are number 1 in the queue.',
    'An agent will be with you shortly.',
    'You are now talking to Ana.',
    'hello visitor',
    'of course',
    'Ben goes on with your conversation.',
    'The agent has ended the conversation.',
  ]);
  await scene.salesforce.setAgent(ORG.ben, { online: false });
});

describe('while nobody has joined', () => {
  test('what the visitor types waits, and reaches the agent in order once he has joined', async () => {
    const room = await scene.queued();
    for (const text of ['one', 'two', 'three']) await scene.say(room, text);
    expect(await scene.heard(room)).toEqual([]);
    await scene.accept(room);
    await scene.untilHeard(room, ['one', 'two', 'three']);
  });

  test('an exit word leaves the queue, and the chat at Salesforce is over', async () => {
    const room = await scene.queued();
    await scene.say(room, 'Stop');
    await scene.untilBack(room);
    expect(await scene.told(room)).toContain('You have left the conversation with the agent.');
    await scene.untilOver(room);
  });

  test('a visitor who closes the room leaves no chat behind at Salesforce', async () => {
    const room = await scene.queued();
    await scene.client.livechat.closeAsVisitor(room);
    await scene.untilOver(room);
    expect((await scene.client.livechat.room(room.rid)).open).not.toBe(true);
  });

  test('a handover that Salesforce has nobody for tells the visitor so and brings the room back', async () => {
    const room = await scene.queued();
    await scene.salesforce.act(room.chat, 'fail', { reason: 'Unavailable' });
    await scene.untilBack(room);
    expect(await scene.told(room)).toContain('No agent is available right now.');
  });
});

describe('while an agent is there', () => {
  test('an exit word ends the conversation, the agent is told, and he never sees the word', async () => {
    const room = await scene.talking();
    await scene.say(room, 'bye');
    await scene.untilBack(room);
    expect([await scene.untilOver(room), await scene.heard(room)]).toEqual(['client', []]);
  });

  test('a visitor who closes the room ends the chat, and nothing is posted into the closed room', async () => {
    const room = await scene.talking();
    const before = await scene.told(room);
    await scene.client.livechat.closeAsVisitor(room);
    await scene.untilOver(room);
    await eventually(async () => expect(await sessionsOf(room.rid)).toEqual([]));
    expect(await scene.told(room)).toEqual(before);
  });

  test('a room that a human moves away ends the chat, and the agent cannot write into it any more', async () => {
    const room = await scene.talking();
    await scene.client.livechat.forward(room.rid, { departmentId: scene.scene.department('support') });
    await scene.untilOver(room);
    await eventually(async () => expect(await sessionsOf(room.rid)).toEqual([]));
    expect((await scene.client.livechat.room(room.rid)).servedBy?.username).toBe('susan');
  });

  test('his typing shows in the widget, and stops', async () => {
    const room = await scene.talking();
    await scene.salesforce.act(room.chat, 'typing', {});
    await untilTyping(room.rid, [true]);
    await scene.salesforce.act(room.chat, 'not-typing', {});
    await untilTyping(room.rid, [true, false]);
  });

  test('his leaving is told, the session stays, and another one goes on', async () => {
    const room = await scene.talking();
    await scene.salesforce.setAgent(ORG.ben, { online: true });
    await scene.salesforce.act(room.chat, 'agent-disconnect', {});
    await scene.until(room, 'The agent has left');
    await scene.say(room, 'still there?');
    await scene.salesforce.accept(room.chat, ORG.ben);
    await scene.until(room, 'Ben goes on');
    await scene.untilHeard(room, ['still there?']);
    await scene.salesforce.setAgent(ORG.ben, { online: false });
  });

  test('the file that he asks for reaches him', async () => {
    const room = await scene.talking();
    await scene.salesforce.act(room.chat, 'request-file', {});
    await scene.until(room, 'asks you to send a file');
    const file = { name: 'receipt.txt', content: Buffer.from('paid'), type: 'text/plain' };
    await scene.client.livechat.uploadAsVisitor(room, file);
    await eventually(async () => {
      const { files } = await scene.salesforce.chat(room.chat);
      expect(files).toMatchObject([{ status: 'uploaded', name: 'receipt.txt', size: 4 }]);
    });
  });

  test('a text over the limit of Rocket.Chat arrives in several messages and in order', async () => {
    const room = await scene.talking();
    const long = Array.from({ length: 1_600 }, (_, index) => `word-${index}`).join(' ');
    await scene.salesforce.say(room.chat, long);
    await scene.until(room, 'word-1599');
    const parts = (await scene.told(room)).filter((text) => text.includes('word-'));
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.join(' ')).toBe(long);
  });

  test('the choices of a menu are told as numbered lines', async () => {
    const room = await scene.talking();
    const items = [{ text: 'Yes' }, { text: 'No' }];
    await scene.salesforce.act(room.chat, 'rich-message', { type: 'ChatWindowMenu', header: 'Sure?', items });
    await scene.until(room, 'Sure?\n1. Yes\n2. No');
  });
});

test('two rooms that are handed over at the same time never mix', async () => {
  const [first, second] = await Promise.all([scene.talking(), scene.talking()]);
  await Promise.all([scene.say(first, 'I am the first'), scene.say(second, 'I am the second')]);
  await scene.salesforce.say(first.chat, 'hello first');
  await scene.salesforce.say(second.chat, 'hello second');
  await scene.untilHeard(first, ['I am the first']);
  await scene.untilHeard(second, ['I am the second']);
  await scene.until(first, 'hello first');
  await scene.until(second, 'hello second');
  expect((await scene.told(first)).join()).not.toContain('second');
});

test('a room that came back can be handed over again', async () => {
  const first = await scene.talking();
  await scene.salesforce.end(first.chat);
  await scene.untilBack(first);
  const second = await scene.handOver(first);
  await scene.salesforce.accept(second.chat, ORG.ana);
  await scene.say(second, 'me again');
  await scene.untilHeard(second, ['me again']);
  expect((await scene.told(second)).filter((text) => text.startsWith('You are now talking'))).toHaveLength(2);
});

test('while a session is active, another handover of the room is refused with 406', async () => {
  const room = await scene.talking();
  const { status } = await scene.scene.handover({ roomId: room.rid, targetDepartmentName: 'support' });
  expect(status).toBe(406);
});

async function sessionsOf(rid: string): Promise<object[]> {
  const { data } = await scene.client.apps.request<{ state: string }>(APP_ID, {
    url: 'handover',
    params: { roomId: rid },
  });
  return data.state === 'none' ? [] : [data];
}

async function untilTyping(rid: string, expected: readonly boolean[]): Promise<void> {
  await eventually(async () => {
    const shown = (await scene.client.control.broadcasts()).filter(
      ({ kind, roomId }) => kind === 'typing' && roomId === rid,
    );
    expect(shown.map(({ isTyping }) => isTyping)).toEqual(expected);
  });
}
