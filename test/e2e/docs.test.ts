/// <reference types="jest" />

import { readFileSync, rmSync } from 'fs';
import path from 'path';
import { type LiveAgent, startLiveAgent } from '../../sandbox/salesforce-live-agent/Simulator';
import { run, saveBotFiles } from '../support/botFiles';
import { examplesOf, runCurl } from '../support/curlExamples';
import { APP_ID, type Chat, Scene } from '../support/Scene';

const examples = examplesOf('docs/api.md');
const botExamples = examplesOf('docs/bots.md');

let scene: Scene;
let salesforce: LiveAgent;
let chat: Chat;
beforeAll(async () => {
  scene = await Scene.open();
  salesforce = await startLiveAgent();
  await scene.setSettings({
    api_key: 'the-api-key',
    product: 'live-agent',
    salesforce_chat_api_endpoint: salesforce.url,
    salesforce_organisation_id: '00DSANDBOX00001',
    salesforce_deployment_id: '572SANDBOX00001',
    salesforce_button_id: '573SANDBOX00001',
  });
});
beforeEach(async () => {
  chat = await scene.chat();
});
afterAll(async () => {
  await scene.close();
  await salesforce.close();
});

/** Replaces what stands for the reader's own values by those of the scene. */
function filledIn(text: string): string {
  return text
    .replace('http://localhost:3000', scene.sandbox.urls[0] ?? '')
    .replace('uz7dyhqax2LNfaQBo', chat.rid)
    .replace('<department id>', scene.department('bots'))
    .replace('<api key>', 'the-api-key');
}

test.each(['README.md', 'docs/api.md'])('%s shows the two documented answers to the letter', (file) => {
  const text = readFileSync(path.resolve(__dirname, '../..', file), 'utf8');
  expect(text).toContain('{ "result": "Handover request completed successfully" }');
  expect(text).toContain('{ "result": "Cannot perform handover amidst an active Liveagent session." }');
});

test('the page has an example for each endpoint', () => {
  expect(examples.length).toBeGreaterThanOrEqual(6);
  for (const end of ['/handover', 'handover?roomId', '/availability?', '/health']) {
    expect(examples.some(({ command }) => command.includes(end))).toBe(true);
  }
});

test.each([...examples, ...botExamples])(
  'the example $command answers as the page says',
  async ({ command, status, body }) => {
    const answer = await runCurl(filledIn(command));
    expect([answer.status, JSON.parse(answer.text)]).toEqual([status, JSON.parse(filledIn(body))]);
  },
);

describe('the page for bot developers', () => {
  let folder: string;
  beforeAll(() => {
    folder = saveBotFiles();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('has examples for curl', () => {
    expect(botExamples.map(({ status }) => status)).toEqual([200, 409]);
  });

  test.each([
    [process.execPath, 'handover.mjs'],
    ['python3', 'handover.py'],
  ])('has an example for %s that hands a room over, and hears when nobody is there', async (program, file) => {
    const env = { HANDOVER_URL: `${scene.sandbox.urls[0]}/api/apps/public/${APP_ID}` };
    const handOver = (department: string) => run(program, [file, chat.rid, department], { folder, env });
    expect(await handOver('empty')).toBe('offer-something-else');
    expect(await handOver('support')).toBe('be-silent');
    expect(await scene.departmentOf(chat.rid)).toBe('support');
  });
});
