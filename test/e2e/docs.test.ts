/// <reference types="jest" />

import axios from 'axios';
import { readFileSync } from 'fs';
import path from 'path';
import { parse } from 'shell-quote';
import { type LiveAgent, startLiveAgent } from '../../sandbox/salesforce-live-agent/Simulator';
import { type Chat, Scene } from '../support/Scene';

/** A curl call of the page, and the answer the page promises. */
interface Example {
  command: string;
  status: number;
  body: unknown;
}

const page = readFileSync(path.resolve(__dirname, '../../docs/api.md'), 'utf8');
const EXAMPLE = /```bash\n(curl [\s\S]*?)```\s+Answer, (\d+):\s+```json\n([\s\S]*?)```/g;
const examples: Example[] = [...page.matchAll(EXAMPLE)].map(([, command = '', status, body = '']) => ({
  command,
  status: Number(status),
  body: JSON.parse(body),
}));

let scene: Scene;
let salesforce: LiveAgent;
let chat: Chat;
beforeAll(async () => {
  scene = await Scene.open();
  salesforce = await startLiveAgent();
  await scene.setSettings({
    api_key: 'the-api-key',
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

async function run(command: string): Promise<{ status: number; data: unknown }> {
  const words = parse(filledIn(command).replace(/\\\n/g, ' ')).map((word) => (typeof word === 'string' ? word : ''));
  const headers: Record<string, string> = {};
  let data: string | undefined;
  let url = '';
  for (let i = 1; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '-H') {
      const [name = '', value = ''] = (words[++i] ?? '').split(/: ?(.*)/);
      headers[name] = value;
    } else if (word === '-d') data = words[++i];
    else url = word;
  }
  return axios.request({ method: data === undefined ? 'get' : 'post', url, headers, data, validateStatus: () => true });
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

test.each(examples)('the example $command answers as the page says', async ({ command, status, body }) => {
  const answer = await run(command);
  expect([answer.status, answer.data]).toEqual([status, JSON.parse(filledIn(JSON.stringify(body)))]);
});
