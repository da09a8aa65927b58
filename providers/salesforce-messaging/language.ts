/** Languages that Salesforce knows by a region or by another name than the rest of the world. */
const SALESFORCE_NAMES: ReadonlyMap<string, string> = new Map([
  ['en', 'en_US'],
  ['he', 'iw'],
  ['id', 'in'],
  ['nb', 'no'],
  ['nl', 'nl_NL'],
  ['nn', 'no'],
  ['pt', 'pt_PT'],
  ['zh', 'zh_CN'],
]);

/**
 * A visitor's language, such as `en` or `pt-BR`, as Salesforce spells it; Enhanced Chat API, Create Conversation:
 * `language`. Undefined for what is no language.
 */
export function salesforceLanguage(tag: string | undefined): string | undefined {
  const match = /^([a-z]{2,3})(?:[-_]([a-z]{2}))?$/i.exec((tag ?? '').trim());
  if (match === null) return undefined;
  const [, language = '', region] = match;
  const base = language.toLowerCase();
  if (region !== undefined) return `${base}_${region.toUpperCase()}`;
  return SALESFORCE_NAMES.get(base) ?? base;
}
