import Ajv, { type ErrorObject } from 'ajv';
import { BadBody } from '../contactCentre/BodyReader';

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

const isDateTime = (text: string): boolean => DATE_TIME.test(text) && !Number.isNaN(Date.parse(text));

const ajv = new Ajv({ allErrors: true, formats: { 'date-time': isDateTime } });

function pathOf(error: ErrorObject): string {
  const parts = error.instancePath.split('/').slice(1);
  const named = error.params.missingProperty ?? error.params.additionalProperty;
  return [...parts, ...(named === undefined ? [] : [named])].join('.') || 'body';
}

function messageOf({ keyword, params, message }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return 'is required';
    case 'additionalProperties':
      return 'is not known';
    case 'enum':
      return `must be one of ${params.allowedValues.join(', ')}`;
    default:
      return message ?? 'is wrong';
  }
}

/** Compiles a JSON schema into a reader that gives the body back as it is, or throws {@link BadBody}. */
export function bodyReader<T>(schema: object): (body: unknown) => T {
  const validate = ajv.compile<T>(schema);
  return (body) => {
    if (!validate(body)) {
      throw new BadBody(
        (validate.errors ?? []).map((error) => ({ property: pathOf(error), message: messageOf(error) })),
      );
    }
    return body;
  };
}

export const text = { type: 'string' } as const;
export const filledText = { type: 'string', minLength: 1 } as const;
export const flag = { type: 'boolean' } as const;
export const amount = { type: 'number', minimum: 0 } as const;
export const dateTime = { type: 'string', format: 'date-time' } as const;
export const textMap = { type: 'object', additionalProperties: text } as const;

export const oneOf = (choices: readonly string[]): object => ({ type: 'string', enum: choices });

/** An object with these fields required, those optional, and any others tolerated. */
export function open(required: Record<string, object>, optional: Record<string, object> = {}): object {
  return { type: 'object', required: Object.keys(required), properties: { ...required, ...optional } };
}

/** Like {@link open}, with any other field refused. */
export function closed(required: Record<string, object>, optional: Record<string, object> = {}): object {
  return { ...open(required, optional), additionalProperties: false };
}
