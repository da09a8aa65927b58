/// <reference types="jest" />
import { HealthEndpoint } from '../../endpoints/HealthEndpoint';
import type { Outside } from '../../endpoints/Outside';
import type { Config } from '../../settings/readConfig';
import { aDesk, aSession, type TestDesk } from '../support/aDesk';
import { anApp, aProviderWith, aRequest, call, outsideOf } from '../support/endpoints';

let desk: TestDesk;
beforeEach(() => {
  desk = aDesk();
});

const complete: Partial<Outside> = { provider: async () => ({ provider: aProviderWith(async () => []) }) };

function get(
  request: { headers?: object; query?: object },
  config: Partial<Config> = { apiKey: 'key' },
  parts: Partial<Outside> = complete,
) {
  const endpoint = new HealthEndpoint(anApp(desk.log), outsideOf(desk, config, parts));
  return call(endpoint, 'get', aRequest({ headers: { ...request.headers }, query: { ...request.query } }));
}

test.each([
  ['X-API-Key', { headers: { 'x-api-key': 'key' } }],
  ['api_key', { query: { api_key: 'key' } }],
  ['Authorization: Bearer', { headers: { authorization: 'Bearer key' } }],
])('health lets a caller in by %s', async (_name, request) => {
  expect(await get(request)).toMatchObject({ status: 200, content: { version: '1.2.3' } });
});

test.each([
  ['nothing', {}],
  ['a wrong key', { headers: { 'x-api-key': 'kex' } }],
  ['a list of keys', { query: { api_key: ['key', 'key'] } }],
])('health keeps a caller with %s out', async (_name, request) => {
  expect(await get(request)).toMatchObject({ status: 401, content: { error: 'unauthorized' } });
});

test('health lets nobody in while no key is set', async () => {
  const answer = await get({ headers: { 'x-api-key': '' } }, {});
  expect(answer).toMatchObject({ status: 401, content: { result: expect.stringContaining('No API key is set') } });
});

test('health counts the sessions in each state', async () => {
  await desk.sessions.create(aSession());
  await desk.sessions.create(aSession({ id: '2', roomId: '2', state: 'queued' }));
  await desk.sessions.create(aSession({ id: '3', roomId: '3', state: 'queued' }));
  const { content } = await get({ query: { api_key: 'key' } });
  expect(content.sessions).toEqual({ starting: 0, queued: 2, active: 1, transferring: 0, ending: 0 });
});

test.each([
  ['names no department', 'nowhere', /nowhere.*does not exist/],
  ['names a disabled department', 'old', /old.*disabled/],
])('health tells when the handover department %s', async (_name, servedDepartment, problem) => {
  desk.omnichannel.addDepartment({ id: 'old', isEnabled: false });
  const { content } = await get({ query: { api_key: 'key' } }, { apiKey: 'key', servedDepartment });
  expect(content.problems).toEqual([expect.stringMatching(problem)]);
});

test('health has no problem to tell when no department is to be served', async () => {
  expect((await get({ query: { api_key: 'key' } })).content.problems).toEqual([]);
});

test('health has no problem to tell when the handover department can be used', async () => {
  const { content } = await get({ query: { api_key: 'key' } }, { apiKey: 'key', servedDepartment: 'salesforce' });
  expect(content.problems).toEqual([]);
});

test('health tells what the settings of the provider lack when it is to serve a department', async () => {
  const config = { apiKey: 'key', servedDepartment: 'salesforce' };
  const { content } = await get({ query: { api_key: 'key' } }, config, {});
  expect(content.problems).toEqual(['The provider of the settings: endpointUrl is missing.']);
});

test('health tells what keeps the bridge agent from serving the department', async () => {
  const config = { apiKey: 'key', servedDepartment: 'salesforce' };
  const parts = { ...complete, bridgeProblems: async () => ['nobody is named'] };
  expect((await get({ query: { api_key: 'key' } }, config, parts)).content.problems).toEqual(['nobody is named']);
});
