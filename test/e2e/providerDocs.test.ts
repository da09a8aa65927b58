/// <reference types="jest" />
import { type LiveAgent, startLiveAgent } from '../../sandbox/salesforce-live-agent/Simulator';
import { examplesOf, runCurl } from '../support/curlExamples';
import { Scene } from '../support/Scene';

const PLACEHOLDERS: ReadonlyArray<readonly [placeholder: string, pattern: string]> = [
  ['"<seconds>"', '\\d{10}'],
  ['<seconds>', '\\d{10}'],
  ['<caller id>', '[0-9a-f]{24}'],
  ['<trace id>', 'api--[0-9a-f-]{36}'],
];

let scene: Scene;
let salesforce: LiveAgent;
/** Of the provider that the page creates; the examples are run in their order. */
let providerId = '';
beforeAll(async () => {
  scene = await Scene.open();
  salesforce = await startLiveAgent();
  await scene.setSettings({
    api_key: 'the-api-key',
    product: 'live-agent',
    handover_department_name: 'salesforce',
    salesforce_chat_api_endpoint: salesforce.url,
    salesforce_organisation_id: '00DSANDBOX00001',
    salesforce_deployment_id: '572SANDBOX00001',
    salesforce_button_id: '573SANDBOX00001',
  });
});
afterAll(async () => {
  await scene.close();
  await salesforce.close();
});

/** Replaces what stands for the reader's own values by those of the scene. */
function filledIn(text: string): string {
  return text
    .replace('http://localhost:3000', scene.sandbox.urls[0] ?? '')
    .split('<provider id>')
    .join(providerId)
    .replace('<api key>', 'the-api-key');
}

/** Matches what the page promises; white space between tokens of JSON does not count. */
function promised(body: string): RegExp {
  const isJson = body.trim().startsWith('{');
  const compact = isJson ? JSON.stringify(JSON.parse(body)) : body.replace(/\n$/, '').split('\n').join('\r\n');
  const literal = compact.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const known = ['<provider id>', providerId || '[0-9a-f]{24}'] as const;
  const pattern = [known, ...PLACEHOLDERS].reduce((text, [name, means]) => text.split(name).join(means), literal);
  return new RegExp(`^${pattern}\\s*$`);
}

test.each(examplesOf('docs/handover-providers.md'))(
  'the example $command answers as the page says',
  async ({ command, status, body }) => {
    const answer = await runCurl(filledIn(command));
    expect([answer.status, answer.text]).toEqual([status, expect.stringMatching(promised(body))]);
    if (status === 201) providerId = JSON.parse(answer.text)._id;
  },
);

test('the page has an example for each call', () => {
  const commands = examplesOf('docs/handover-providers.md').map(({ command }) => command);
  for (const part of ['-X POST', '-X PATCH', '-X DELETE', '/test', 'providers?', 'services?', 'Accept: text/csv']) {
    expect(commands.some((command) => command.includes(part))).toBe(true);
  }
});
