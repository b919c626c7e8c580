/** Numbers in the words of maps. */
import { counted, numerals, words } from './words.js';

/** A time as a year, with a decimal only where it needs one. */
export const mapYear = (time: number): string =>
  Number.isInteger(time) ? String(time) : numerals(String(Number(time.toFixed(2))));

/** A whole number with separators of thousands. */
export const whole = (value: number): string => value.toLocaleString('en-GB');

/** "12 cities", in the language of the figure. */
export const citiesCounted = (count: number): string =>
  count === 1 ? words`1 city` : words`${counted(count)} cities`;
