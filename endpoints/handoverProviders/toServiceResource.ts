import type { JsonObject } from '../../lib/handoverProviders/HandoverProvider';
import type { Json } from '../../lib/json';
import type { HandoverService, ObjectSchema } from '../../lib/service';
import type { Resource } from './document';
import type { Routes } from './Routes';

/** An entry of the service catalogue, with what its providers are set up with. */
export function toServiceResource(service: HandoverService, routes: Routes): Resource {
  return {
    kind: 'handoverService',
    members: {
      ...summaryMembers(service),
      properties: propertiesOf(service.settings),
      settings: JSON.parse(JSON.stringify(service.settings)) as JsonObject,
    },
    links: routes.ofService(service),
  };
}

/** What the list of services shows. */
export function toServiceSummaryResource(service: HandoverService, routes: Routes): Resource {
  return { kind: 'handoverService', members: summaryMembers(service), links: routes.ofService(service) };
}

/** One member of a service as a list can be filtered and sorted by it. */
export function serviceMember(service: HandoverService, name: string): string | undefined {
  return new Map(Object.entries(summaryMembers(service))).get(name);
}

function summaryMembers(service: HandoverService): Record<string, string> {
  return {
    _id: service.id,
    referenceId: service.referenceId,
    version: service.version,
    name: service.name,
    description: service.description,
    serviceUrl: service.documentationUrl,
  };
}

/** The schema as a flat list, for callers who only want to show a form; fields of groups by their paths. */
function propertiesOf(schema: ObjectSchema, prefix = '', isGroupRequired = true): Json[] {
  return Object.entries(schema.properties).flatMap(([key, property]): Json[] => {
    const name = `${prefix}${key}`;
    const required = isGroupRequired && (schema.required ?? []).includes(key);
    if (property.properties) return propertiesOf(property as ObjectSchema, `${name}.`, required);
    return [
      {
        name,
        title: property.title ?? name,
        description: property.description ?? name,
        type: typeof property.type === 'string' ? property.type : 'object',
        required,
        secret: property.writeOnly === true,
        ...(property.default !== undefined && { default: property.default }),
      },
    ];
  });
}
