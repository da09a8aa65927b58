/** The languages that the visitor can be told things in, as BCP 47 tags. */
export const LANGUAGES = ['en', 'de', 'es', 'fr', 'pt-BR'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What is spoken where nothing better is known. */
export const DEFAULT_LANGUAGE: Language = 'en';

/**
 * The language for somebody who would like one of `wanted`, the best first; English when there is none of them. Regions
 * and scripts do not matter, because one text for a language is better than none: `de-AT` is German, `pt` and `pt_PT` are
 * Brazilian Portuguese. Whatever is no language tag is passed over.
 */
export function chooseLanguage(wanted: ReadonlyArray<string | undefined>): Language {
  for (const tag of wanted) {
    const found = LANGUAGES.find((language) => base(language) === base(tag ?? ''));
    if (found) return found;
  }
  return DEFAULT_LANGUAGE;
}

/** The first subtag, which names the language itself: `pt` of `pt-BR`, `pt_BR` and `PT`. */
function base(tag: string): string | undefined {
  return tag.trim().toLowerCase().split(/[-_]/)[0];
}
