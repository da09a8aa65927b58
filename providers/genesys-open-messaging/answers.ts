import type { Choices, Option } from './state';

/** The option that a visitor's words choose: by its number, as he was shown it, or by its title. */
export function chosenOption(text: string, choices: Choices | null): Option | undefined {
  if (choices === null) return undefined;
  const words = text.trim().toLowerCase();
  const [, number] = /^(\d{1,3})[.)]?$/.exec(words) ?? [];
  const titled = choices.options.find(({ title }) => title.trim().toLowerCase() === words);
  return titled ?? (number === undefined ? undefined : choices.options[Number(number) - 1]);
}
