import type { ProviderSummary } from './HandoverProvider';

type Named = Pick<ProviderSummary, 'name' | 'projectId'>;

/** A name is unique within its project. */
export const nameKey = ({ name, projectId = '' }: Named): string => `name:${projectId}:${name}`;
export const referenceKey = (referenceId: string): string => `reference:${referenceId}`;
export const departmentKey = (idOrName: string): string => `department:${idOrName}`;

/** Everything that a provider is found by besides its id; no other provider may carry the same. */
export function keysOf(provider: ProviderSummary): string[] {
  const departments = provider.departments.flatMap(({ id, name }) => [departmentKey(id), departmentKey(name)]);
  return [...new Set([nameKey(provider), referenceKey(provider.referenceId), ...departments])].sort();
}
