import type { Rule } from '../shared/settingRules';

/** The id of anything that Genesys Cloud keeps. */
export const isUuid = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value.trim());
const isAttributeName = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w. -]{1,100}$/.test(value.trim());

export const UUID: Rule<string> = { is: isUuid, expected: 'an id of 32 hexadecimal digits with hyphens' };
/** A name that a flow can ask for in "Get Participant Data". */
export const ATTRIBUTE_NAME: Rule<string> = {
  is: isAttributeName,
  expected: 'a name: letters, digits, blanks and . _ -',
};
