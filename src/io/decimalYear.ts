import { decimalNumber } from './decimalNumber.js';

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY = 86_400_000;

/**
 * A time in a cell as a decimal year: a decimal year as it is, or an ISO date as
 * year + (day of the year - 1) / days of that year. A bare year is its 1 January. undefined for anything else.
 */
export function decimalYear(text: string): number | undefined {
  const match = ISO_DATE.exec(text.trim());
  if (!match) return decimalNumber(text);
  const [year, month, day] = match.slice(1).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const start = new Date(0).setUTCFullYear(year, 0, 1);
  const end = new Date(0).setUTCFullYear(year + 1, 0, 1);
  return year + Math.round((date.getTime() - start) / DAY) / Math.round((end - start) / DAY);
}

export const EXPECTED_TIME = 'a decimal year or a date as 2015-09-01';
