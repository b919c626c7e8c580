/**
 * Times are decimal years: a date is year + (day of the year - 1) / days of that year; a bare year is its
 * 1 January. So 2015-09-01 is 2015 + 243 / 365.
 */

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const daysOfMonth = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** The decimal year of an ISO date such as 2017-01-25; null where the text is no date of the calendar. */
export function decimalYear(date: string): number | null {
  const parts = datePattern.exec(date);
  if (parts === null) return null;
  const [year, month, day] = parts.slice(1).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > daysOfMonth(year, month)) return null;
  let dayOfYear = day;
  for (let earlier = 1; earlier < month; earlier++) dayOfYear += daysOfMonth(year, earlier);
  return year + (dayOfYear - 1) / (isLeap(year) ? 366 : 365);
}

/** A decimal year from a number or an ISO date; null where it is neither. */
export function readTime(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' ? decimalYear(value) : null;
}
