import type { SettingSchema } from '../../lib/service';

/** A text of at most 255 characters. */
export const text = (title: string, description: string, byDefault?: string): SettingSchema => ({
  type: 'string',
  title,
  description,
  minLength: 1,
  maxLength: 255,
  ...(byDefault !== undefined && { default: byDefault }),
});

/** A number of characters that a text of some use needs. */
export const characters = (title: string, description: string, byDefault: number): SettingSchema => ({
  type: 'integer',
  title,
  description: `${description}, in characters`,
  minimum: 100,
  maximum: 1_000_000,
  default: byDefault,
});

/** A number of bytes. */
export const bytes = (title: string, description: string, byDefault: number): SettingSchema => ({
  type: 'integer',
  title,
  description: `${description}, in bytes`,
  minimum: 0,
  maximum: 1_000_000_000,
  default: byDefault,
});

/** Host names. */
export const hosts = (title: string, description: string, byDefault: readonly string[]): SettingSchema => ({
  type: 'array',
  title,
  description,
  items: { type: 'string', minLength: 1, maxLength: 255 },
  maxItems: 100,
  default: [...byDefault],
});
