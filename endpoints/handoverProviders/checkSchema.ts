import type { ObjectSchema, SettingProblem, SettingSchema } from '../../lib/service';
import { type OutputUnit, type Schema, Validator } from '../../vendor/cfworker-json-schema';

/** Made when first needed: a library must not be used while a file is loaded. */
const validators = new WeakMap<ObjectSchema, Validator>();

/** Longest name that is quoted in a sentence. */
const LONGEST_NAME = 100;

/** Everything about a value that its schema does not allow; fields as dotted paths, '' for the value itself. */
export function checkSchema(value: unknown, schema: ObjectSchema): SettingProblem[] {
  const errors = violations(value, schema);
  if (errors === undefined) return [{ field: '', problem: 'has a member whose name is no text' }];
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf').map(({ keywordLocation }) => keywordLocation);
  const isOfChoice = ({ keywordLocation }: OutputUnit) =>
    choices.some((choice) => keywordLocation.startsWith(`${choice}/`));
  const problems = errors.filter((unit) => !isOfChoice(unit)).flatMap((unit) => problemOf(unit, schema));
  return problems.filter(({ field, problem }, index) => {
    return problems.findIndex((other) => other.field === field && other.problem === problem) === index;
  });
}

/** Undefined for a value with a name that no address can be made of: half of a surrogate pair. */
function violations(value: unknown, schema: ObjectSchema): OutputUnit[] | undefined {
  try {
    return validatorOf(schema).validate(value).errors;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function validatorOf(schema: ObjectSchema): Validator {
  const known = validators.get(schema);
  if (known) return known;
  const validator = new Validator(schema as Schema, '2020-12', false);
  validators.set(schema, validator);
  return validator;
}

/** One problem, or none where the same is said by another unit in more detail. */
function problemOf(
  { keyword, keywordLocation, instanceLocation, error }: OutputUnit,
  root: SettingSchema,
): SettingProblem[] {
  const field = fieldOf(instanceLocation);
  if (keyword === 'required') {
    const name = /"(.*)"/.exec(error)?.[1] ?? '';
    return [{ field: field === '' ? name : `${field}.${name}`, problem: 'is missing' }];
  }
  if (keyword === 'false') return [{ field, problem: 'is not a field of this API' }];
  const schema = schemaAt(root, keywordLocation);
  const expectation = schema && EXPECTATIONS[keyword]?.(schema);
  return expectation === undefined ? [] : [{ field, problem: expectation }];
}

/** What is wrong where a keyword of the schema is not satisfied; a value, which may be a secret, is never quoted. */
const EXPECTATIONS: Readonly<Record<string, (schema: SettingSchema) => string>> = {
  type: ({ type }) => `is of the wrong type; expected ${typeNames(type)}`,
  enum: ({ enum: allowed = [] }) => `is none of ${allowed.join(', ')}`,
  anyOf: ({ description }) => `is none of what is allowed; expected ${description ?? 'one of several'}`,
  pattern: ({ pattern, description }) => `does not match ${pattern}${description ? ` (${description})` : ''}`,
  minLength: ({ minLength }) => `is too short; expected at least ${minLength} characters`,
  maxLength: ({ maxLength }) => `is too long; expected at most ${maxLength} characters`,
  minimum: ({ minimum }) => `is too small; expected at least ${minimum}`,
  maximum: ({ maximum }) => `is too large; expected at most ${maximum}`,
  maxItems: ({ maxItems }) => `has too many items; expected at most ${maxItems}`,
  maxProperties: ({ maxProperties }) => `has too many members; expected at most ${maxProperties}`,
  propertyNames: () => 'has a member whose name is not allowed',
};

function typeNames(type: SettingSchema['type']): string {
  const types = typeof type === 'string' ? [type] : (type ?? []);
  return types.map((name) => (/^[aeio]/.test(name) ? `an ${name}` : name === 'null' ? name : `a ${name}`)).join(' or ');
}

/** The schema that a keyword is a part of; `#/properties/name/maxLength` is of the schema at `#/properties/name`. */
function schemaAt(root: SettingSchema, keywordLocation: string): SettingSchema | undefined {
  let place: unknown = root;
  for (const part of partsOf(keywordLocation).slice(0, -1)) {
    if (typeof place !== 'object' || place === null) return undefined;
    place = new Map(Object.entries(place)).get(part);
  }
  return typeof place === 'object' && place !== null ? (place as SettingSchema) : undefined;
}

/** `#/settings/departments/0` as `settings.departments[0]`. */
function fieldOf(pointer: string): string {
  return partsOf(pointer)
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${shown(part)}`))
    .join('')
    .replace(/^\./, '');
}

function partsOf(pointer: string): string[] {
  const parts = pointer.split('/').slice(1);
  return parts.map((part) => decode(part).replace(/~1/g, '/').replace(/~0/g, '~'));
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function shown(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}...` : name;
}
