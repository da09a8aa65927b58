import type { Json } from './json';

type SchemaType = 'array' | 'boolean' | 'integer' | 'null' | 'object' | 'string';

/** The part of JSON Schema (draft 2020-12) that settings, and requests, are described in. */
export interface SettingSchema {
  readonly type?: SchemaType | readonly SchemaType[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: Json;
  /** A secret: taken, never shown. */
  readonly writeOnly?: boolean;
  /** The server's own: taken, and passed over. */
  readonly readOnly?: boolean;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: SettingSchema;
  readonly maxItems?: number;
  readonly anyOf?: readonly SettingSchema[];
  readonly properties?: Readonly<Record<string, SettingSchema>>;
  readonly additionalProperties?: boolean | SettingSchema;
  readonly propertyNames?: SettingSchema;
  readonly maxProperties?: number;
  readonly required?: readonly string[];
}

/** The schema of an object whose members are all named. */
export interface ObjectSchema extends SettingSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, SettingSchema>>;
  readonly additionalProperties: false;
}

/** One thing that is wrong with settings: which one, and what was expected of it. */
export interface SettingProblem {
  readonly field: string;
  readonly problem: string;
}

/** A kind of contact centre that providers can be set up for: an entry of the service catalogue. */
export interface HandoverService {
  /** 24 lower-case hexadecimal digits, the same in every installation. */
  readonly id: string;
  /** UUID, the same in every installation. */
  readonly referenceId: string;
  /** As callers name it. */
  readonly name: string;
  /** Version of the settings' schema. */
  readonly version: string;
  readonly description: string;
  /** Where the service's maker describes it. */
  readonly documentationUrl: string;
  /** What a provider of this service is set up with; in the catalogue, with what all services have in common. */
  readonly settings: ObjectSchema;
  /** What settings lack that the schema takes as right; fields as the schema names them. */
  problemsOf(settings: unknown): readonly SettingProblem[];
}
