import type { SensitivityRow } from './sensitivityRow.js';

/** Beside the largest number of an outcome's rows, what is left of sums that cancel. */
const ROUNDING = 1e-12;

/** The rows of one outcome, with 0 where an estimate or an end of an interval is nothing but the error of floating-point sums. */
export function withoutRounding(rows: readonly SensitivityRow[]): SensitivityRow[] {
  const least = ROUNDING * Math.max(...rows.map(({ estimate }) => Math.abs(estimate) || 0));
  const settled = (value: number): number => (Math.abs(value) < least ? 0 : value);
  return rows.map((row) => ({
    ...row,
    estimate: settled(row.estimate),
    low: settled(row.low),
    high: settled(row.high),
    lowReplicates: settled(row.lowReplicates),
    highReplicates: settled(row.highReplicates),
  }));
}
