import Ajv, { type ValidateFunction } from 'ajv';
import { badRequest } from './refusals';

type Schema = Readonly<Record<string, unknown>>;

const text = { type: 'string' };
const uuid = { type: 'string', pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' };
const routingAttributes = { type: 'object', additionalProperties: text };

const exactly = (required: Schema, optional: Schema = {}): Schema => ({
  type: 'object',
  properties: { ...required, ...optional },
  required: Object.keys(required),
  additionalProperties: false,
});

/** Enhanced Chat API, access token: `deviceId` belongs to mobile clients alone. */
const tokenRequest = (required: Schema): Schema => ({
  ...exactly(
    {
      orgId: text,
      esDeveloperName: text,
      capabilitiesVersion: { const: '1' },
      platform: { enum: ['Web', 'Mobile'] },
      ...required,
    },
    {
      deviceId: text,
      captchaToken: text,
      context: exactly({}, { appName: text, clientVersion: text }),
    },
  ),
  if: { properties: { platform: { const: 'Mobile' } } },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { required: ['deviceId'] },
  else: { properties: { deviceId: false } },
});

/** Enhanced Chat API, message: what a visitor can send, by its `messageType`. */
const message = {
  type: 'object',
  required: ['messageType'],
  discriminator: { propertyName: 'messageType' },
  oneOf: [
    exactly(
      {
        id: uuid,
        messageType: { const: 'StaticContentMessage' },
        staticContent: exactly({ formatType: { const: 'Text' }, text }),
      },
      { inReplyToMessageId: uuid },
    ),
    exactly({
      id: uuid,
      messageType: { const: 'ChoicesResponseMessage' },
      inReplyToMessageId: uuid,
      choicesResponse: exactly({
        formatType: { const: 'Selections' },
        selectedOptions: { type: 'array', minItems: 1, items: exactly({ optionIdentifier: text }) },
      }),
    }),
    exactly({
      id: uuid,
      messageType: { const: 'FormResponseMessage' },
      inReplyToMessageId: uuid,
      formResponse: {
        type: 'object',
        properties: { formatType: { const: 'Result' } },
        required: ['formatType'],
      },
    }),
  ],
};

const newSession = { isNewMessagingSession: { type: 'boolean' }, routingAttributes, language: text };

const schemas = {
  unauthenticated: tokenRequest({}),
  authenticated: tokenRequest({ authorizationType: { const: 'JWT' }, customerIdentityToken: text }),
  conversation: exactly({ conversationId: text, esDeveloperName: text }, { routingAttributes, language: text }),
  message: exactly({ message, esDeveloperName: text }, newSession),
  file: exactly(
    { message: exactly({ id: uuid, fileId: uuid }, { text, inReplyToMessageId: uuid }), esDeveloperName: text },
    newSession,
  ),
  entry: exactly({ entryType: { enum: ['TypingStartedIndicator', 'TypingStoppedIndicator'] }, id: uuid }),
  acknowledgements: exactly({
    acks: {
      type: 'array',
      minItems: 1,
      items: exactly({ id: uuid, entryType: { enum: ['Delivery', 'Read'] }, conversationEntryId: uuid }),
    },
  }),
};

/** The schema without its ban on unknown properties. */
function loosen(schema: unknown): unknown {
  if (Array.isArray(schema)) {
    return schema.map(loosen);
  }
  if (typeof schema !== 'object' || schema === null) {
    return schema;
  }
  const kept = Object.entries(schema).filter(([name, value]) => name !== 'additionalProperties' || value !== false);
  return Object.fromEntries(kept.map(([name, value]) => [name, loosen(value)]));
}

const ajv = new Ajv({ discriminator: true, strictTypes: false });
const compile = (wide: (schema: Schema) => unknown) =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(wide(schema) as Schema)]),
  ) as Record<keyof typeof schemas, ValidateFunction>;
const strict = compile((schema) => schema);
const loose = compile(loosen);

interface NewSession {
  readonly isNewMessagingSession?: boolean;
  readonly routingAttributes?: Readonly<Record<string, string>>;
  readonly language?: string;
}

/** Enhanced Chat API, access token. */
export interface TokenBody {
  readonly orgId: string;
  readonly esDeveloperName: string;
  readonly deviceId?: string;
  readonly captchaToken?: string;
}

/** What a visitor sends, as the protocol has it. */
export interface VisitorMessage {
  readonly id: string;
  readonly messageType: 'StaticContentMessage' | 'ChoicesResponseMessage' | 'FormResponseMessage';
  readonly inReplyToMessageId?: string;
  readonly staticContent?: { readonly formatType: 'Text'; readonly text: string };
  readonly choicesResponse?: { readonly selectedOptions: readonly { readonly optionIdentifier: string }[] };
  readonly formResponse?: Readonly<Record<string, unknown>>;
}

/** Enhanced Chat API, file: the part `messageEntry`. */
interface FileBody extends NewSession {
  readonly esDeveloperName: string;
  readonly message: {
    readonly id: string;
    readonly fileId: string;
    readonly text?: string;
    readonly inReplyToMessageId?: string;
  };
}

/** The type of each body, by the name of its schema. */
export interface Bodies {
  unauthenticated: TokenBody;
  authenticated: TokenBody & { readonly customerIdentityToken: string };
  conversation: NewSession & { readonly conversationId: string; readonly esDeveloperName: string };
  message: NewSession & { readonly esDeveloperName: string; readonly message: VisitorMessage };
  file: FileBody;
  entry: { readonly entryType: 'TypingStartedIndicator' | 'TypingStoppedIndicator'; readonly id: string };
  acknowledgements: {
    readonly acks: readonly {
      readonly id: string;
      readonly entryType: 'Delivery' | 'Read';
      readonly conversationEntryId: string;
    }[];
  };
}

/** The body, when it fits its schema; throws a refusal of 400 otherwise. */
export function checkBody<Name extends keyof Bodies>(name: Name, body: unknown, isStrict: boolean): Bodies[Name] {
  const validate = (isStrict ? strict : loose)[name];
  if (!validate(body)) {
    const [problem] = validate.errors ?? [];
    const extra = problem?.keyword === 'additionalProperties' ? ` '${problem.params.additionalProperty}'` : '';
    throw badRequest(`${problem?.instancePath || 'The body'} ${problem?.message ?? 'is wrong'}${extra}`);
  }
  return body as Bodies[Name];
}
