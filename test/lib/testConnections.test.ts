/// <reference types="jest" />
import type { Provider, TestStep } from '../../lib/provider';
import { testConnections } from '../../lib/testConnections';
import { A_PROVIDER_ID, aHandoverProvider } from '../support/aHandoverProvider';
import { aProviderDesk, phoneService, type TestProviderDesk } from '../support/aProviderDesk';

const unused = async () => Promise.reject(new Error('no conversation'));

let desk: TestProviderDesk;
beforeEach(() => {
  desk = aProviderDesk({ settingsProvider: { serviceId: phoneService.id, servedDepartment: 'salesforce' } });
});

const tryOut = (wanted: string, steps: readonly TestStep[] = []) =>
  testConnections(wanted, {
    ...desk,
    log: desk.base.log,
    connect: async ({ providerId }) =>
      providerId === 'settings'
        ? { problems: ['scrtUrl is required'] }
        : { provider: { open: unused, send: unused, close: unused, test: async () => ({ steps }) } as Provider },
  });

test('every connection is tried out and told step by step, that of the settings first', async () => {
  await desk.providers.create(aHandoverProvider());
  const answer = await tryOut('', [
    { name: 'login', outcome: 'ok', sentence: 'They know us.' },
    { name: 'queue', outcome: 'skipped', sentence: 'There was nothing to try.' },
  ]);
  expect(answer.split('\n')).toEqual([
    '*Settings of the app* does not work.',
    ':x: settings: The settings are incomplete: scrtUrl is required.',
    '',
    '*Support* works.',
    ':white_check_mark: settings: The settings are complete.',
    ':white_check_mark: login: They know us.',
    ':fast_forward: queue: There was nothing to try.',
  ]);
});

test.each(['Support', ' support ', A_PROVIDER_ID])(
  'one connection is tried out when it is named: %p',
  async (wanted) => {
    await desk.providers.create(aHandoverProvider());
    expect(await tryOut(wanted, [{ name: 'login', outcome: 'failed', sentence: 'They do not.' }])).toBe(
      '*Support* does not work.\n:white_check_mark: settings: The settings are complete.\n:x: login: They do not.',
    );
  },
);

test('what came of it is kept, as if it had been asked for over the API', async () => {
  await tryOut('settings of the app');
  expect(await desk.lastTests.list()).toMatchObject([{ providerId: '000000000000000000000001', outcome: 'failed' }]);
});

test('a name that nobody has is answered with those that there are', async () => {
  const failure = { code: 'provider-not-found', message: expect.stringContaining('try "Settings of the app"') };
  await expect(tryOut('Berlin')).rejects.toMatchObject(failure);
});

test('where nothing is set up, that is the answer', async () => {
  desk = aProviderDesk();
  await expect(tryOut('')).rejects.toMatchObject({ message: 'No handover provider is set up.' });
});

test('of very many one must be named', async () => {
  for (let count = 0; count < 10; count++) {
    await desk.providers.create(aHandoverProvider({ id: `id-${count}`, name: `Desk ${count}` }));
  }
  await expect(tryOut('')).rejects.toMatchObject({ message: expect.stringContaining('There are 11') });
});
