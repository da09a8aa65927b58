/// <reference types="jest" />
import { sampleClient } from '../../sandbox/genesys/samples';
import { PageScene } from '../support/PageScene';

const SECRETS = [sampleClient.secret, 'story-webhook-secret'];

let scene: PageScene;

beforeAll(async () => {
  scene = await PageScene.open();
}, 90_000);

afterAll(() => scene?.close());

const file = (name: string) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 1 teapot') });

async function sendFilesAtBothSides(): Promise<void> {
  const visitorsFile = scene.page.getByLabel('Message of the visitor: send a file');
  const agentsFile = scene.page.getByLabel('Message of Ana: send a file');
  if (await agentsFile.isVisible()) {
    await agentsFile.setInputFiles(file('label.pdf'));
    await scene.visitorReads('label.pdf');
  } else {
    await scene.button('Ask for a file').click();
    await scene.visitorReads('The agent asks you to send a file.');
  }
  await visitorsFile.setInputFiles(file('receipt.pdf'));
  await scene.agentReads('receipt.pdf');
}

/** What the browser was told of the wire has secrets in it, and every one of them masked. */
async function expectMaskedSecrets(): Promise<void> {
  const { livechat } = await scene.admin();
  const visitors = (await livechat.rooms({ count: 100 })).map(({ v }) => v.token);
  const wire = await scene.wire();
  expect(wire).toMatch(/(authorization|x-liveagent-session-key): •••/);
  expect([...SECRETS, ...visitors].filter((secret) => wire.includes(secret))).toEqual([]);
  expect(wire).not.toMatch(/(authorization|x-liveagent-(session-key|affinity)): (?!•••)/);
}

async function passOnToBen(): Promise<void> {
  await scene.button('Transfer to Ben').click();
  const accept = scene.button('Accept as Ben');
  const field = scene.page.getByLabel('Message of Ben', { exact: true });
  await accept.or(field).waitFor();
  if (await accept.isVisible()) await accept.click();
  await scene.visitorReads('Ben goes on with your conversation.');
}

test.each(['Salesforce Messaging', 'Salesforce Live Agent', 'Genesys Cloud'])(
  'a visitor talks to the bot, to two agents of %s, and to the bot again, with both hands on the page',
  async (centre) => {
    await scene.choose(centre);
    await scene.visitorSays('Hello?');
    await scene.visitorReads('I am only a bot. Shall I find you a human?');
    await scene.reachAna();
    await scene.untilLife('Talking to Ana');
    await scene.room.getByText('bridge', { exact: true }).waitFor();
    await scene.visitorSays('My order has not arrived.');
    await scene.agentReads('My order has not arrived.');
    await scene.page.getByLabel('Message of Ana', { exact: true }).pressSequentially('I am');
    await scene.widget.getByText('The agent is typing').waitFor();
    await scene.agentSays('Ana', 'I am sorry to hear that.');
    await scene.visitorReads('I am sorry to hear that.');
    await sendFilesAtBothSides();
    await passOnToBen();
    await scene.agentSays('Ben', 'A new teapot is on its way.');
    await scene.visitorReads('A new teapot is on its way.');
    await scene.button('End').click();
    await scene.visitorReads('Welcome back. Is there anything else?');
    await scene.untilLife('Back with the bot');
    await scene.room.getByText('botty', { exact: true }).waitFor();
    expect(await scene.room.getByText('moved the room to the department').count()).toBe(2);
    expect(await scene.page.locator('.entry', { hasText: `App → to ${centre}` }).count()).toBeGreaterThan(0);
    await expectMaskedSecrets();
  },
  60_000,
);

test('an agent can decline, and the next one is asked', async () => {
  await scene.newVisitor();
  await scene.button('Talk to a human').click();
  await scene.page.getByRole('button', { name: 'Decline' }).click();
  await scene.button('Accept as Ben').click();
  await scene.visitorReads('You are now talking to Ben.');
});

test('the whole way can be gone with the keyboard alone', async () => {
  const { page } = scene;
  await scene.newVisitor();
  await scene.tabTo(scene.button('Talk to a human'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await scene.tabTo(scene.button('Accept as Ana'));
  await page.keyboard.press('Space');
  await scene.tabTo(page.getByLabel('Message of Ana', { exact: true }));
  await page.keyboard.type('Typed without a mouse.');
  await page.keyboard.press('Enter');
  await scene.visitorReads('Typed without a mouse.');
  await scene.tabTo(scene.button('End'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await scene.untilLife('Back with the bot');
  await scene.tabTo(page.locator('.entry summary').first());
  await page.keyboard.press('Enter');
  await page.locator('.part').first().waitFor();
});

describe('when something breaks while they talk', () => {
  beforeAll(async () => {
    await scene.choose('Salesforce Messaging');
    await scene.reachAna();
  }, 60_000);

  async function expectToGoOn(word: string): Promise<void> {
    await scene.visitorSays(`${word}: are you still there?`);
    await scene.agentReads(`${word}: are you still there?`);
    await scene.agentSays('Ana', `${word}: I am.`);
    await scene.visitorReads(`${word}: I am.`);
  }

  it('goes on after the app was killed', async () => {
    await scene.button('Kill the app').click();
    await expectToGoOn('Killed');
    await scene.page.getByText('started again 1 time').waitFor();
  }, 45_000);

  it('goes on after the stream was dropped', async () => {
    await scene.button('Drop the stream').click();
    await expectToGoOn('Dropped');
  });

  it('goes on after calls were answered with 503', async () => {
    await scene.button('Answer 503').click();
    await expectToGoOn('Refused');
    await scene.page.locator('.entry.failure', { hasText: '503' }).first().waitFor();
  });

  it('keeps the visitor with the bot when no agent is there', async () => {
    await scene.choose('Salesforce Live Agent');
    await scene.button('Agents offline').click();
    await scene.page.getByText('offline', { exact: true }).nth(1).waitFor();
    await scene.button('Talk to a human').click();
    await scene.visitorReads('That did not work: No agent of the contact centre is available.');
    await scene.untilLife('With the bot');
  });
});
