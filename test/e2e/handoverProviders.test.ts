/// <reference types="jest" />
import type { AxiosRequestConfig, AxiosResponse } from 'axios';
import { aSession } from '../support/aDesk';
import { eventually } from '../support/eventually';
import { APP_ID, Scene } from '../support/Scene';

const PROVIDERS = 'v2.0/handover/providers';
const SETTINGS = {
  endpointUrl: 'https://chat.example.com/chat/rest/',
  organisationId: '00DSANDBOX00001',
  deploymentId: '572SANDBOX00001',
  buttonId: '573SANDBOX00001',
};

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open({ instances: 2 });
  await scene.setSettings({ api_key: 'the-api-key' });
});
afterEach(async () => {
  const { data } = await call({ method: 'get', url: `${PROVIDERS}?limit=100` });
  for (const { _id } of data.items) await call({ method: 'delete', url: `${PROVIDERS}/${_id}?force=true` });
});
afterAll(() => scene.close());

/** Calls an endpoint with nothing but the API key, on the first instance unless told otherwise. */
function call(request: AxiosRequestConfig, instance = 0): Promise<AxiosResponse> {
  const baseURL = `${scene.sandbox.urls[instance]}/api/apps/public/${APP_ID}/`;
  const headers = { 'X-API-Key': 'the-api-key', 'X-User-Id': '', 'X-Auth-Token': '', ...request.headers };
  return scene.client.rest.send({ ...request, baseURL, headers });
}

const body = (changes: object = {}) => ({ name: 'Desk', service: 'Live Agent', settings: SETTINGS, ...changes });
const create = (changes: object = {}, instance = 0) =>
  call({ method: 'post', url: 'v2.0/handover/provider', data: body(changes) }, instance);

const kinds = async () => {
  const records = await scene.client.control.records(APP_ID);
  return records
    .map(({ associations = [] }) => associations[0]?.id)
    .filter((kind) => /^handover-provider/.test(kind ?? ''));
};

test('a provider is created, read on another server, changed, and deleted without a trace', async () => {
  const created = await create();
  const url = `${PROVIDERS}/${created.data._id}`;
  expect(created.headers.location).toBe(`/api/apps/public/${APP_ID}/${url}`);
  expect((await call({ method: 'get', url }, 1)).data).toEqual(created.data);
  const changed = await call({ method: 'patch', url, data: { name: 'New' } }, 1);
  expect([changed.status, changed.data.name]).toEqual([200, 'New']);
  expect((await call({ method: 'get', url: `new/${PROVIDERS}?name=New` })).data).toMatchObject({ total: 1 });
  expect((await call({ method: 'delete', url }, 1)).status).toBe(204);
  expect((await call({ method: 'get', url })).status).toBe(404);
  expect(await kinds()).toEqual(['handover-provider-mark']);
});

test('of the same creation on both servers at once one wins and the others are told', async () => {
  for (let round = 0; round < 3; round++) {
    const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => create({ name: `Round ${round}` }, i % 2)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect((await call({ method: 'get', url: PROVIDERS })).data.total).toBe(round + 1);
  }
});

test('changes of one provider on both servers at once are all in it', async () => {
  const { data } = await create();
  const url = `${PROVIDERS}/${data._id}`;
  const changes = [{ language: 'de' }, { visitorName: 'Vera' }, { userAgent: 'x' }, { messageGapMs: 7 }];
  const answers = await Promise.all(
    changes.map((settings, i) => call({ method: 'patch', url, data: { settings } }, i % 2)),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect((await call({ method: 'get', url })).data.settings).toEqual(Object.assign({ ...SETTINGS }, ...changes));
});

test('a provider that carries a session is deleted only by force, and then the session is ended', async () => {
  const { data } = await create();
  const url = `${PROVIDERS}/${data._id}`;
  const session = aSession({ roomId: 'no-such-room', providerId: data._id, providerRevision: 1, owner: 'nobody' });
  const associations = [
    { model: 'misc', id: 'handover-session' },
    { model: 'room', id: session.roomId },
  ];
  await scene.client.control.insertRecord(APP_ID, { version: 1, ...session }, associations);
  const refused = await call({ method: 'delete', url });
  expect([refused.status, refused.data.code, refused.data.detail]).toEqual([
    409,
    1004,
    expect.stringContaining('one session'),
  ]);
  expect((await call({ method: 'delete', url: `${url}?force=true` })).status).toBe(204);
  await eventually(async () => {
    const records = await scene.client.control.records(APP_ID);
    const told = records.filter(({ data: record }) => Reflect.get(record, 'roomId') === session.roomId);
    expect(told.some(({ data: record }) => Reflect.get(record, 'kind') === 'end') || told.length === 0).toBe(true);
  });
  await scene.client.control.removeRecords(APP_ID, associations);
});

test('a body near the limit of the host is kept as it is, and one beyond it is refused by the host', async () => {
  const properties = [{ text: 'ä'.repeat(45_000), 'a.b': { $c: [null, true, 1.5, '\u2028'] } }];
  const { status, data } = await create({ properties });
  expect(status).toBe(201);
  expect((await call({ method: 'get', url: `${PROVIDERS}/${data._id}` })).data.properties).toEqual(properties);
  const xml = await call({ method: 'get', url: `${PROVIDERS}/${data._id}`, headers: { Accept: 'text/xml' } });
  expect([xml.status, xml.data.includes('ä'.repeat(45_000))]).toEqual([200, true]);
  expect((await create({ name: 'Huge', properties: [{ text: 'x'.repeat(103_000) }] })).status).toBe(413);
  expect((await call({ method: 'get', url: PROVIDERS })).data.total).toBe(1);
});

test('a list is answered to what clients of the Cognigy API send: a type and a body with GET, a bare question mark', async () => {
  await create();
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' };
  const data = { limit: 1, skip: 0 };
  const answer = await call({ method: 'get', url: `new/${PROVIDERS}?`, headers, data });
  expect([answer.status, answer.data.total]).toEqual([200, 1]);
  const sorted = await call({ method: 'get', url: `new/${PROVIDERS}?limit=1&sort=name%3Adesc%2CcreatedAt%3Aasc` });
  expect([sorted.status, sorted.data.items.length]).toEqual([200, 1]);
});

test('an admin of Rocket.Chat is let in by his own login', async () => {
  const url = `/api/apps/public/${APP_ID}/${PROVIDERS}`;
  expect((await scene.client.rest.send({ method: 'get', url })).status).toBe(200);
  expect((await call({ method: 'get', url: PROVIDERS, headers: { 'X-API-Key': 'wrong' } })).status).toBe(401);
});
