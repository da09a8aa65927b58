import fs from 'fs';
import path from 'path';
import { MEDIA_TYPES } from '../endpoints/handoverProviders/negotiate';
import { PATHS, PREFIX } from '../endpoints/handoverProviders/Routes';
import { PAGE_PARAMETERS } from '../endpoints/handoverProviders/readQuery';
import {
  changeSchema,
  creationSchema,
  OBJECT_ID,
  PROVIDER_FIELDS,
  problemSchema,
  providerSchema,
  SERVER_FIELDS,
  SERVICE_FIELDS,
  serviceSchema,
  testSchema,
} from '../endpoints/handoverProviders/schemas';
import type { ObjectSchema } from '../lib/service';
import { services } from '../providers/index';
import { ROOT } from './AppBuild';

const FILE = path.join(ROOT, 'docs', 'openapi.json');

type Resource = keyof typeof PATHS;

/** What is said of a call besides what the code says. */
interface Operation {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  readonly id: string;
  readonly summary: string;
  readonly parameters?: readonly object[];
  readonly body?: string;
  /** Name of the schema that is answered; left out where nothing is. */
  readonly answer?: string;
  readonly status?: number;
  readonly failures: readonly number[];
}

const parameter = (name: string, description: string, schema: object = { type: 'string' }) => ({
  name,
  in: 'query',
  description,
  schema,
});

const PAGE: Readonly<Record<string, object>> = {
  filter: parameter('filter', 'Part of the name, in whatever case'),
  sort: parameter('sort', 'Fields, separated by commas, each with :asc or :desc', {
    type: 'string',
    example: 'name:asc',
  }),
  limit: parameter('limit', 'Length of the page', { type: 'integer', minimum: 1, maximum: 100, default: 25 }),
  skip: parameter('skip', 'How many to pass over', { type: 'integer', minimum: 0, default: 0 }),
  next: parameter('next', 'nextCursor of the page before', { type: 'string', pattern: OBJECT_ID }),
  previous: parameter('previous', 'previousCursor of the page after', { type: 'string', pattern: OBJECT_ID }),
};

const PARAMETERS: Readonly<Record<string, object>> = {
  ...Object.fromEntries(
    [...PROVIDER_FIELDS, ...SERVICE_FIELDS].map((field) => [
      field,
      parameter(field, `Only those whose ${field} is this, or one of these, separated by commas`),
    ]),
  ),
  ...PAGE,
};

const listParameters = (fields: readonly string[]) =>
  [...PAGE_PARAMETERS, ...fields].map((name) => ({ $ref: `#/components/parameters/${name}` }));

const OPERATIONS: Readonly<Record<Resource, readonly Operation[]>> = {
  providers: [
    {
      method: 'get',
      id: 'indexHandoverProviders',
      summary: 'Lists handover providers, a page at a time',
      parameters: listParameters(PROVIDER_FIELDS),
      answer: 'HandoverProviderList',
      failures: [400, 401, 403, 406],
    },
    {
      method: 'post',
      id: 'createHandoverProvider',
      summary: 'Creates a handover provider',
      body: 'HandoverProviderCreation',
      answer: 'HandoverProvider',
      status: 201,
      failures: [400, 401, 403, 406, 409, 413, 415],
    },
  ],
  provider: [
    {
      method: 'get',
      id: 'readHandoverProvider',
      summary: 'Reads a handover provider',
      answer: 'HandoverProvider',
      failures: [401, 403, 404, 406],
    },
    {
      method: 'patch',
      id: 'updateHandoverProvider',
      summary: 'Changes a handover provider; answers application/hal+json unless asked otherwise',
      body: 'HandoverProviderChange',
      answer: 'HandoverProvider',
      failures: [400, 401, 403, 404, 406, 409, 413, 415],
    },
    {
      method: 'delete',
      id: 'deleteHandoverProvider',
      summary: 'Deletes a handover provider',
      parameters: [
        parameter('force', 'Ends the sessions that the provider carries', { type: 'boolean', default: false }),
      ],
      status: 204,
      failures: [400, 401, 403, 404, 409],
    },
  ],
  test: [
    {
      method: 'post',
      id: 'testHandoverProvider',
      summary: 'Tries a handover provider out with real calls that nobody notices',
      answer: 'HandoverProviderTest',
      failures: [401, 403, 404, 406],
    },
  ],
  services: [
    {
      method: 'get',
      id: 'indexHandoverServices',
      summary: 'Lists the kinds of contact centres that providers can be set up for',
      parameters: listParameters(SERVICE_FIELDS),
      answer: 'HandoverServiceList',
      failures: [400, 401, 403, 406],
    },
  ],
  service: [
    {
      method: 'get',
      id: 'readHandoverService',
      summary: 'Reads a handover service with the schema of its settings',
      answer: 'HandoverService',
      failures: [401, 403, 404, 406],
    },
  ],
};

/** `docs/openapi.json` as the paths, the media types, the schemas and the service catalogue of the code give it. */
export function openapi(): object {
  const { id, version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'app.json'), 'utf8'));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Handover providers',
      version,
      description:
        'Contact centres that Omnichannel rooms of Rocket.Chat can be handed over to, in the shape of the Cognigy.AI API. Generated from the code by `npm run docs`; do not edit.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: ['', `/${PREFIX.replace(/\/$/, '')}`].map((prefix) => ({
      url: `https://{host}/api/apps/public/${id}${prefix}`,
      variables: { host: { default: 'localhost:3000', description: 'Your Rocket.Chat' } },
    })),
    security: [{ apiKeyHeader: [] }, { apiKeyQuery: [] }, { bearer: [] }, { userId: [], authToken: [] }],
    paths: Object.fromEntries((Object.keys(PATHS) as Resource[]).flatMap(pathsOf)),
    components: { securitySchemes, parameters: PARAMETERS, schemas: schemas() },
  };
}

const securitySchemes = {
  apiKeyHeader: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
  apiKeyQuery: { type: 'apiKey', in: 'query', name: 'api_key' },
  bearer: { type: 'http', scheme: 'bearer', description: 'The API key' },
  userId: { type: 'apiKey', in: 'header', name: 'X-User-Id', description: 'Login of an admin of Rocket.Chat' },
  authToken: { type: 'apiKey', in: 'header', name: 'X-Auth-Token' },
};

/** Singular and plural; the operations of the second one have ids of their own, as OpenAPI demands. */
function pathsOf(name: Resource): Array<[string, object]> {
  return PATHS[name].map((spelling, index) => {
    const template = `/${spelling.replace(/:(\w+)/g, '{$1}')}`;
    const operations = OPERATIONS[name].map((operation) => [operation.method, toOperation(operation, index)]);
    return [template, { ...pathParameters(spelling), ...Object.fromEntries(operations) }];
  });
}

function pathParameters(spelling: string): object {
  const names = [...spelling.matchAll(/:(\w+)/g)].map(([, name]) => name);
  const schema = { type: 'string', minLength: 24, maxLength: 24, pattern: OBJECT_ID };
  return names.length === 0 ? {} : { parameters: names.map((name) => ({ name, in: 'path', required: true, schema })) };
}

function toOperation(operation: Operation, spelling: number): object {
  const { id, summary, parameters, body, answer, status = 200, failures } = operation;
  const success =
    answer === undefined ? { description: 'Done' } : { description: 'Done', content: answerContent(answer) };
  return {
    operationId: spelling === 0 ? id : `${id}_${spelling + 1}`,
    summary,
    ...(parameters && { parameters }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: ref(body) } } } }),
    responses: {
      [status]: success,
      ...Object.fromEntries(failures.map((failure) => [failure, failed(failure)])),
    },
  };
}

function answerContent(name: string): object {
  const described: Readonly<Record<string, object>> = {
    'application/json': { schema: ref(name) },
    'application/hal+json': { schema: { type: 'object', description: `${name} with _links and _embedded` } },
  };
  return Object.fromEntries(MEDIA_TYPES.map((type) => [type, described[type] ?? { schema: { type: 'string' } }]));
}

function failed(status: number): object {
  if (status === 413) return { description: 'The body is over 100 kB; answered by Rocket.Chat itself' };
  return { description: 'Refused', content: { 'application/problem+json': { schema: ref('Problem') } } };
}

function schemas(): Record<string, object> {
  const named = Object.fromEntries(services.map(({ name, settings }) => [settingsName(name), settings]));
  const settings = { anyOf: Object.keys(named).map(ref) };
  return {
    HandoverProvider: providerSchema,
    HandoverProviderList: listOf('HandoverProvider'),
    HandoverProviderCreation: withServerFields(creationSchema, { settings }),
    HandoverProviderChange: withServerFields(changeSchema),
    HandoverProviderTest: testSchema,
    HandoverService: serviceSchema,
    HandoverServiceList: listOf('HandoverService'),
    Problem: problemSchema,
    ...named,
  };
}

/** A body may carry what the server alone writes. */
function withServerFields(schema: ObjectSchema, changes: object = {}): object {
  return { ...schema, properties: { ...SERVER_FIELDS, ...schema.properties, ...changes } };
}

function listOf(item: string): object {
  const cursor = { type: ['string', 'null'] };
  return {
    type: 'object',
    properties: {
      items: { type: 'array', items: ref(item) },
      total: { type: 'integer' },
      nextCursor: cursor,
      previousCursor: cursor,
    },
    required: ['items', 'total', 'nextCursor', 'previousCursor'],
  };
}

function settingsName(service: string): string {
  return `${service.replace(/\W/g, '')}Settings`;
}

function ref(name: string): object {
  return { $ref: `#/components/schemas/${name}` };
}

if (require.main === module) fs.writeFileSync(FILE, `${JSON.stringify(openapi(), null, 2)}\n`);
