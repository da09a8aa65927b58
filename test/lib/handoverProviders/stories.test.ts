/// <reference types="jest" />
import { createHandoverProvider, type ProviderDraft } from '../../../lib/handoverProviders/createHandoverProvider';
import { deleteHandoverProvider } from '../../../lib/handoverProviders/deleteHandoverProvider';
import { SETTINGS_PROVIDER_ID } from '../../../lib/handoverProviders/ProviderDesk';
import { MASK } from '../../../lib/handoverProviders/secrets';
import { type ProviderPatch, updateHandoverProvider } from '../../../lib/handoverProviders/updateHandoverProvider';
import { aSession } from '../../support/aDesk';
import { aProviderDesk, phoneService, type TestProviderDesk } from '../../support/aProviderDesk';

const CALLER = 'c'.repeat(24);

let desk: TestProviderDesk;
beforeEach(() => {
  desk = aProviderDesk();
});

function draft(changes: Partial<ProviderDraft> = {}): ProviderDraft {
  return { name: 'Hotline', service: 'Phone', properties: [], settings: { number: '112' }, ...changes };
}

const create = (changes: Partial<ProviderDraft> = {}, at = desk) => createHandoverProvider(draft(changes), CALLER, at);
const update = (id: string, patch: ProviderPatch, at = desk) =>
  updateHandoverProvider({ id, patch, caller: CALLER }, at);

describe('creating a handover provider', () => {
  test('stores what was said, under an id that tells the time, and says who did it', async () => {
    const provider = await create({ projectId: 'p'.repeat(24), localeId: 'de', properties: [{ a: 1 }] });
    expect(provider.id).toMatch(/^[0-9a-f]{24}$/);
    expect(Number.parseInt(provider.id.slice(0, 8), 16)).toBe(Math.floor(desk.clock.nowMs() / 1000));
    expect(provider).toMatchObject({ revision: 1, serviceId: phoneService.id, createdBy: CALLER, changedBy: CALLER });
    expect(await desk.providers.find(provider.id)).toEqual(provider);
  });

  test('makes up a referenceId where none is given', async () => {
    expect((await create()).referenceId).toMatch(/^[0-9a-f-]{36}$/);
    expect((await create({ name: 'Other', referenceId: 'mine' })).referenceId).toBe('mine');
  });

  test.each([
    ['no service at all', { service: undefined }, /service is missing.*Phone \(5e0+1\)/],
    ['an unknown service', { service: 'Fax' }, /service is none of Phone/],
    ['an unknown serviceId', { service: undefined, serviceId: 'x' }, /serviceId is none of/],
    ['settings that lack something', { settings: {} }, /settings.number is missing/],
    [
      'settings of the wrong type',
      { settings: { number: 1 } },
      /settings.number is of the wrong type; expected a string/,
    ],
    ['a setting that there is not', { settings: { number: '1', colour: 'red' } }, /settings.colour is not a field/],
    ['a setting that the service refuses', { settings: { number: '000' } }, /settings.number is not in service/],
    ['the mask instead of a secret', { settings: { number: '1', pin: MASK } }, /settings.pin is the mask/],
    ['a department that there is not', { settings: { number: '1', departments: ['x'] } }, /departments\[0\] names no/],
    [
      'a department twice',
      { settings: { number: '1', departments: ['bots', { department: 'bots' }] } },
      /\[1\].*twice/,
    ],
    ['a department that is no name', { settings: { number: '1', departments: [1] } }, /departments\[0\] is none of/],
  ])('refuses %s', async (_name, changes, sentence) => {
    await expect(create(changes)).rejects.toMatchObject({
      code: 'invalid-request',
      message: expect.stringMatching(sentence),
    });
    expect(await desk.providers.list()).toEqual([]);
  });

  test('takes the service by its id, by its name in whatever case, and by both', async () => {
    await create({ service: undefined, serviceId: phoneService.id });
    await create({ name: '2', service: 'PHONE' });
    await create({ name: '3', serviceId: phoneService.id });
    expect(await desk.providers.list()).toHaveLength(3);
  });

  test.each([
    ['the same referenceId', { name: 'Other', referenceId: 'ref' }, /the referenceId ref: "Hotline"/],
    ['the same name', { referenceId: 'other' }, /the name Hotline/],
    [
      'a department that is taken',
      { name: 'Other', settings: { number: '1', departments: ['support'] } },
      /department support: "Hotline"/,
    ],
  ])('refuses %s, naming both', async (_name, changes, sentence) => {
    await create({ referenceId: 'ref', settings: { number: '112', departments: ['support'] } });
    await expect(create(changes)).rejects.toMatchObject({
      code: 'provider-exists',
      message: expect.stringMatching(sentence),
    });
  });

  test('lets two projects have providers of one name', async () => {
    await create({ projectId: 'a'.repeat(24) });
    await create({ projectId: 'b'.repeat(24) });
    expect(await desk.providers.list()).toHaveLength(2);
  });

  test('refuses the department of the provider that the settings describe', async () => {
    desk = aProviderDesk({ settingsProvider: { serviceId: phoneService.id, servedDepartment: 'support' } });
    const creation = create({ settings: { number: '1', departments: ['support'] } });
    await expect(creation).rejects.toMatchObject({
      code: 'provider-exists',
      message: expect.stringContaining('settings of the app'),
    });
  });

  test('keeps what is different in a department', async () => {
    const entry = { department: 'support', target: 'queue-7', attributes: { team: 'red' } };
    const provider = await create({ settings: { number: '1', departments: ['bots', entry] } });
    expect(provider.departments).toEqual([
      { given: 'bots', id: 'bots', name: 'bots', attributes: [] },
      { given: 'support', id: 'support', name: 'support', target: 'queue-7', attributes: [['team', 'red']] },
    ]);
  });

  test('of two creations at once in different processes makes one', async () => {
    const other = aProviderDesk({ base: desk.base, providers: desk.providers, claims: desk.claims });
    const results = await Promise.allSettled([create({}, desk), create({}, other), create({}, desk)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect([await desk.providers.list(), await desk.claims.list()]).toMatchObject([[{ name: 'Hotline' }], []]);
  });

  test('does not wait for a process that died in the middle of a change', async () => {
    await desk.claims.create({ id: 'dead', claimedAtMs: desk.clock.nowMs() - 40_000 });
    await create();
    expect(await desk.claims.list()).toEqual([]);
  });

  test('gives up after ten seconds of somebody else changing providers', async () => {
    await desk.claims.create({ id: 'other', claimedAtMs: desk.clock.nowMs() });
    await expect(create()).rejects.toMatchObject({ code: 'providers-busy' });
    expect(await desk.claims.list()).toMatchObject([{ id: 'other' }]);
  });
});

describe('changing a handover provider', () => {
  test('merges: what is left out stays, null takes away, a list replaces a list', async () => {
    const { id } = await create({
      localeId: 'de',
      properties: [{ a: 1 }, { b: 2 }],
      settings: { number: '112', rings: 5, mailbox: { code: 'x', greeting: 'Hello' } },
    });
    desk.base.clock.advance(5_000);
    const changed = await update(id, {
      localeId: null,
      properties: [{ c: 3 }],
      settings: { rings: null, mailbox: { greeting: 'Hi' } },
    });
    expect(changed).toMatchObject({
      revision: 2,
      name: 'Hotline',
      properties: [{ c: 3 }],
      settings: { number: '112', mailbox: { code: 'x', greeting: 'Hi' } },
      changedAtMs: desk.clock.nowMs(),
    });
    expect(changed.settings).not.toHaveProperty('rings');
    expect(changed.localeId).toBeUndefined();
    expect(await desk.providers.find(id)).toEqual(changed);
  });

  test('keeps a secret that is masked or left out, and changes one that is sent', async () => {
    const { id } = await create({ settings: { number: '112', pin: '1234', mailbox: { code: '5678' } } });
    await update(id, { settings: { pin: MASK, mailbox: { code: MASK, greeting: 'Hi' } } });
    expect((await update(id, { settings: { number: '113' } })).settings).toMatchObject({
      pin: '1234',
      mailbox: { code: '5678' },
    });
    expect((await update(id, { settings: { pin: '4321' } })).settings).toMatchObject({ pin: '4321' });
    expect((await update(id, { settings: { pin: null } })).settings).not.toHaveProperty('pin');
  });

  test.each([
    ['settings that would lack something', { settings: { number: null } }, /settings.number is missing/],
    ['a setting that there is not', { settings: { colour: 'red' } }, /settings.colour/],
    ['another service', { service: 'Fax' }, /service cannot be changed/],
    ['another serviceId', { serviceId: 'f'.repeat(24) }, /serviceId cannot be changed/],
  ])('refuses %s, and changes nothing', async (_name, patch, sentence) => {
    const provider = await create();
    await expect(update(provider.id, patch)).rejects.toMatchObject({ message: expect.stringMatching(sentence) });
    expect(await desk.providers.find(provider.id)).toEqual(provider);
  });

  test('refuses what another provider has, and takes what is its own', async () => {
    await create({ name: 'Other', settings: { number: '1', departments: ['support'] } });
    const { id } = await create({ settings: { number: '1', departments: ['bots'] } });
    await expect(update(id, { name: 'Other' })).rejects.toMatchObject({ code: 'provider-exists' });
    await expect(update(id, { settings: { departments: ['support'] } })).rejects.toMatchObject({
      code: 'provider-exists',
    });
    expect(await update(id, { name: 'Hotline', service: 'Phone', settings: { departments: ['bots'] } })).toMatchObject({
      revision: 2,
    });
  });

  test('keeps a department that the host has lost since', async () => {
    const { id } = await create({ settings: { number: '1', departments: ['support'] } });
    const lost = { ...desk, departments: { find: async () => undefined, list: async () => [] } };
    expect((await update(id, { name: 'New' }, lost)).departments).toMatchObject([{ id: 'support' }]);
  });

  test('of two changes at once merges the later one onto the earlier', async () => {
    const { id } = await create();
    const other = aProviderDesk({ base: desk.base, providers: desk.providers, claims: desk.claims });
    await Promise.all([
      update(id, { settings: { rings: 7 } }, desk),
      update(id, { settings: { mailbox: { greeting: 'Hi' } } }, other),
      update(id, { name: 'New' }, desk),
    ]);
    expect(await desk.providers.find(id)).toMatchObject({
      revision: 4,
      name: 'New',
      settings: { number: '112', rings: 7, mailbox: { greeting: 'Hi' } },
    });
  });

  test('leaves sessions what they started with, for as long as they last', async () => {
    const { id } = await create();
    await desk.sessions.create(aSession({ providerId: id, providerRevision: 1 }));
    await update(id, { settings: { number: '113' } });
    expect(await desk.providers.revision(id, 1)).toMatchObject({ settings: { number: '112' } });
    await desk.sessions.remove('room');
    await update(id, { settings: { number: '114' } });
    expect(await desk.providers.revision(id, 1)).toMatchObject({ settings: { number: '114' } });
  });
});

describe('deleting a handover provider', () => {
  test('removes it, and its name can be had again', async () => {
    const { id } = await create();
    await deleteHandoverProvider({ id, force: false }, desk);
    expect(await desk.providers.find(id)).toBeUndefined();
    expect(await create()).toMatchObject({ name: 'Hotline' });
  });

  test('is refused while the provider carries sessions, and ends them when it is forced', async () => {
    const { id } = await create();
    await desk.sessions.create(aSession({ providerId: id, providerRevision: 1 }));
    await desk.sessions.create(aSession({ id: '2', roomId: 'other', providerId: 'another' }));
    await expect(deleteHandoverProvider({ id, force: false }, desk)).rejects.toMatchObject({ code: 'provider-in-use' });
    expect([await desk.providers.list(), desk.endedRooms]).toMatchObject([[{ id }], []]);
    await deleteHandoverProvider({ id, force: true }, desk);
    expect([await desk.providers.list(), desk.endedRooms]).toEqual([[], ['room']]);
    expect(await desk.providers.revision(id, 1)).toMatchObject({ settings: { number: '112' } });
  });
});

test.each([
  ['nobody has', 'f'.repeat(24), 'provider-not-found'],
  ['is that of the settings', SETTINGS_PROVIDER_ID, 'provider-read-only'],
])('an id that %s can be neither changed nor deleted', async (_name, id, code) => {
  await expect(update(id, {})).rejects.toMatchObject({ code });
  await expect(deleteHandoverProvider({ id, force: true }, desk)).rejects.toMatchObject({ code });
});
