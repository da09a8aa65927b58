import { isDepartment } from '../departments';
import { HandoverError } from '../errors';
import type { ProviderSummary } from './HandoverProvider';
import { departmentKey, nameKey, referenceKey } from './keysOf';
import type { ProviderDesk } from './ProviderDesk';

type Conflicts = Pick<ProviderDesk, 'providers' | 'settingsProvider'>;

/**
 * Makes sure that a provider takes nothing that another has. True for as long as nobody changes providers.
 *
 * @throws HandoverError `provider-exists` naming both providers and what they would share
 */
export async function checkConflicts(provider: ProviderSummary, desk: Conflicts): Promise<void> {
  const { referenceId, departments } = provider;
  const shared: ReadonlyArray<readonly [key: string, what: string]> = [
    [referenceKey(referenceId), `the referenceId ${referenceId}`],
    [nameKey(provider), `the name ${provider.name}`],
    ...departments.map(({ id, name }) => [departmentKey(id), `the department ${name}`] as const),
  ];
  const [settings, ...found] = await Promise.all([
    desk.settingsProvider(),
    ...shared.map(async ([key, what]) => ({ what, holders: await desk.providers.withKey(key) })),
  ]);
  for (const { what, holders } of found) {
    const other = holders.find(({ id }) => id !== provider.id);
    if (other)
      throw conflict(`${quoted(provider.name)} cannot have ${what}: ${quoted(other.name)} (${other.id}) has it`);
  }
  const taken = settings && departments.find((department) => isDepartment(department, settings.servedDepartment));
  if (taken) {
    const owner = 'the provider that the settings of the app describe';
    throw conflict(`${quoted(provider.name)} cannot have the department ${taken.name}: ${owner} has it`);
  }
}

function conflict(sentence: string): HandoverError {
  return new HandoverError('provider-exists', `${sentence}.`);
}

function quoted(name: string): string {
  return `"${name}"`;
}
