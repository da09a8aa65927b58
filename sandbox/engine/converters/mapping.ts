/** Something with named fields. */
export type Fields = Record<string, unknown>;

/**
 * Renames the fields of a document for apps: `names` maps the app's name to the document's. Fields that are not
 * there stay away, and whatever no name asks for ends up under `_unmappedProperties_`.
 */
export function renamed(document: object, names: Record<string, string>): Fields {
  const rest: Fields = { ...document };
  const result: Fields = {};
  for (const [appName, ownName] of Object.entries(names)) {
    if (rest[ownName] !== undefined) result[appName] = rest[ownName];
    delete rest[ownName];
  }
  return { ...result, _unmappedProperties_: defined(rest) };
}

/** Drops the fields without a value. */
export function defined(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** What an app's object carries that has no name there. */
export function unmappedOf(value: object): Fields {
  return (value as { _unmappedProperties_?: Fields })._unmappedProperties_ ?? {};
}

/** Rocket.Chat's own words for reading a field of a document that is not there. */
export function required<T>(document: T | undefined, field = '_id'): T {
  if (document === undefined) throw new TypeError(`Cannot read properties of null (reading '${field}')`);
  return document;
}
