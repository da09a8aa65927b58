import type { Language } from '../../lib/language';
import type { Texts } from '../../lib/texts';
import { GERMAN } from './de';
import { ENGLISH } from './en';
import { SPANISH } from './es';
import { FRENCH } from './fr';
import { BRAZILIAN_PORTUGUESE } from './ptBR';

/** What the visitor is told, in his language, until the admin says it better; none of it is a company's own. */
export const WORDINGS: Readonly<Record<Language, Texts>> = {
  en: ENGLISH,
  de: GERMAN,
  es: SPANISH,
  fr: FRENCH,
  'pt-BR': BRAZILIAN_PORTUGUESE,
};
