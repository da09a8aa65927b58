import type { FieldProblem } from '../errors';
import { invalidRequest } from '../invalidRequest';
import { isJsonObject, type Json } from '../json';
import type { HandoverService, SettingSchema } from '../service';
import type { JsonObject, ServedDepartment } from './HandoverProvider';
import type { ProviderDesk } from './ProviderDesk';

const department: SettingSchema = {
  type: 'string',
  minLength: 1,
  maxLength: 500,
  description: 'Name or id of an Omnichannel department',
};

/** What every service's settings have in common: the departments whose rooms the provider carries on. */
const departments: SettingSchema = {
  type: 'array',
  title: 'Departments',
  description:
    'The departments whose rooms this provider carries on: each by name or id, or as an object that also says what is different there. A department can have one provider only.',
  default: [],
  maxItems: 100,
  items: {
    description: 'a department by name or id, or an object with `department` and what is different there',
    anyOf: [
      department,
      {
        type: 'object',
        properties: {
          department,
          target: {
            type: 'string',
            minLength: 1,
            maxLength: 255,
            description: 'Routing target for rooms of this department, instead of the one in the settings',
          },
          attributes: {
            type: 'object',
            description: 'Told to the contact centre with every conversation: texts by name',
            additionalProperties: { type: 'string', maxLength: 2_000 },
            propertyNames: { minLength: 1, maxLength: 100 },
            maxProperties: 50,
          },
        },
        additionalProperties: false,
        required: ['department'],
      },
    ],
  },
};

/** The service with what the settings of all services have in common. */
export function withDepartments(service: HandoverService): HandoverService {
  const { settings } = service;
  return { ...service, settings: { ...settings, properties: { ...settings.properties, departments } } };
}

/**
 * The departments that checked settings name, as the host knows them. One that the provider served before stays served
 * though the host has lost it.
 *
 * @throws HandoverError `invalid-request` naming those that do not exist or are named twice
 */
export async function servedDepartments(
  settings: JsonObject,
  desk: Pick<ProviderDesk, 'departments'>,
  before: readonly ServedDepartment[] = [],
): Promise<ServedDepartment[]> {
  const entries = Array.isArray(settings.departments) ? settings.departments.map(readEntry) : [];
  const found = await Promise.all(entries.map(({ given }) => desk.departments.find(given)));
  const served: ServedDepartment[] = [];
  const problems: FieldProblem[] = [];
  entries.forEach((entry, index) => {
    const field = `settings.departments[${index}]`;
    const known = found[index] ?? before.find(({ given }) => given === entry.given);
    if (!known) problems.push({ field, problem: 'names no department of this Rocket.Chat' });
    else if (served.some(({ id }) => id === known.id)) problems.push({ field, problem: 'names a department twice' });
    else served.push({ ...entry, id: known.id, name: known.name });
  });
  if (problems.length > 0) throw invalidRequest(problems);
  return served;
}

function readEntry(entry: Json): Pick<ServedDepartment, 'given' | 'target' | 'attributes'> {
  if (!isJsonObject(entry)) return { given: String(entry), attributes: [] };
  const attributes = isJsonObject(entry.attributes) ? Object.entries(entry.attributes) : [];
  return {
    given: String(entry.department),
    attributes: attributes.map(([name, value]) => [name, String(value)] as const),
    ...(typeof entry.target === 'string' && { target: entry.target }),
  };
}
