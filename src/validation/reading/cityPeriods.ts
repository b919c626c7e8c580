/** The rows from which a stranger would estimate an event history: cities in periods, with what was known at their start. */
import type { Run } from '../run.js';
import { riskSpells } from './spells.js';

/** Columns of equal length, a row each. */
export interface CityPeriods {
  readonly city: Int32Array;
  /** Index of the period. */
  readonly period: Int32Array;
  /** Years at risk. */
  readonly length: Float64Array;
  /** 1: taken up in the row. */
  readonly event: Uint8Array;
}

/**
 * Rows of a policy (or network) in periods [from, to). The years in which nothing happened are one row, which for
 * cloglog with offset log(length) says the same as a row for each; the year in which it happened is another, of length 1.
 */
export function cityPeriods(
  run: Run,
  id: string,
  periods: readonly (readonly [from: number, to: number])[],
): CityPeriods {
  const rows: { city: number; period: number; length: number; event: number }[] = [];
  for (const spell of riskSpells(run, id)) {
    periods.forEach(([from, to], period) => {
      const begins = Math.max(from, spell.from);
      const ends = Math.min(to, spell.to);
      const event = spell.event && spell.to >= from && spell.to < to;
      if (ends < begins || (ends === begins && !event)) return;
      const { city } = spell;
      const before = event ? Math.floor(ends - begins) : ends - begins;
      if (before > 0) rows.push({ city, period, length: before, event: 0 });
      if (event) rows.push({ city, period, length: 1, event: 1 });
    });
  }
  return {
    city: Int32Array.from(rows, (row) => row.city),
    period: Int32Array.from(rows, (row) => row.period),
    length: Float64Array.from(rows, (row) => row.length),
    event: Uint8Array.from(rows, (row) => row.event),
  };
}
