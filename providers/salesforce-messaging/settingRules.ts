import { isJsonObject } from '../../lib/json';
import type { Format } from '../shared/SettingFields';
import { isText, type Rule } from '../shared/settingRules';
import { isSalesforceId, shortId } from './ids';
import { salesforceLanguage } from './language';

const isName = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z_]\w{0,254}$/.test(value.trim());
const isNameMap = (value: unknown): value is Record<string, string> =>
  isJsonObject(value) && Object.keys(value).every((name) => isName(value[name]));
const isLanguage = (value: unknown): value is string => isText(value) && salesforceLanguage(value) !== undefined;

/** An API name, as Salesforce gives them to deployments and parameters; its own ones begin with an underscore. */
export const NAME: Rule<string> = { is: isName, expected: 'an API name: letters, digits and underscores' };
export const NAMES: Rule<Record<string, string>> = { is: isNameMap, expected: 'API names by name' };
export const LANGUAGE: Rule<string> = { is: isLanguage, expected: 'a language such as en_US' };

/** A Salesforce id, as the 15 characters of it. */
export const SALESFORCE_ID: Format<string> = {
  read: (text) => (isSalesforceId(text.trim()) ? shortId(text.trim()) : undefined),
  expected: 'a Salesforce id of 15 or 18 letters and digits',
};
