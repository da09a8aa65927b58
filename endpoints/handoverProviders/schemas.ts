import type { ObjectSchema, SettingSchema } from '../../lib/service';

/** Of the contract: an id of the Cognigy kind. */
export const OBJECT_ID = '^[0-9a-f]{24}$';
const PROJECT_ID = '^[a-z0-9]{24}$';

const text = (description: string, maxLength = 200): SettingSchema => ({
  type: 'string',
  minLength: 1,
  maxLength,
  description,
});
const nullable = (schema: SettingSchema): SettingSchema => ({ ...schema, type: ['string', 'null'] });
const ignored = (type: 'string' | 'integer', description: string): SettingSchema => ({
  type,
  readOnly: true,
  description,
  ...(type === 'integer' && { format: 'int64' }),
});

/** Fields that the server alone writes; in a body they are taken, whatever they hold, and passed over. */
export const SERVER_FIELDS: Readonly<Record<string, SettingSchema>> = {
  _id: { ...ignored('string', 'The object id of the handover provider'), pattern: OBJECT_ID },
  createdAt: ignored('integer', 'Unix timestamp, in seconds, of when the provider was created'),
  lastChangedAt: ignored('integer', 'Unix timestamp, in seconds, of when the provider was last changed'),
  createdBy: { ...ignored('string', 'Id of who created the provider'), pattern: OBJECT_ID },
  lastChangedBy: { ...ignored('string', 'Id of who last changed the provider'), pattern: OBJECT_ID },
};

const CLIENT_FIELDS = {
  referenceId: text('The referenceId of the handover provider; unique, and made up by the server where it is left out'),
  organisationId: text('The organisation that the provider belongs to'),
  serviceId: text('The id of the service; it or `service` says what kind of contact centre this is'),
  service: text('The name of the service, such as Live Agent'),
  localeId: text('The referenceId of the locale to use'),
  name: { ...text('The name of the handover provider; unique within a project'), pattern: '\\S' },
} as const;

const properties: SettingSchema = {
  type: 'array',
  items: { type: 'object' },
  maxItems: 1_000,
  description: 'A list of properties associated with the handover provider: free-form objects, kept as they are',
};
const settings: SettingSchema = {
  type: 'object',
  description: "Settings of the handover provider, as its service describes them; a secret is shown as '********'",
};

/** The body of a creation. */
export const creationSchema: ObjectSchema = {
  type: 'object',
  properties: {
    ...CLIENT_FIELDS,
    properties,
    settings,
    projectId: {
      type: 'string',
      pattern: PROJECT_ID,
      minLength: 24,
      maxLength: 24,
      description: 'The unique identifier of the project',
    },
  },
  additionalProperties: false,
  required: ['name', 'settings'],
};

/** The body of a change. */
export const changeSchema: ObjectSchema = {
  type: 'object',
  properties: {
    ...CLIENT_FIELDS,
    organisationId: nullable(CLIENT_FIELDS.organisationId),
    localeId: nullable(CLIENT_FIELDS.localeId),
    properties,
    settings: {
      ...settings,
      description:
        'Merged into the settings (RFC 7396): null takes one away; a secret that is left out, or sent as the mask, stays',
    },
  },
  additionalProperties: false,
};

/** What a handover provider is answered as. */
export const providerSchema: ObjectSchema = {
  type: 'object',
  properties: { ...SERVER_FIELDS, ...CLIENT_FIELDS, properties, settings },
  additionalProperties: false,
};

/** What a list shows of providers, and what it can be filtered and sorted by. */
export const PROVIDER_FIELDS: readonly string[] = [
  ...Object.keys(SERVER_FIELDS),
  ...Object.keys(CLIENT_FIELDS),
  'projectId',
];

/** What the service catalogue can be filtered and sorted by. */
export const SERVICE_FIELDS: readonly string[] = ['_id', 'referenceId', 'version', 'name'];

/** One thing that a service is set up with. */
const propertySchema: ObjectSchema = {
  type: 'object',
  properties: {
    name: text('As it is called in the settings'),
    title: text('For a person to read'),
    description: text('What it means', 1_000),
    type: text('JSON type'),
    required: { type: 'boolean' },
    secret: { type: 'boolean', description: 'Taken, never shown' },
    default: { description: 'What it is where it is left out' },
  },
  additionalProperties: false,
};

/** What an entry of the service catalogue is answered as. */
export const serviceSchema: ObjectSchema = {
  type: 'object',
  properties: {
    _id: { type: 'string', pattern: OBJECT_ID },
    referenceId: { type: 'string', format: 'uuid' },
    version: text('Version of the settings'),
    name: text('The name of the service'),
    description: text('What it is', 1_000),
    serviceUrl: { type: 'string', format: 'uri', description: 'Where its maker describes it' },
    properties: { type: 'array', items: propertySchema, description: 'What its providers are set up with' },
    settings: { type: 'object', description: 'The JSON Schema (draft 2020-12) of its providers’ settings' },
  },
  additionalProperties: false,
};

/** What a test is answered with. */
export const testSchema: ObjectSchema = {
  type: 'object',
  properties: {
    outcome: { type: 'string', enum: ['ok', 'failed'] },
    steps: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          name: text('What was tried'),
          outcome: { type: 'string', enum: ['ok', 'failed', 'skipped'] },
          sentence: text('What came of it', 2_000),
        },
        additionalProperties: false,
        required: ['name', 'outcome', 'sentence'],
      },
    },
  },
  additionalProperties: false,
  required: ['outcome', 'steps'],
};

/** RFC 9457, with the numeric code and the traceId of this API. */
export const problemSchema: ObjectSchema = {
  type: 'object',
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'A sentence' },
    instance: { type: 'string', description: 'The path that was called' },
    code: {
      type: 'integer',
      description: '1002 not found, 1004 conflict, 1008 internal error, 1013 method not allowed; else the status',
    },
    traceId: { type: 'string', pattern: '^api--[0-9a-f-]{36}$' },
    details: { type: 'object', description: '`reason`, a word, and `fields`, what is wrong with which field' },
  },
  additionalProperties: false,
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'traceId', 'details'],
};
