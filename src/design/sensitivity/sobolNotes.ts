import type { SensitivityRow } from './sensitivityRow.js';
import { shortNumber } from './shortNumber.js';

/** Below it intervals over base rows are too narrow more often than they say. */
const FEW_ROWS = 100;
/** Half the width of an interval from which on an index is called uncertain. */
const WIDE = 0.1;
const FEW_REPLICATES = 5;
/** Indices are not told apart, nor from 0, below it. */
const SLIGHT = 0.005;

const nameOf = ({ parameter, parameter2 }: SensitivityRow): string =>
  parameter2 === null ? parameter : `${parameter} with ${parameter2}`;
const listed = (rows: readonly SensitivityRow[]): string => {
  const shown = rows.slice(0, 5).map((row) => `${nameOf(row)} (${row.index} ${shortNumber(row.estimate)})`);
  return shown.join(', ') + (rows.length > 5 ? ` and ${rows.length - 5} more` : '');
};

/** What a reader should know before citing Sobol' indices. */
export function sobolNotes(
  rows: readonly SensitivityRow[],
  {
    outcome,
    baseRows,
    dropped,
    replicates,
  }: { outcome: string; baseRows: number; dropped: number; replicates: number },
): string[] {
  const notes: string[] = [];
  const say = (text: string) => notes.push(`${outcome}: ${text}`);
  if (dropped > 0)
    say(`${dropped} of ${baseRows + dropped} base rows are left out, since a run of theirs has no value`);
  if (rows.some(({ estimate }) => Number.isNaN(estimate))) {
    say('the mean outcome is the same at every point; there is no variance to share out');
    return notes;
  }
  if (baseRows < FEW_ROWS)
    say(`only ${baseRows} base rows: the intervals over base rows hold from about ${FEW_ROWS} on`);
  const wide = rows.filter(({ low, high }) => high - low > 2 * WIDE);
  if (wide.length > 0) {
    const widest = Math.max(...wide.map(({ low, high }) => (high - low) / 2));
    const factor = Math.ceil((widest / WIDE) ** 2);
    say(
      `unstable: known only to ±${shortNumber(widest)} or less well than ±${WIDE}: ${listed(wide)}; about ${factor} times as many base rows would do`,
    );
  }
  const negative = rows.filter(({ estimate, index }) => index !== 'total' && estimate < -SLIGHT);
  if (negative.length > 0) {
    const beyond = negative.filter(({ high }) => high < 0);
    say(
      `below 0, which no index can be: ${listed(negative)}; ` +
        (beyond.length > 0
          ? 'some even beyond their intervals: too few base rows'
          : 'within the error of 0, read them as 0'),
    );
  }
  const total = new Map(rows.filter(({ index }) => index === 'total').map((row) => [row.parameter, row]));
  const above = rows.filter(
    ({ index, parameter, low }) => index === 'first' && low > total.get(parameter)!.high,
  );
  if (above.length > 0)
    say(`first order above total beyond both intervals: ${listed(above)}: too few base rows`);
  const first = rows.filter(({ index }) => index === 'first');
  if (first.reduce((sum, { low }) => sum + low, 0) > 1)
    say('first-order indices sum to more than 1 beyond their intervals: too few base rows');
  if (replicates === 1)
    say(
      'one replicate: the indices are those of one draw of resistances, and there is no interval over replicates',
    );
  else if (replicates < FEW_REPLICATES)
    say(`only ${replicates} replicates: the intervals over replicates are wide, and rest on few draws`);
  const shifted = rows.filter(
    ({ estimate, lowReplicates, highReplicates }) =>
      estimate < lowReplicates - SLIGHT || estimate > highReplicates + SLIGHT,
  );
  if (shifted.length > 0)
    say(
      `outside the interval over replicates, since noise that is left in the means counts as effect: ${listed(shifted)}; more replicates would move them`,
    );
  return notes;
}
