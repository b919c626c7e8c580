import { decimalYear } from '../model/time.js';
import { decimalNumber } from './decimalNumber.js';

/** The time in a cell, a decimal year or an ISO date, as a decimal year; undefined for anything else. */
export function cellTime(text: string): number | undefined {
  return decimalNumber(text) ?? decimalYear(text.trim()) ?? undefined;
}

export const EXPECTED_TIME = 'a decimal year or a date as 2015-09-01';
