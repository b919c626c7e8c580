/**
 * The words that stand in figures, in the language of the look. Modules write them in English, marked by `words`; the
 * other languages are files of translations, by the English text with {0}, {1} … for what is put in.
 */
import { de } from './words/de.js';
import { es } from './words/es.js';
import { fr } from './words/fr.js';
import type { Translations } from './words/translations.js';

export const languages = ['en', 'de', 'fr', 'es'] as const;
export type Language = (typeof languages)[number];

export const translations: { readonly [language in Exclude<Language, 'en'>]: Translations } = { de, fr, es };

let language: Language = 'en';
export function speak(chosen: Language): void {
  language = chosen;
}

/** words`mean of ${200} runs`: in the language that is spoken; in English where it has no such text. */
export function words(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  const english = parts.reduce((text, part, i) => `${text}{${i - 1}}${part}`);
  const text = language === 'en' ? english : (translations[language][english] ?? english);
  return text.replace(/\{(\d+)\}/g, (_, i) => String(values[Number(i)]));
}

/** A number with the language's separator of thousands. */
export const counted = (value: number): string =>
  value
    .toLocaleString({ en: 'en-GB', de: 'de-DE', fr: 'fr-FR', es: 'es-ES' }[language])
    .replace(/\u202f/g, '\u00a0');

const NO_BREAK = '\u00a0';
const SEPARATORS = {
  en: { decimal: '.', thousands: ',' },
  de: { decimal: ',', thousands: '.' },
  fr: { decimal: ',', thousands: NO_BREAK },
  es: { decimal: ',', thousands: '.' },
} as const;

/** An English text's numbers in the language: 1,234.5 and [0.1, 0.2] as 1.234,5 and [0,1; 0,2]. */
export function numerals(text: string): string {
  if (language === 'en') return text;
  const { decimal, thousands } = SEPARATORS[language];
  return text
    .replace(/\[[^[\]]*\]/g, (interval) => interval.replace(/, /g, '; '))
    .replace(/\d+(?:,\d{3})*(?:\.\d+)?/g, (number) =>
      number.replace(/[.,]/g, (sign) => (sign === '.' ? decimal : thousands)),
    );
}

/** What stands between a number and what it is a hundredth of. */
const percentSign = (): string => (language === 'en' ? '%' : `${NO_BREAK}%`);

/** An English number as so many per cent, in the language. */
export const percentOf = (number: string): string => `${numerals(number)}${percentSign()}`;

/** The same for axes that Vega writes (d3-format's locale). */
export const numberLocale = (): { [field: string]: unknown } => ({
  ...SEPARATORS[language],
  grouping: [3],
  currency: ['', ''],
  percent: percentSign(),
});
