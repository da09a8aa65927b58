import { type Department, isDepartment } from './departments';
import type { ProviderSummary } from './handoverProviders/HandoverProvider';
import { type ProviderDesk, SETTINGS_PROVIDER_ID } from './handoverProviders/ProviderDesk';
import type { Problem } from './problem';

/** What problems are looked for in. */
export interface ProblemSources extends Pick<ProviderDesk, 'departments' | 'settingsProvider' | 'lastTests'> {
  /** The providers that were set up over the API. */
  readonly providers: Pick<ProviderDesk['providers'], 'list'>;
  /** What keeps the bridge agent from serving any room. */
  readonly bridgeProblems: () => Promise<readonly Problem[]>;
  /** What the settings of the app's own provider lack; one sentence each, without the full stop. */
  readonly lackingSettings: () => Promise<readonly string[]>;
  /** Whether the host has anybody to give a room of the department to. */
  readonly isSomeoneOnline: (departmentId: string) => Promise<boolean>;
}

/** A look at each costs a call of the host; of more departments, the first. */
const MOST_DEPARTMENTS = 100;

/** Everything that keeps the app from doing what it was set up for, as it is now. */
export async function findProblems(sources: ProblemSources): Promise<readonly Problem[]> {
  const [ofApp, providers] = await Promise.all([sources.settingsProvider(), sources.providers.list()]);
  const given = ofApp?.servedDepartment;
  const department = given === undefined ? undefined : await sources.departments.find(given);
  const served = [...(department ? [department] : []), ...providers.flatMap((own) => own.departments)];
  const isServing = given !== undefined || providers.length > 0;
  const [bridge, lacking, refusals] = await Promise.all([
    isServing ? bridgeProblems(sources, new Map(served.map(({ id, name }) => [id, name]))) : [],
    given === undefined ? [] : sources.lackingSettings(),
    refusedCredentials(sources, [...(given === undefined ? [] : [SETTINGS]), ...providers]),
  ]);
  const ofSettings = lacking.map((problem) => ({
    id: `settings:${problem}`,
    sentence: `The provider of the settings: ${problem}.`,
  }));
  if (given === undefined) return [...bridge, ...refusals];
  return [
    ...departmentProblems(given, department),
    ...claimedTwice(given, providers),
    ...bridge,
    ...ofSettings,
    ...refusals,
  ];
}

/** What the provider of the settings is called in sentences. */
const SETTINGS = { id: SETTINGS_PROVIDER_ID, name: 'Settings of the app' };

function departmentProblems(given: string, department: Department | undefined): Problem[] {
  if (department?.isEnabled) return [];
  const state = department ? 'is disabled or archived' : 'does not exist';
  const sentence = `The department ${given}, which the setting handover_department_name names, ${state}.`;
  return [{ id: 'handover-department', sentence }];
}

/** Whoever sets a provider up is refused a department of the settings; whoever changes the settings is not. */
function claimedTwice(given: string, providers: readonly ProviderSummary[]): Problem[] {
  return providers.flatMap(({ id, name, departments }) => {
    const both = departments.find((department) => isDepartment(department, given));
    if (!both) return [];
    const owners = `Both the handover provider "${name}" (${id}) and the setting handover_department_name`;
    const sentence = `${owners} claim the department ${both.name}; its rooms go to "${name}". Take it from one of them.`;
    return [{ id: `claimed-twice:${id}`, sentence }];
  });
}

/** Nobody can be away who is not there. @param served names of departments by their ids */
async function bridgeProblems(
  { bridgeProblems: find, isSomeoneOnline }: ProblemSources,
  served: ReadonlyMap<string, string>,
): Promise<readonly Problem[]> {
  const problems = await find();
  if (problems.length > 0) return problems;
  const looks = [...served].slice(0, MOST_DEPARTMENTS).map(async ([id, name]): Promise<Problem[]> => {
    if (await isSomeoneOnline(id)) return [];
    const sentence = `Nobody is online in the department ${name}, so no room can be handed over to it: the bridge agent is offline, not available, or not one of its agents.`;
    return [{ id: `nobody-online:${id}`, sentence }];
  });
  return (await Promise.all(looks)).flat();
}

/** A refusal counts until another test has shown better, even if the provider was changed meanwhile. */
async function refusedCredentials(
  { lastTests }: ProblemSources,
  providers: ReadonlyArray<Pick<ProviderSummary, 'id' | 'name'>>,
): Promise<Problem[]> {
  const refused = (await lastTests.list()).filter((test) => test.refusesCredentials);
  return refused.flatMap(({ providerId, steps }) => {
    const provider = providers.find(({ id }) => id === providerId);
    if (!provider) return [];
    const why = steps.filter(({ outcome }) => outcome === 'failed').map(({ sentence }) => sentence);
    const sentence = `The contact centre does not take the credentials of the handover provider "${provider.name}" (${provider.id}). ${why.join(' ')}`;
    return [{ id: `credentials:${providerId}`, sentence }];
  });
}
