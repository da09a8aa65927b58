/// <reference types="jest" />
import { parseSettings } from '../../../providers/genesys-open-messaging';
import { service } from '../../../providers/genesys-open-messaging/service';
import { SETTINGS, someSettings } from './support/aProvider';

const problemsOf = (changes: object) => parseSettings({ ...SETTINGS, ...changes }).problems;

test.each([
  ['mypurecloud.de', 'https://login.mypurecloud.de', 'https://api.mypurecloud.de'],
  ['login.usw2.pure.cloud', 'https://login.usw2.pure.cloud', 'https://api.usw2.pure.cloud'],
  [' apps.MyPureCloud.com ', 'https://login.mypurecloud.com', 'https://api.mypurecloud.com'],
  ['use2.us-gov-pure.cloud', 'https://login.use2.us-gov-pure.cloud', 'https://api.use2.us-gov-pure.cloud'],
  [
    'https://gateway.example.com/genesys/',
    'https://gateway.example.com/genesys',
    'https://gateway.example.com/genesys',
  ],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
])('the host %j means its login and its API host', (host, login, api) => {
  expect(someSettings({ host }).hosts).toMatchObject({ login, api });
});

test.each([
  'mypurecloud.con',
  'example.com',
  'http://example.com',
  'https://u:p@example.com',
  'https://x.com/?q',
  '..',
])('the host %j is none of a region, nor one that secrets may be sent to', (host) => {
  expect(problemsOf({ host })).toEqual([{ field: 'host', problem: expect.stringContaining('mypurecloud.de') }]);
});

test('everything that is missing is named at once', () => {
  expect(parseSettings({}).problems.map(({ field, problem }) => `${field} ${problem}`)).toEqual([
    'host is required',
    'clientId is required',
    'clientSecret is required',
    'integrationId is required',
    'webhookSecret is required',
  ]);
});

test.each([
  ['clientId', { clientId: 'me' }],
  ['queueId', { queueId: 'Support' }],
  ['attributes.target', { attributes: { target: 'a/b' } }],
  ['messageLimit', { messageLimit: 10 }],
  ['requestsPerMinute', { requestsPerMinute: 0 }],
  ['waitsForAgents', { waitsForAgents: 'yes' }],
])('a wrong %s is named', (field, changes) => {
  expect(problemsOf(changes).map((problem) => problem.field)).toEqual([field]);
});

test('settings that are no object are refused', () => {
  expect(parseSettings('x')).toMatchObject({ settings: undefined, problems: [{ field: 'settings' }] });
});

test('the catalogue names the defaults that are used', () => {
  const { hosts: _hosts, ...defaults } = someSettings({ queueId: undefined });
  const { properties } = service.settings;
  for (const name of [
    'messageLimit',
    'transcriptLimit',
    'downloadLimit',
    'requestsPerMinute',
    'waitsForAgents',
  ] as const) {
    expect([name, properties[name]?.default]).toEqual([name, defaults[name]]);
  }
  expect(service.problemsOf({ ...SETTINGS, queueId: 'x' })).toEqual([expect.objectContaining({ field: 'queueId' })]);
});

test('the catalogue keeps every secret to itself', () => {
  const secrets = Object.entries(service.settings.properties).filter(([, { writeOnly }]) => writeOnly);
  expect(secrets.map(([name]) => name)).toEqual(['clientSecret', 'webhookSecret', 'webhookToken']);
});
