/// <reference types="jest" />
import { SETTINGS_PROVIDER_ID } from '../../../lib/handoverProviders/ProviderDesk';
import { MASK } from '../../../lib/handoverProviders/secrets';
import { aSession } from '../../support/aDesk';
import { aProviderDesk, phoneService, type TestProviderDesk } from '../../support/aProviderDesk';
import { ProviderApi } from '../../support/providerApi';

const PROVIDERS = 'v2.0/handover/providers';

let desk: TestProviderDesk;
let api: ProviderApi;
beforeEach(() => {
  desk = aProviderDesk();
  api = new ProviderApi(desk);
});

const body = (changes: object = {}) => ({ name: 'Hotline', service: 'Phone', settings: { number: '112' }, ...changes });
const create = async (changes: object = {}) => (await api.json('post', PROVIDERS, { content: body(changes) })).body;

describe('who may call', () => {
  test.each([
    ['X-API-Key', { headers: { 'x-api-key': 'key' } }],
    ['api_key', { headers: { 'x-api-key': '' }, query: { api_key: 'key' } }],
    ['Authorization: Bearer', { headers: { 'x-api-key': '', authorization: 'Bearer key' } }],
    ['the login of an admin', { headers: { 'x-api-key': '' }, user: { id: 'u', roles: ['user', 'admin'] } }],
  ])('a caller with %s is let in', async (_name, wanted) => {
    expect(await api.json('get', PROVIDERS, wanted)).toMatchObject({ status: 200 });
  });

  test.each([
    ['nothing', { headers: { 'x-api-key': '' } }, 401],
    ['a wrong key', { headers: { 'x-api-key': 'kex' } }, 401],
    ['several keys', { headers: { 'x-api-key': '' }, query: { api_key: ['key', 'key'] } }, 401],
    ['the login of somebody else', { headers: { 'x-api-key': '' }, user: { id: 'u', roles: ['user'] } }, 403],
    [
      'the login of somebody else and a wrong key',
      { headers: { 'x-api-key': 'kex' }, user: { id: 'u', roles: [] } },
      401,
    ],
  ])('a caller with %s is kept out of every call', async (_name, wanted, status) => {
    for (const [method, end] of [
      ['get', PROVIDERS],
      ['post', PROVIDERS],
      ['patch', `${PROVIDERS}/x`],
      ['get', 'v2.0/handover/services'],
    ] as const) {
      expect(await api.json(method, end, wanted)).toMatchObject({ status, body: { code: status } });
    }
  });

  test('nobody but admins is let in while no key is set', async () => {
    api = new ProviderApi(desk, { apiKey: async () => undefined });
    expect(await api.json('get', PROVIDERS, { headers: { 'x-api-key': '' } })).toMatchObject({ status: 401 });
    expect(await api.json('get', PROVIDERS, { user: { id: 'u', roles: ['admin'] } })).toMatchObject({ status: 200 });
  });

  test('who created and who changed a provider can be told apart', async () => {
    const { _id, createdBy } = await create();
    const { body: changed } = await api.json('patch', `${PROVIDERS}/${_id}`, {
      content: { name: 'New' },
      user: { id: 'u', roles: ['admin'] },
    });
    expect([createdBy, changed.createdBy]).toEqual([expect.stringMatching(/^[0-9a-f]{24}$/), createdBy]);
    expect(changed.lastChangedBy).toMatch(/^[0-9a-f]{24}$/);
    expect(changed.lastChangedBy).not.toBe(createdBy);
  });
});

describe('the documented bodies', () => {
  const seconds = () => Math.floor(desk.clock.nowMs() / 1000);
  /** The body of the contract with its placeholders; `{}` is what it has for a property and for the settings. */
  const documented = {
    _id: '<string>',
    referenceId: '<string>',
    organisationId: '<string>',
    serviceId: '<string>',
    service: '<string>',
    localeId: '<string>',
    name: '<string>',
    createdAt: 123,
    lastChangedAt: 123,
    createdBy: '<string>',
    lastChangedBy: '<string>',
    properties: [{}],
    settings: {},
    projectId: '<string>',
  };
  const filledIn = {
    serviceId: phoneService.id,
    service: 'Phone',
    settings: { number: '112' },
    projectId: 'p0'.repeat(12),
  };

  test('the body of a creation with its placeholders is refused for those of them that mean nothing', async () => {
    const answer = await api.json('post', PROVIDERS, { content: documented });
    expect(answer).toMatchObject({
      status: 400,
      body: { details: { fields: [{ field: 'projectId' }, { field: 'projectId' }] } },
    });
  });

  test('the body of a creation, filled in, creates; the fields of the server are passed over', async () => {
    const answer = await api.json('post', 'new/v2.0/handover/provider', { content: { ...documented, ...filledIn } });
    expect(answer.status).toBe(201);
    expect(Object.keys(answer.body)).toEqual(Object.keys(documented).filter((name) => name !== 'projectId'));
    const { projectId: _projectId, ...shown } = filledIn;
    expect(answer.body).toMatchObject({
      ...shown,
      name: '<string>',
      referenceId: '<string>',
      properties: [{}],
      createdAt: seconds(),
    });
    expect(answer.body._id).not.toBe('<string>');
  });

  test('the body of a change, filled in, changes', async () => {
    const { _id } = await create();
    const { projectId: _projectId, ...content } = { ...documented, ...filledIn };
    desk.base.clock.advance(10_000);
    const answer = await api.json('patch', `new/${PROVIDERS}/${_id}`, { content });
    expect(answer).toMatchObject({
      status: 200,
      body: { _id, name: '<string>', lastChangedAt: seconds(), createdAt: seconds() - 10 },
    });
  });

  test('what was read can be sent back as it is', async () => {
    const { _id } = await create({ settings: { number: '112', pin: '1234' }, properties: [{ a: null }] });
    const { body: content } = await api.json('get', `${PROVIDERS}/${_id}`);
    expect(await api.json('patch', `${PROVIDERS}/${_id}`, { content })).toMatchObject({
      status: 200,
      body: { settings: { pin: MASK } },
    });
    expect(await desk.providers.find(_id)).toMatchObject({ settings: { pin: '1234' }, properties: [{ a: null }] });
  });
});

describe('what is refused', () => {
  test.each([
    ['an unknown field', { ...body(), colour: 'red' }, 'colour is not a field'],
    ['no name', { service: 'Phone', settings: {} }, 'name is missing'],
    ['a blank name', body({ name: '  ' }), 'name does not match'],
    ['a name that is too long', body({ name: 'x'.repeat(201) }), 'name is too long; expected at most 200'],
    ['null for a name', body({ name: null }), 'name is of the wrong type; expected a string'],
    ['a project that is none', body({ projectId: 'x' }), 'projectId'],
    ['properties that are no list', body({ properties: {} }), 'properties is of the wrong type; expected an array'],
    [
      'properties that are no objects',
      body({ properties: [1] }),
      'properties[0] is of the wrong type; expected an object',
    ],
    ['settings that are no object', body({ settings: [] }), 'settings is of the wrong type'],
    ['a list for a body', [], 'body is not a JSON object'],
  ])('%s is refused by name', async (_name, content, sentence) => {
    const answer = await api.json('post', PROVIDERS, { content });
    expect(answer).toMatchObject({ status: 400, body: { code: 400, detail: expect.stringContaining(sentence) } });
    expect(await desk.providers.list()).toEqual([]);
  });

  test('every wrong field is named, and no value is quoted', async () => {
    const content = body({ settings: { number: 'hunter2'.repeat(9), pin: 5, y: 2 } });
    const first = await api.json('post', PROVIDERS, { content: { ...content, name: 7, x: 1 } });
    expect(first.body.details.fields.map(({ field }: { field: string }) => field).sort()).toEqual(['name', 'x']);
    const second = await api.json('post', PROVIDERS, { content });
    expect(second.body.details.fields.map(({ field }: { field: string }) => field).sort()).toEqual([
      'settings.number',
      'settings.pin',
      'settings.y',
    ]);
    expect(JSON.stringify(second.body)).not.toContain('hunter2');
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/merge-patch+json', ''])(
    'a body sent as "%s" is refused, because the host does not pass it on as it is',
    async (type) => {
      const answer = await api.json('post', PROVIDERS, { content: {}, headers: { 'content-type': type } });
      expect(answer).toMatchObject({ status: 415, body: { code: 415 } });
    },
  );

  test.each([
    ['get', `${PROVIDERS}/nobody`],
    ['get', `${PROVIDERS}/${'f'.repeat(24)}`],
    ['patch', `${PROVIDERS}/${'f'.repeat(24)}`],
    ['delete', `${PROVIDERS}/${'f'.repeat(24)}`],
    ['post', `${PROVIDERS}/${'f'.repeat(24)}/test`],
    ['get', 'v2.0/handover/services/nothing'],
  ])('%s %s finds nothing', async (method, end) => {
    expect(await api.json(method, end)).toMatchObject({ status: 404, body: { code: 1002, instance: `/${end}` } });
  });

  test('a problem says what, where, with which number, and under which trace', async () => {
    const { status, headers, content } = await api.call('put', `${PROVIDERS}/x`, { query: { api_key: 'key' } });
    expect([status, headers?.allow, headers?.['content-type']]).toEqual([
      405,
      'GET, PATCH, DELETE',
      'application/problem+json',
    ]);
    expect(JSON.parse(content)).toEqual({
      type: 'about:blank',
      title: 'Method Not Allowed',
      status: 405,
      detail: 'PUT is not offered here; offered: GET, PATCH, DELETE.',
      instance: `/${PROVIDERS}/x`,
      code: 1013,
      traceId: expect.stringMatching(/^api--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      details: { reason: 'method-not-allowed' },
    });
  });

  test('what breaks is answered without its cause, which is in the log beside the trace', async () => {
    jest.spyOn(desk.providers, 'list').mockRejectedValue(new Error('password=hunter2'));
    const answer = await api.json('get', PROVIDERS);
    expect(answer).toMatchObject({ status: 500, body: { code: 1008 } });
    expect(JSON.stringify(answer.body)).not.toContain('hunter2');
    expect(desk.base.log.lines.join()).toContain(answer.body.traceId);
  });
});

describe('the list of providers', () => {
  test('shows a page of summaries, and how to get to the pages around it', async () => {
    for (const name of ['a', 'b', 'c']) await create({ name, settings: { number: '1', pin: '1234' } });
    const { status, headers, content } = await api.call('get', PROVIDERS, { query: { limit: '2', sort: 'name:desc' } });
    const page = JSON.parse(content);
    expect([status, headers?.['x-total-count'], page.total]).toEqual([200, '3', 3]);
    expect(page.items.map(({ name }: { name: string }) => name)).toEqual(['c', 'b']);
    expect(page.items[0]).not.toHaveProperty('settings');
    expect([page.nextCursor, page.previousCursor]).toEqual([page.items[1]._id, null]);
    expect(headers?.link).toBe(
      `</api/apps/public/0d3ac5b3-dd0b-43d3-924a-5a7433902589/${PROVIDERS}?limit=2&next=${page.nextCursor}&sort=name%3Adesc>; rel="next"`,
    );
    const last = await api.json('get', PROVIDERS, { query: { limit: '2', sort: 'name:desc', next: page.nextCursor } });
    expect(last.body).toMatchObject({
      items: [{ name: 'a' }],
      nextCursor: null,
      previousCursor: last.body.items[0]._id,
    });
  });

  test.each([
    ['a project', { projectId: 'a'.repeat(24) }, ['a']],
    ['several values', { name: 'a,b' }, ['a', 'b']],
    ['values given one by one', { name: ['a', 'b'] }, ['a', 'b']],
    ['a part of a name', { filter: 'B' }, ['b']],
    ['a service', { service: 'Phone' }, ['a', 'b']],
    ['nothing, said in an empty parameter', { filter: '' }, ['a', 'b']],
  ])('can be asked for %s', async (_name, query, expected) => {
    await create({ name: 'a', projectId: 'a'.repeat(24) });
    await create({ name: 'b' });
    const { body: page } = await api.json('get', PROVIDERS, { query: { ...query, sort: 'name' } });
    expect(page.items.map(({ name }: { name: string }) => name)).toEqual(expected);
  });

  test.each([
    ['limit', '0'],
    ['limit', '101'],
    ['limit', 'many'],
    ['limit', ['1', '2']],
    ['skip', '-1'],
    ['sort', 'settings'],
    ['sort', 'name:up'],
    ['next', 'x'],
    ['settings', 'x'],
    ['limti', '1'],
    ['name', { $ne: '' }],
  ])('refuses the parameter %s=%j by its name', async (name, value) => {
    const answer = await api.json('get', PROVIDERS, { query: { [name]: value } });
    expect(answer).toMatchObject({ status: 400, body: { details: { fields: [{ field: name }] } } });
  });

  test('refuses two places at once', async () => {
    const query = { skip: '1', next: 'f'.repeat(24) };
    expect(await api.json('get', PROVIDERS, { query })).toMatchObject({ status: 400 });
  });

  test('passes over a body and its type', async () => {
    expect(await api.json('get', PROVIDERS, { content: { limit: 1, what: 'ever' } })).toMatchObject({ status: 200 });
  });
});

describe('the provider that the settings describe', () => {
  beforeEach(() => {
    desk = aProviderDesk({
      settingsProvider: { serviceId: phoneService.id, servedDepartment: 'support' },
      settingsOfApp: { number: '112', pin: '1234' },
    });
    api = new ProviderApi(desk);
  });

  test('is the first member of the list', async () => {
    await create();
    const { body: page } = await api.json('get', PROVIDERS);
    expect(page).toMatchObject({
      total: 2,
      items: [{ _id: SETTINGS_PROVIDER_ID, service: 'Phone' }, { name: 'Hotline' }],
    });
  });

  test('can be read, with its secrets masked', async () => {
    expect(await api.json('get', `${PROVIDERS}/${SETTINGS_PROVIDER_ID}`)).toMatchObject({
      status: 200,
      body: { properties: [{ readOnly: true }], settings: { number: '112', pin: MASK, departments: ['support'] } },
    });
  });

  test.each(['patch', 'delete'])('cannot be reached by %s', async (method) => {
    const answer = await api.json(method, `${PROVIDERS}/${SETTINGS_PROVIDER_ID}`);
    expect(answer).toMatchObject({
      status: 403,
      body: { code: 403, detail: expect.stringContaining('settings of the app') },
    });
  });
});

describe('deleting a provider', () => {
  test('answers nothing, and a second time that there is none', async () => {
    const { _id } = await create();
    expect(await api.json('delete', `${PROVIDERS}/${_id}`)).toEqual({ status: 204, body: undefined });
    expect(await api.json('delete', `${PROVIDERS}/${_id}`)).toMatchObject({ status: 404 });
  });

  test('takes force=true to end sessions', async () => {
    const { _id } = await create();
    await desk.sessions.create(aSession({ providerId: _id }));
    expect(await api.json('delete', `${PROVIDERS}/${_id}`)).toMatchObject({ status: 409, body: { code: 1004 } });
    expect(await api.json('delete', `${PROVIDERS}/${_id}`, { query: { force: 'yes' } })).toMatchObject({ status: 400 });
    expect(await api.json('delete', `${PROVIDERS}/${_id}`, { query: { force: 'true' } })).toMatchObject({
      status: 204,
    });
    expect(desk.endedRooms).toEqual(['room']);
  });
});

describe('the test of a provider', () => {
  const tested = async (parts: ConstructorParameters<typeof ProviderApi>[1]) => {
    const { _id } = await create();
    return new ProviderApi(desk, parts).json('post', `${PROVIDERS}/${_id}/test`);
  };
  const unused = async () => Promise.reject(new Error('no conversation'));
  const provider = { open: unused, send: unused, close: unused };

  test('tells what the settings lack', async () => {
    const { status, body: result } = await tested({ connect: async () => ({ problems: ['number is missing'] }) });
    expect([status, result]).toEqual([
      200,
      {
        outcome: 'failed',
        steps: [{ name: 'settings', outcome: 'failed', sentence: 'The settings are incomplete: number is missing.' }],
      },
    ]);
  });

  test('passes over what a service cannot try out', async () => {
    const { body: result } = await tested({ connect: async () => ({ provider }) });
    expect(result).toMatchObject({
      outcome: 'ok',
      steps: [{ outcome: 'ok' }, { name: 'connection', outcome: 'skipped' }],
    });
  });

  test('tells every step that the provider took', async () => {
    const steps = [{ name: 'line', outcome: 'failed' as const, sentence: 'The line is dead.' }];
    const { body: result } = await tested({
      connect: async () => ({ provider: { ...provider, test: async () => ({ steps }) } }),
    });
    expect(result).toMatchObject({ outcome: 'failed', steps: [{ name: 'settings', outcome: 'ok' }, ...steps] });
  });

  test('says so when the test itself breaks, and when there is no answer', async () => {
    const broken = await tested({ connect: async () => ({ provider: { ...provider, test: unused } }) });
    expect(broken.body).toMatchObject({
      outcome: 'failed',
      steps: [{}, { sentence: expect.stringContaining('broke') }],
    });
    desk = aProviderDesk();
    api = new ProviderApi(desk);
    const silent = await tested({
      connect: async () => ({ provider: { ...provider, test: () => new Promise<never>(() => undefined) } }),
    });
    expect(silent.body).toMatchObject({ steps: [{}, { sentence: 'There was no answer within 20 s.' }] });
  });
});

describe('the service catalogue', () => {
  test('lists what there is, and describes what each is set up with', async () => {
    const { body: list } = await api.json('get', 'new/v2.0/handover/service');
    expect(list).toMatchObject({ total: 1, items: [{ _id: phoneService.id, name: 'Phone', version: '1' }] });
    const { body: service } = await api.json('get', `v2.0/handover/services/${phoneService.id}`);
    const secret = { secret: true, required: false };
    expect(service.properties).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'number', title: 'Number', required: true, secret: false }),
        expect.objectContaining({ name: 'rings', default: 3 }),
        expect.objectContaining({ name: 'pin', ...secret }),
        expect.objectContaining({ name: 'mailbox.code', ...secret }),
        expect.objectContaining({ name: 'departments' }),
      ]),
    );
    expect(service.settings).toMatchObject({ additionalProperties: false, properties: { pin: { writeOnly: true } } });
  });
});

test('no secret is in any answer', async () => {
  const settings = { number: '112', pin: 'canary-1', mailbox: { code: 'canary-2' } };
  const answers = [await api.call('post', PROVIDERS, { content: body({ settings }) })];
  const { _id } = JSON.parse(answers[0]?.content);
  for (const accept of ['application/json', 'application/hal+json', 'application/xml', 'text/csv']) {
    answers.push(await api.call('get', `${PROVIDERS}/${_id}`, { headers: { accept } }));
    answers.push(await api.call('get', PROVIDERS, { headers: { accept } }));
    answers.push(await api.call('patch', `${PROVIDERS}/${_id}`, { headers: { accept }, content: { settings } }));
  }
  expect(JSON.stringify(answers)).not.toContain('canary');
  expect(desk.base.log.lines.join()).not.toContain('canary');
});
