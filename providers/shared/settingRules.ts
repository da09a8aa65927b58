/** What a setting must be, and how that is said to whoever set it. */
export interface Rule<T> {
  is(value: unknown): value is T;
  readonly expected: string;
}

export const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
export const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;
const isTextList = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

const isLimit = (value: unknown): value is number => isCount(value) && value >= 100;

export const TEXT: Rule<string> = { is: isText, expected: 'a text' };
export const FLAG: Rule<boolean> = { is: isFlag, expected: 'true or false' };
export const CHARACTERS: Rule<number> = { is: isLimit, expected: 'a number of characters from 100 on' };
export const BYTES: Rule<number> = { is: isCount, expected: 'a number of bytes' };
export const HOST_NAMES: Rule<string[]> = { is: isTextList, expected: 'host names' };
