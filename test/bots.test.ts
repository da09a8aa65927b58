/// <reference types="jest" />
import axios from 'axios';
import express from 'express';
import { rmSync } from 'fs';
import type { Server } from 'http';
import type { AddressInfo } from 'net';
import vm from 'vm';
import { run, saveBotFiles } from './support/botFiles';
import { codeOf } from './support/pageCode';

const SESSION = { result: 'Cannot perform handover amidst an active Liveagent session.' };
const refusal = (error: string) => ({ result: 'A sentence.', error });
/** What the app answers, and what the bot then does. */
const ANSWERS: ReadonlyArray<readonly [status: number, body: object | string, next: string]> = [
  [200, { result: 'Handover request completed successfully' }, 'be-silent'],
  [406, SESSION, 'be-silent'],
  [409, refusal('nobody-available'), 'offer-something-else'],
  [409, refusal('handover-in-progress'), 'be-silent'],
  [409, refusal('room-closed'), 'apologise'],
  [500, refusal('internal-error'), 'apologise'],
  [502, '<html>Bad Gateway</html>', 'apologise'],
];

let folder: string;
let server: Server;
let url: string;
let answer: readonly [status: number, body: object | string];
let asked: { headers: express.Request['headers']; body: unknown } | undefined;
beforeAll(async () => {
  folder = saveBotFiles();
  const app = express().use(express.json());
  app.post('/handover', ({ headers, body }, response) => {
    asked = { headers, body };
    response.status(answer[0]).send(answer[1]);
  });
  server = await new Promise<Server>((resolve) => {
    const started = app.listen(0, '127.0.0.1', () => resolve(started));
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await new Promise((resolve) => server.close(resolve));
});

const env = () => ({ HANDOVER_URL: url, HANDOVER_TOKEN: 'the-token' });
const program = (name: string, words: string[]) => run(name, words, { folder, env: env() });
const node = (code: string) => program(process.execPath, ['--input-type=module', '-e', code]);

/** Rasa's part of what an action of its works with. */
const RASA = `
import sys, types
sdk = types.ModuleType("rasa_sdk")
sdk.Action = type("Action", (), {})
sys.modules["rasa_sdk"] = sdk
import actions
said = []
dispatcher = types.SimpleNamespace(utter_message=lambda text: said.append(text))
tracker = types.SimpleNamespace(sender_id="room-1", latest_message={"text": "a human"})
action = actions.ActionHandOver()
assert action.name() == "action_hand_over"
assert action.run(dispatcher, tracker, {}) == []
print("".join(said))
`;

const DIALOGFLOW = `
import { fulfil } from './fulfilment.mjs';
const session = 'projects/p/agent/sessions/room-1';
const body = { session, queryResult: { queryText: 'a human' } };
await fulfil({ body }, { json: ({ fulfillmentText }) => console.log(fulfillmentText) });
process.exit();
`;

/** What the visitor is told, by what the bot does. */
const WORDS: Readonly<Record<string, string>> = {
  'be-silent': '',
  'offer-something-else': 'Nobody is available right now. Shall we call you back?',
  apologise: 'Sorry, I could not reach a colleague. Please try again in a moment.',
};

async function botpress(): Promise<string> {
  const workflow = { summary: 'a human', handover: '' };
  const context = {
    workflow,
    conversation: { roomId: 'room-1' },
    env: env(),
    axios,
    console: { error: () => undefined },
  };
  await vm.runInNewContext(`(async () => {${codeOf('docs/bots.md', 'Botpress', 'js')}})()`, context);
  return workflow.handover;
}

/** The two nodes: a request made of the fields that the page names, and the code that follows it. */
async function cognigy(): Promise<string> {
  const payload = codeOf('docs/bots.md', 'Cognigy', 'json')
    .replace('{{input.data.roomId}}', 'room-1')
    .replace('{{input.text}}', 'a human');
  const headers = { 'X-Handover-Token': 'the-token' };
  const { data } = await axios.post(`${url}/handover`, JSON.parse(payload), { headers, validateStatus: () => true });
  const context = { handover: '' };
  vm.runInNewContext(codeOf('docs/bots.md', 'Cognigy', 'js'), { input: { httprequest: data }, context });
  return context.handover;
}

const BOTS: ReadonlyArray<readonly [name: string, next: () => Promise<string>]> = [
  ['Node', () => program(process.execPath, ['handover.mjs', 'room-1', 'support'])],
  ['Python', () => program('python3', ['handover.py', 'room-1', 'support'])],
  ['Botpress', botpress],
  ['Cognigy', cognigy],
];
const SPEAKING: ReadonlyArray<readonly [name: string, said: () => Promise<string>]> = [
  ['Dialogflow', () => node(DIALOGFLOW)],
  ['Rasa', () => program('python3', ['-c', RASA])],
];

describe.each(ANSWERS)('to an answer with %d %j', (status, body, next) => {
  beforeEach(() => {
    answer = [status, body];
    asked = undefined;
  });

  test.each(BOTS)(`the example for %s answers ${next}`, async (_name, example) => {
    expect(await example()).toBe(next);
  });
});

/** One answer for each thing that a bot can do next; what leads to it is the business of the files they share. */
describe.each(ANSWERS.filter(([, , next], index) => ANSWERS.findIndex((other) => other[2] === next) === index))(
  'to an answer with %d %j',
  (status, body, next) => {
    test.each(SPEAKING)(`the example for %s tells the visitor what belongs to ${next}`, async (_name, example) => {
      answer = [status, body];
      expect(await example()).toBe(WORDS[next]);
    });
  },
);

test.each([...BOTS, ...SPEAKING])(
  'the example for %s sends room, department, summary and token',
  async (_name, example) => {
    answer = [200, {}];
    await example();
    expect(asked).toMatchObject({
      headers: { 'content-type': expect.stringContaining('application/json'), 'x-handover-token': 'the-token' },
      body: { roomId: 'room-1', targetDepartmentName: 'support', summary: expect.stringMatching(/a human|a lamp/) },
    });
  },
);

test.each([
  [
    'Node',
    () => run(process.execPath, ['handover.mjs', 'r', 'd'], { folder, env: { HANDOVER_URL: 'http://127.0.0.1:1' } }),
  ],
  ['Python', () => run('python3', ['handover.py', 'r', 'd'], { folder, env: { HANDOVER_URL: 'http://127.0.0.1:1' } })],
])('the example for %s apologises when there is no answer', async (_name, example) => {
  expect(await example()).toBe('apologise');
});
