/// <reference types="jest" />
import { readFileSync } from 'fs';
import path from 'path';
import { SandboxClient } from '../../sandbox/client';
import { examplesOf, runCurl } from '../support/curlExamples';
import { eventually } from '../support/eventually';
import { type HandedOver, LiveAgentScene } from '../support/LiveAgentScene';
import { APP_ID, type Chat } from '../support/Scene';

const PAGE = 'docs/operator-tools.md';
const SESSION_ACTIVE = 'A session is active in this room already.';
const NOT_HIS = 'Only the agent who serves the room, or a manager of Omnichannel, may do this.';

/** A view as it comes to a client. */
interface Shown {
  type: string;
  success: boolean;
  errors?: Record<string, string>;
  view: {
    id: string;
    blocks: Array<{
      blockId: string;
      text?: { text: string };
      fields?: Array<{ text: string }>;
      elements?: Array<{ actionId?: string; text: unknown }>;
      element?: { options?: Array<{ text: { text: string }; value: string }>; initialValue?: string };
    }>;
  };
}

let scene: LiveAgentScene;
/** Serves rooms of the department `support`. */
let susan: SandboxClient;
/** The administrator, on the one server and on the other. */
let admin: SandboxClient;
let adminElsewhere: SandboxClient;
beforeAll(async () => {
  scene = await LiveAgentScene.open({ instances: 2 });
  const [one, two] = scene.scene.sandbox.admins;
  if (!one || !two) throw new Error('The scene has no two servers');
  [admin, adminElsewhere] = [one, two];
  susan = await SandboxClient.login(admin.rest.url, 'susan', 'secret');
});
afterAll(() => scene.close());
beforeEach(() => admin.control.clear());
afterEach(async () => expect(await admin.control.unimplemented()).toEqual([]));

/** What one user alone was told in a room, oldest first. */
async function toldTo(username: string, { rid }: Chat): Promise<string[]> {
  const broadcasts = await admin.control.broadcasts();
  const own = broadcasts.filter((one) => one.kind === 'user' && one.username === username && one.roomId === rid);
  return own.map(({ text = '' }) => text);
}

/** A visitor who talks to Susan. */
function withSusan(): Promise<Chat> {
  return scene.scene.chat('support', { name: 'Vera' });
}

/** What the agent of the contact centre sees of a room that was handed over to him. */
async function seenByAgent(room: Chat): Promise<Readonly<Record<string, unknown>>> {
  return eventually(async () => {
    const [chat] = await scene.chatsOf(room);
    if (!chat) throw new Error('The contact centre has no conversation for the room');
    return (await scene.salesforce.chat(chat.id)).attributes;
  });
}

function press(client: SandboxClient, actionId: string, { rid }: Chat): Promise<Shown> {
  return client.tools.press(APP_ID, { actionId, rid });
}

/** Everything that is written in a room by anybody. */
async function written({ rid }: Chat): Promise<string> {
  return (await admin.livechat.messages(rid)).map(({ msg }) => msg).join('\n');
}

function textsOf({ view }: Shown): string[] {
  return view.blocks.flatMap(({ text, fields = [], elements = [] }) => {
    const inside = elements.map((element) => (element.actionId === undefined ? element.text : undefined));
    return [text?.text, ...fields.map((field) => field.text), ...inside].filter((one) => typeof one === 'string');
  });
}

/** Exactly one conversation there was, and it is over; exactly one way to the contact centre and one back. */
async function expectTakenBack(room: HandedOver): Promise<void> {
  await scene.untilBack(room);
  await scene.untilFree(room);
  await scene.untilOver(room);
  expect([await scene.scene.transfers(room.rid), await scene.chatsOf(room)]).toEqual([2, [expect.anything()]]);
}

describe('/handover', () => {
  test('hands a room over to the contact centre, and whoever gave it alone is told', async () => {
    const room = await withSusan();
    await susan.tools.run(room.rid, 'handover', 'salesforce');
    expect(await toldTo('susan', room)).toEqual(['The conversation was handed over.']);
    expect(await written(room)).not.toContain('handed over');
    await eventually(async () => expect(await scene.chatsOf(room)).toHaveLength(1));
    expect(await scene.scene.departmentOf(room.rid)).toBe('salesforce');
  });

  test('takes a department by a name of several words, and says in words what it refuses', async () => {
    const room = await withSusan();
    await susan.tools.run(room.rid, 'handover', 'no such department');
    expect(await toldTo('susan', room)).toEqual([expect.stringContaining('department')]);
    expect(await scene.scene.departmentOf(room.rid)).toBe('support');
  });

  test('without a department asks for it', async () => {
    const room = await withSusan();
    await susan.tools.run(room.rid, 'handover');
    const shown = (await admin.control.broadcasts()).filter(({ kind }) => kind === 'interaction');
    const view = { id: `handover:${room.rid}` };
    expect(shown).toMatchObject([{ username: 'susan', interaction: { type: 'modal.open', appId: APP_ID, view } }]);
  });

  test('is refused while a session runs, which goes on', async () => {
    const room = await scene.talking();
    await admin.tools.run(room.rid, 'handover', 'support');
    expect(await toldTo('admin', room)).toEqual([SESSION_ACTIVE]);
    await scene.say(room, 'still here');
    await scene.untilHeard(room, ['still here']);
  });

  test('is offered to those who work with Omnichannel rooms', async () => {
    expect(await susan.tools.commands()).toMatchObject([
      { appId: APP_ID, command: 'handover', permission: 'view-l-room', providesPreview: false },
    ]);
  });

  test.each([0, 1])('end takes the room back exactly once, given on server %d', async (which) => {
    const room = await scene.talking();
    await [admin, adminElsewhere][which]?.tools.run(room.rid, 'handover', 'end');
    await expectTakenBack(room);
    expect(await toldTo('admin', room)).toEqual(['The session is being ended; the room returns.']);
  });

  test('end says so where no session runs', async () => {
    const room = await scene.visitor();
    await admin.tools.run(room.rid, 'handover', 'end');
    expect(await toldTo('admin', room)).toEqual(['No session is active in this room.']);
  });

  test('status tells the state, the agent, the events and the id to quote, on whatever server', async () => {
    const room = await scene.talking();
    await adminElsewhere.tools.run(room.rid, 'handover', 'status');
    const [text] = await toldTo('admin', room);
    expect(text).toContain('An agent of the contact centre talks with the visitor.');
    expect(text).toContain('*Agent:* Ana');
    expect(text).toContain(`*Conversation id, for support:* ${room.chat}`);
    expect(text).toMatch(
      /^- [\d:]{8} handed over$[\s\S]*^- [\d:]{8} waiting in the queue$[\s\S]*^- [\d:]{8} with an agent: Ana$/m,
    );
  });

  test('status tells the place in the queue', async () => {
    const room = await scene.queued();
    await scene.until(room, 'number');
    await admin.tools.run(room.rid, 'handover', 'status');
    const [text] = await toldTo('admin', room);
    expect(text).toContain('The visitor waits for an agent of the contact centre.');
    expect(text).toMatch(/\*Queue:\* place \d+/);
  });
});

test('the page shows what a command run over REST is answered, and what whoever ran it reads', async () => {
  const room = await scene.talking();
  const { data } = await admin.rest.post<{ data: { userId: string; authToken: string } }>('/api/v1/login', {
    user: 'admin',
    password: 'admin',
  });
  const [example] = examplesOf(PAGE);
  const command = (example?.command ?? '')
    .replace('http://localhost:3000', admin.rest.url)
    .replace('<user id>', data.userId)
    .replace('<token>', data.authToken)
    .replace('uz7dyhqax2LNfaQBo', room.rid);
  const { status, text } = await runCurl(command);
  expect([status, JSON.parse(text)]).toEqual([example?.status, JSON.parse(example?.body ?? '')]);
  const shown = /```text\n([\s\S]*?)```/.exec(readFileSync(path.resolve(__dirname, '../..', PAGE), 'utf8'))?.[1] ?? '';
  const [read = ''] = await toldTo('admin', room);
  const timeless = (lines: string) =>
    lines
      .trim()
      .replace(/\d\d:\d\d:\d\d/g, 'TIME')
      .replace(/[\da-f-]{36}/g, 'ID')
      .split('\n');
  expect(timeless(read)).toEqual(expect.arrayContaining(timeless(shown)));
});

describe('the modal', () => {
  test('hands a room over with what the agent should know, and the visitor does not see it', async () => {
    const room = await withSusan();
    const { type, view } = await press(susan, 'hand-over', room);
    const [department] = view.blocks;
    expect([type, department?.element?.initialValue]).toEqual(['modal.open', scene.scene.department('salesforce')]);
    expect(department?.element?.options?.map(({ text }) => text.text)).toEqual(['bots', 'salesforce', 'support']);
    const answer = await susan.tools.submit<Shown>(APP_ID, {
      ...view,
      state: {
        department: { department: scene.scene.department('salesforce') },
        reason: { reason: 'refund' },
        summary: { summary: 'Was charged twice.' },
      },
    });
    expect(answer).toEqual({ success: true });
    expect((await seenByAgent(room)).Summary).toBe('Reason: refund\nWas charged twice.');
    expect(await toldTo('susan', room)).toEqual(['The conversation was handed over.']);
    expect(await written(room)).not.toMatch(/refund|charged/);
  });

  test('stays open and says what is refused', async () => {
    const room = await scene.talking();
    const id = `handover:${room.rid}`;
    const submit = (department: string) =>
      admin.tools.submit<Shown>(APP_ID, { id, state: { department: { department } } });
    expect(await submit('support')).toMatchObject({
      type: 'errors',
      viewId: id,
      errors: { department: SESSION_ACTIVE },
    });
    expect(await submit(' ')).toMatchObject({ errors: { department: 'Choose a department.' } });
  });
});

describe('the buttons', () => {
  test('are shown in Omnichannel rooms to agents, managers and administrators', async () => {
    const when = { roomTypes: ['livechat'], hasOneRole: ['admin', 'livechat-manager', 'livechat-agent'] };
    const common = { appId: APP_ID, context: 'roomAction', when };
    expect(await admin.tools.buttons()).toEqual([
      { actionId: 'hand-over', labelI18n: 'hand_over_button_label', ...common },
      { actionId: 'take-back', labelI18n: 'take_back_button_label', ...common },
      { actionId: 'handover-status', labelI18n: 'handover_status_button_label', ...common },
    ]);
  });

  test('take a room back exactly once, though pressed on both servers', async () => {
    const room = await scene.talking();
    await Promise.all([press(admin, 'take-back', room), press(adminElsewhere, 'take-back', room)]);
    await expectTakenBack(room);
  });

  test('show a bar with the state, whose buttons look again and take the room back', async () => {
    const room = await scene.queued();
    const opened = await press(admin, 'handover-status', room);
    expect([opened.type, opened.view.id]).toEqual(['contextual_bar.open', `handover-status:${room.rid}`]);
    expect(textsOf(opened)).toContain('The visitor waits for an agent of the contact centre.');
    await scene.accept(room);
    const container = { type: 'view', id: opened.view.id } as const;
    const act = (actionId: string) =>
      adminElsewhere.tools.act<Shown>(APP_ID, { actionId, blockId: actionId, container });
    const refreshed = await act('refresh-handover-status');
    expect(refreshed.type).toBe('contextual_bar.update');
    expect(textsOf(refreshed)).toEqual(
      expect.arrayContaining(['Agent: Ana', `Conversation id, for support: ${room.chat}`]),
    );
    expect(await act('take-back')).toEqual({ success: true });
    await expectTakenBack(room);
  });
});

describe('whoever a room is no business of', () => {
  test('is refused by the host before the app hears of his command', async () => {
    const room = await scene.visitor();
    await expect(susan.tools.run(room.rid, 'handover', 'salesforce')).rejects.toMatchObject({ status: 403 });
  });

  test.each(['hand-over', 'take-back', 'handover-status'])('is refused by the button %s', async (actionId) => {
    const room = await scene.talking();
    expect(await press(susan, actionId, room)).toEqual({ success: false });
    expect(await toldTo('susan', room)).toEqual([NOT_HIS]);
    expect((await scene.salesforce.chat(room.chat)).state).toBe('connected');
  });

  test('is refused by a modal that was never shown to him', async () => {
    const room = await scene.visitor();
    const state = { department: { department: 'salesforce' } };
    const answer = await susan.tools.submit<Shown>(APP_ID, { id: `handover:${room.rid}`, state });
    expect(answer.errors).toEqual({ department: NOT_HIS });
    expect(await scene.scene.departmentOf(room.rid)).toBe('bots');
  });
});
