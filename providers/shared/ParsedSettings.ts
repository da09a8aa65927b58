import type { SettingProblem } from '../../lib/service';
import type { SettingFields } from './SettingFields';

/** Settings as far as they could be read: complete, or with everything that is wrong with them. */
export interface ParsedSettings<T> {
  readonly settings: T | undefined;
  readonly problems: readonly SettingProblem[];
}

/** What is read of something that holds no settings at all. */
export const NO_SETTINGS: ParsedSettings<never> = {
  settings: undefined,
  problems: [{ field: 'settings', problem: 'expected a JSON object' }],
};

/** The settings, unless something is wrong with any of the fields that they were read from. */
export function parsedFrom<T>(fields: readonly Pick<SettingFields, 'problems'>[], settings: T): ParsedSettings<T> {
  const problems = fields.flatMap((group) => group.problems);
  return { settings: problems.length === 0 ? settings : undefined, problems };
}
