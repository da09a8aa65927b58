/// <reference types="jest" />
import { findProblems, type ProblemSources } from '../../lib/findProblems';
import type { LastTest } from '../../lib/handoverProviders/LastTests';
import { SETTINGS_PROVIDER_ID } from '../../lib/handoverProviders/ProviderDesk';
import { A_PROVIDER_ID, aHandoverProvider } from '../support/aHandoverProvider';
import { FakeOmnichannel } from '../support/FakeOmnichannel';
import { MemoryLastTests } from '../support/MemoryLastTests';

let omnichannel: FakeOmnichannel;
let lastTests: MemoryLastTests;
/** Departments that were asked after. */
let asked: string[];
beforeEach(() => {
  omnichannel = new FakeOmnichannel();
  omnichannel.addDepartment({ id: 'agents-id', name: 'agents' });
  omnichannel.addDepartment({ id: 'closed-id', name: 'closed', isEnabled: false });
  lastTests = new MemoryLastTests();
  asked = [];
});

/** An installation where all is well, whose settings serve the department, if any is named. */
function sources(servedDepartment?: string, changes: Partial<ProblemSources> = {}): ProblemSources {
  return {
    departments: omnichannel.departments,
    lastTests,
    settingsProvider: async () => (servedDepartment === undefined ? undefined : { serviceId: 's', servedDepartment }),
    providers: { list: async () => [] },
    bridgeProblems: async () => [],
    lackingSettings: async () => [],
    isSomeoneOnline: async (departmentId) => {
      asked.push(departmentId);
      return true;
    },
    ...changes,
  };
}

const providers = { list: async () => [aHandoverProvider()] };
const nobody = async () => false;

function aTest(changes: Partial<LastTest> = {}): LastTest {
  const steps = [
    { name: 'reach', outcome: 'ok', sentence: 'It answers.' },
    { name: 'token', outcome: 'failed', sentence: 'It said 401.' },
    { name: 'open', outcome: 'skipped', sentence: 'Not tried.' },
  ] as const;
  return {
    providerId: A_PROVIDER_ID,
    revision: 1,
    atMs: 0,
    outcome: 'failed',
    steps,
    refusesCredentials: true,
    ...changes,
  };
}

test('where nothing is set up there is nothing to put right', async () => {
  const bridgeProblems = async () => [{ id: 'bridge', sentence: 'There is no bridge agent.' }];
  const lackingSettings = async () => ['the org is missing'];
  await lastTests.keep(aTest({ providerId: SETTINGS_PROVIDER_ID }));
  expect(await findProblems(sources(undefined, { bridgeProblems, lackingSettings }))).toEqual([]);
});

test('where all is well there is nothing either, and each department has been asked after', async () => {
  expect(await findProblems(sources('agents', { providers }))).toEqual([]);
  expect(asked).toEqual(['agents-id', 'support-id']);
});

test.each([
  ['nowhere', 'does not exist'],
  ['closed', 'is disabled or archived'],
])('the department %s of the settings %s', async (name, state) => {
  expect(await findProblems(sources(name))).toEqual([
    {
      id: 'handover-department',
      sentence: `The department ${name}, which the setting handover_department_name names, ${state}.`,
    },
  ]);
});

test.each(['support', 'support-id'])(
  'a department that a provider and the settings claim, as %s, is told',
  async (name) => {
    omnichannel.addDepartment({ id: 'support-id', name: 'support' });
    expect(await findProblems(sources(name, { providers }))).toEqual([
      {
        id: `claimed-twice:${A_PROVIDER_ID}`,
        sentence: `Both the handover provider "Support" (${A_PROVIDER_ID}) and the setting handover_department_name claim the department support; its rooms go to "Support". Take it from one of them.`,
      },
    ]);
  },
);

test('what the provider of the settings lacks is told', async () => {
  const lackingSettings = async () => ['the org is missing'];
  expect(await findProblems(sources('agents', { lackingSettings }))).toEqual([
    { id: 'settings:the org is missing', sentence: 'The provider of the settings: the org is missing.' },
  ]);
});

test('a bridge agent who can serve no room is told once, not for each department', async () => {
  const problem = { id: 'bridge', sentence: 'There is no bridge agent.' };
  const bridgeProblems = async () => [problem];
  expect(await findProblems(sources('agents', { providers, bridgeProblems, isSomeoneOnline: nobody }))).toEqual([
    problem,
  ]);
});

test('a department with nobody online is told', async () => {
  expect(await findProblems(sources(undefined, { providers, isSomeoneOnline: nobody }))).toEqual([
    {
      id: 'nobody-online:support-id',
      sentence: expect.stringContaining('Nobody is online in the department support,'),
    },
  ]);
});

test('of very many departments a hundred are asked after', async () => {
  const departments = Array.from({ length: 101 }, (_, n) => ({
    given: `${n}`,
    id: `${n}`,
    name: `${n}`,
    attributes: [],
  }));
  await findProblems(sources(undefined, { providers: { list: async () => [aHandoverProvider({ departments })] } }));
  expect(asked).toHaveLength(100);
});

describe('credentials that the contact centre has refused', () => {
  test.each([
    ['of a provider', A_PROVIDER_ID, 'Support'],
    ['of the settings', SETTINGS_PROVIDER_ID, 'Settings of the app'],
  ])('are told with what has failed: %s', async (_whose, providerId, name) => {
    await lastTests.keep(aTest({ providerId }));
    expect(await findProblems(sources('agents', { providers }))).toEqual([
      {
        id: `credentials:${providerId}`,
        sentence: `The contact centre does not take the credentials of the handover provider "${name}" (${providerId}). It said 401.`,
      },
    ]);
  });

  test('are not told of a provider that is no more, nor of a test that went well', async () => {
    await lastTests.keep(aTest({ providerId: 'deleted' }));
    await lastTests.keep(aTest({ refusesCredentials: false }));
    expect(await findProblems(sources('agents', { providers }))).toEqual([]);
  });
});
