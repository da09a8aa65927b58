import type { Language } from '../language';
import type { OperatorTexts } from '../operatorTexts';
import { GERMAN } from './de';
import { ENGLISH } from './en';
import { SPANISH } from './es';
import { FRENCH } from './fr';
import { BRAZILIAN_PORTUGUESE } from './ptBR';

/** What operators read, in each language. */
export const OPERATOR_WORDINGS: Readonly<Record<Language, OperatorTexts>> = {
  en: ENGLISH,
  de: GERMAN,
  es: SPANISH,
  fr: FRENCH,
  'pt-BR': BRAZILIAN_PORTUGUESE,
};
