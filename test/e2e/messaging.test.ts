/// <reference types="jest" />
import { SettingId } from '../../settings/SettingId';
import { eventually } from '../support/eventually';
import { type HandedOver, MessagingScene, NEWS, ORG } from '../support/MessagingScene';
import { APP_ID, type Chat } from '../support/Scene';

const TOKEN = 'handover-token';
const ENDED = 'The agent has ended the conversation.';
const LEFT = 'You have left the conversation with the agent.';
const RECEIPT = { name: 'receipt.pdf', content: Buffer.from('%PDF paid'), type: 'application/pdf' };
const CHOICES = {
  type: 'buttons',
  text: 'What is it about?',
  options: [
    { id: 'refund', title: 'A refund' },
    { id: 'order', title: 'An order' },
  ],
} as const;

describe.each(NEWS)('Messaging, heard of %s:', (_name, receiveMode) => {
  let scene: MessagingScene;
  beforeAll(async () => {
    scene = await MessagingScene.open({ receiveMode, settings: { [SettingId.exitWords]: 'bye, stop' } });
  }, 60_000);
  afterAll(async () => {
    expect(await scene.client.control.unimplemented()).toEqual([]);
    await scene.close();
  });
  afterEach(async () => {
    await scene.salesforce.clearFaults();
    await scene.salesforce.setAgent(ORG.ana, { online: true, capacity: 1_000 });
    await scene.salesforce.setAgent(ORG.ben, { online: false });
    await scene.scene.setSettings({ [SettingId.queueTimeout]: 0, [SettingId.handoverToken]: '' });
  });

  test('a handed over room goes from the queue to the agent, to another one, and back to the bot', async () => {
    const room = await scene.queued({ summary: 'wants a refund' });
    await scene.accept(room);
    await scene.say(room, 'hello agent');
    await scene.salesforce.say(room.chat, 'hello visitor');
    await scene.untilHeard(room, ['hello agent']);
    await scene.until(room, 'hello visitor');
    await scene.salesforce.setAgent(ORG.ben, { online: true });
    await scene.salesforce.transfer(room.chat, { agentId: ORG.ben });
    await scene.until(room, 'being transferred');
    await scene.salesforce.accept(room.chat, ORG.ben);
    await scene.until(room, 'Ben goes on');
    await scene.salesforce.end(room.chat);
    await scene.untilBack(room);
    expect(await scene.told(room)).toEqual([
      'Looking for an agent for you.',
      'An agent will be with you shortly.',
      'You are now talking to Ana.',
      'hello visitor',
      'You are being transferred; please wait.',
      'Ben goes on with your conversation.',
      ENDED,
    ]);
    expect([await scene.untilOver(room), await introductionOf(room)]).toEqual([
      'Agent',
      ['[Before the handover]\nSummary: wants a refund'],
    ]);
  });

  describe('while nobody has joined', () => {
    test('what the visitor types waits, and reaches the agent in order once he has joined', async () => {
      const room = await scene.queued();
      for (const text of ['one', 'two', 'three']) await scene.say(room, text);
      expect(await scene.heard(room)).toEqual([]);
      await scene.accept(room);
      await scene.untilHeard(room, ['one', 'two', 'three']);
    });

    test('an exit word leaves the queue, and the conversation is closed for good', async () => {
      const room = await scene.queued();
      await scene.say(room, 'Stop');
      await scene.untilBack(room);
      expect([await scene.untilOver(room), (await scene.told(room)).slice(-1)]).toEqual(['EndUser', [LEFT]]);
    });

    test('a visitor who closes the room leaves no conversation behind', async () => {
      const room = await scene.queued();
      await scene.client.livechat.closeAsVisitor(room);
      await scene.untilOver(room);
      expect((await scene.client.livechat.room(room.rid)).open).not.toBe(true);
    });

    test('a conversation that cannot be routed is told once, closed, and the room comes back', async () => {
      await scene.salesforce.addFault({ kind: 'routing-failure', times: 1 });
      const room = await scene.queued();
      await scene.untilBack(room);
      await scene.untilOver(room);
      expect((await scene.told(room)).filter((text) => text === 'No agent is available right now.')).toHaveLength(1);
    });

    test('nobody joining in time is told, and the conversation is closed', async () => {
      await scene.scene.setSettings({ [SettingId.queueTimeout]: 1 });
      const room = await scene.queued();
      await scene.untilBack(room);
      await scene.untilOver(room);
      expect(await scene.told(room)).toContain('No agent could take your conversation in time.');
    });
  });

  describe('while an agent is there', () => {
    let room: HandedOver;
    beforeEach(async () => {
      room = await scene.talking();
    });

    test.each([
      ['number', '2'],
      ['title', 'an ORDER'],
    ])('choices are answered by %s, once; what is said after that are words', async (_by, answer) => {
      await scene.salesforce.say(room.chat, CHOICES);
      await scene.until(room, 'What is it about?\n1. A refund\n2. An order');
      await scene.say(room, answer);
      await scene.say(room, answer);
      await scene.untilHeard(room, [answer]);
      const { fromVisitor } = await scene.salesforce.conversation(room.chat);
      expect(fromVisitor).toMatchObject([
        { kind: 'choices', content: { choicesResponse: { selectedOptions: [{ optionIdentifier: 'order' }] } } },
        { kind: 'text', text: answer },
      ]);
    });

    test('words that are none of the choices are words', async () => {
      await scene.salesforce.say(room.chat, CHOICES);
      await scene.until(room, '2. An order');
      await scene.say(room, '3');
      await scene.untilHeard(room, ['3']);
    });

    test('the file that he sends is a file in the room, which the visitor can fetch', async () => {
      const { content, name, type: mimeType } = RECEIPT;
      await scene.salesforce.attach(room.chat, { name, mimeType, content, text: 'Here it is' });
      await scene.until(room, 'Here it is');
      const path = await linkOfFile(room, name);
      expect((await scene.client.livechat.download(room.token, path)).data).toBe(content.toString());
    });

    test('the file that the visitor sends reaches him', async () => {
      await scene.client.livechat.uploadAsVisitor(room, RECEIPT);
      const { files } = await eventually(async () => {
        const view = await scene.salesforce.conversation(room.chat);
        expect(view.files).toMatchObject([{ from: 'visitor', name: RECEIPT.name, mimeType: RECEIPT.type }]);
        return view;
      });
      expect(await scene.salesforce.file(room.chat, String(files[0]?.id))).toEqual(RECEIPT.content);
    });

    test('a file of a type that the org does not take is told to be undelivered, once, and words go on', async () => {
      await scene.client.livechat.uploadAsVisitor(room, { ...RECEIPT, name: 'a.mp3', type: 'audio/mpeg' });
      await scene.until(room, 'could not be delivered');
      await scene.say(room, 'did you get it?');
      await scene.untilHeard(room, ['did you get it?']);
      expect((await scene.told(room)).filter((text) => text.includes('could not be delivered'))).toHaveLength(1);
    });

    test('his leaving is told, ends nothing, and another one goes on', async () => {
      await scene.salesforce.leave(room.chat, 'TRANSFER');
      await scene.until(room, 'The agent has left');
      await scene.say(room, 'still there?');
      await scene.salesforce.setAgent(ORG.ben, { online: true });
      await scene.salesforce.accept(room.chat, ORG.ben);
      await scene.until(room, 'Ben goes on');
      await scene.untilHeard(room, ['still there?']);
    });

    test('a transfer to another queue tells that it takes a moment, and not that anybody has left', async () => {
      await scene.salesforce.transfer(room.chat, { queueId: ORG.sales });
      await scene.until(room, 'being transferred');
      // By the time that another visitor hears of an agent who has left, this one would have.
      const other = await scene.talking();
      await scene.salesforce.leave(other.chat, 'TRANSFER');
      await scene.until(other, 'The agent has left');
      await scene.say(room, 'am I still heard?');
      await scene.accept(room);
      await scene.untilHeard(room, ['am I still heard?']);
      expect((await scene.told(room)).join()).not.toContain('has left');
    });

    test('an exit word ends the conversation for good, and he never sees the word', async () => {
      await scene.say(room, 'bye');
      await scene.untilBack(room);
      expect([await scene.untilOver(room), await scene.heard(room)]).toEqual(['EndUser', []]);
      expect((await scene.told(room)).slice(-1)).toEqual([LEFT]);
    });

    test('a visitor who closes the room ends it, and nothing is posted into the closed room', async () => {
      const before = await scene.told(room);
      await scene.client.livechat.closeAsVisitor(room);
      await scene.untilOver(room);
      await scene.untilFree(room);
      expect(await scene.told(room)).toEqual(before);
    });

    test('a room that a human moves away is closed at Salesforce, and stays where it is', async () => {
      await scene.client.livechat.forward(room.rid, { departmentId: scene.scene.department('support') });
      await scene.untilOver(room);
      await scene.untilFree(room);
      expect((await scene.client.livechat.room(room.rid)).servedBy?.username).toBe('susan');
    });

    test('the bot can end it, and has the room again', async () => {
      await scene.scene.setSettings({ [SettingId.handoverToken]: TOKEN });
      expect((await endByRequest(room)).status).toBe(202);
      await scene.untilBack(room);
      await scene.untilOver(room);
      expect((await scene.told(room)).filter((text) => text === ENDED)).toHaveLength(1);
    });

    test('a session that nobody has spoken in for too long is ended by the org, and closed', async () => {
      await scene.salesforce.setSwitches({ inactiveMs: 100 });
      await scene.salesforce.act(room.chat, 'inactivate', {});
      await scene.untilBack(room);
      await scene.untilOver(room);
      expect((await scene.told(room)).filter((text) => text === ENDED)).toHaveLength(1);
    });

    test('long words go both ways in parts and in order', async () => {
      const long = Array.from({ length: 1_100 }, (_, index) => `word-${index}`).join(' ');
      await scene.say(room, long.slice(0, 4_000));
      await eventually(async () => expect((await scene.heard(room)).join('').length).toBeGreaterThan(3_990));
      expect((await scene.heard(room)).map(({ length }) => length <= 3_000)).toEqual([true, true]);
      await scene.salesforce.say(room.chat, long);
      await scene.until(room, 'word-1099');
      const parts = (await scene.told(room)).filter((text) => text.includes('word-'));
      expect([parts.length > 1, parts.join(' ')]).toEqual([true, long]);
    });

    test('an edit and a deletion reach him as a note', async () => {
      const message = (await scene.say(room, 'tomorow')) as { _id: string };
      await scene.untilHeard(room, ['tomorow']);
      const change = { roomId: room.rid, msgId: message._id, text: 'tomorrow' };
      await scene.client.rest.post('/api/v1/chat.update', change);
      await scene.untilHeard(room, ['tomorow', '[edited] tomorrow']);
      await scene.client.rest.post('/api/v1/chat.delete', change);
      await scene.untilHeard(room, ['tomorow', '[edited] tomorrow', '[deleted] tomorrow']);
    });

    test('another handover of the room is refused with 406', async () => {
      const { status } = await scene.scene.handover({ roomId: room.rid, targetDepartmentName: 'support' });
      expect(status).toBe(406);
    });

    test('and has ended it, the room can be handed over again, in a conversation of its own', async () => {
      await scene.say(room, 'first time');
      await scene.untilHeard(room, ['first time']);
      await scene.salesforce.end(room.chat);
      await scene.untilBack(room);
      await scene.untilFree(room);
      const again = await scene.handOver(room);
      await scene.salesforce.accept(again.chat, ORG.ana);
      await scene.say(again, 'me again');
      await scene.untilHeard(again, ['me again']);
      expect((await introductionOf(again)).join()).toContain('first time');
    });
  });

  test('rooms that are handed over at the same time never mix', async () => {
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

  test('what the bot says with the handover is what the org routes by', async () => {
    await scene.scene.setSettings({ [SettingId.messagingButtonAttribute]: 'Legacy_Button' });
    const room = await scene.queued({ buttonId: '573SANDBOX00002', attributes: { 'Case Id': '7' } });
    const { queueId, attributes } = await scene.salesforce.conversation(room.chat);
    expect([queueId, attributes]).toMatchObject([ORG.sales, { Legacy_Button: '573SANDBOX00002', Case_Id: '7' }]);
    await scene.scene.setSettings(scene.connection);
  });

  /** What the agent got to read of the time before the handover. */
  async function introductionOf({ chat }: HandedOver): Promise<string[]> {
    const { fromVisitor } = await scene.salesforce.conversation(chat);
    return fromVisitor.map(({ text = '' }) => text).filter((text) => text.startsWith('[Before'));
  }

  /** Waits until the room has the bridge agent's file of this name; resolves with the path that it is fetched by. */
  function linkOfFile({ rid }: Chat, name: string): Promise<string> {
    return eventually(async () => {
      const messages = await scene.client.livechat.messages(rid);
      const found = messages.filter(({ u, file }) => u.username === 'bridge' && file?.name === name);
      expect(found).toHaveLength(1);
      return String(found[0]?.attachments?.[0]?.title_link);
    });
  }

  function endByRequest({ rid }: Chat) {
    const headers = { 'x-handover-token': TOKEN };
    return scene.client.apps.request(APP_ID, { method: 'delete', url: 'handover', params: { roomId: rid }, headers });
  }
});
