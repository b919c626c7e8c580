/** The table of a validation: as data, in which it is kept and shipped, and as part of a document. */
import { type Block, heading, list, paragraph, table } from '../odd/document.js';
import type { DockingResult, DockingTest } from './docking/dockingTest.js';
import { type CheckVerdict, numberText, type PatternVerdict } from './judge.js';
import { PRIOR_SHARE } from './priorRates.js';

export interface TableRow {
  readonly id: string;
  readonly statistic: string;
  readonly expected: string;
  readonly measured: string;
  readonly holds: boolean;
  /** Empty where it holds. */
  readonly reason: string;
  /** By number: patterns alone. null where a number is not finite. */
  readonly checks?: readonly { readonly [key: string]: string | number | boolean | null }[];
  /** Share of the prior draws in which it holds. */
  readonly prior?: number;
  readonly uninformative?: boolean;
}

export interface ValidationTable {
  readonly toolVersion: string;
  readonly seed: string;
  readonly seeds: number;
  /** Times the number of cities. */
  readonly scale: number;
  readonly patterns: readonly TableRow[];
}

function measuredText(checks: readonly CheckVerdict[]): string {
  return checks
    .map(({ label, median, low, high, share, missing, expected }) => {
      const band = low === high ? '' : ` (${numberText(low)} to ${numberText(high)})`;
      const sign = /^[<>]/.test(expected) ? `, ${expected} in ${numberText(100 * share)} %` : '';
      const gaps = missing > 0 ? `, undefined in ${missing}` : '';
      return `${label} ${numberText(median)}${band}${sign}${gaps}`;
    })
    .join('; ');
}

/** JSON knows neither infinity nor NaN. */
const finite = (check: CheckVerdict) =>
  Object.fromEntries(
    Object.entries(check).map(([key, value]) => [
      key,
      typeof value === 'number' && !Number.isFinite(value) ? null : value,
    ]),
  );

/** prior: share of the prior draws in which the pattern holds, where they were made. */
export function patternRow(verdict: PatternVerdict, prior?: number): TableRow {
  const { id, statistic, expected, holds, reason, checks } = verdict;
  return {
    id,
    statistic,
    expected,
    measured: measuredText(checks),
    holds,
    reason,
    checks: checks.map(finite),
    ...(prior === undefined ? {} : { prior, uninformative: prior > PRIOR_SHARE }),
  };
}

export const dockingRow = (
  { id, statistic, expected }: DockingTest,
  { measured, holds, reason }: DockingResult,
): TableRow => ({ id, statistic, expected, measured, holds, reason });

/** "under prior draws in 41 %"; empty where none were made. */
export const priorText = ({ prior, uninformative }: TableRow): string =>
  prior === undefined
    ? ''
    : `under prior draws in ${numberText(100 * prior)} %${uninformative ? ': uninformative' : ''}`;

/** "41 of 46 rows hold on 200 seeds of 'validate'" */
export function heldText({ patterns, seed, seeds, scale }: ValidationTable): string {
  const held = patterns.filter(({ holds }) => holds).length;
  const size = scale === 1 ? '' : `, with ${scale} times the cities`;
  return `${held} of ${patterns.length} ${patterns.length === 1 ? 'row' : 'rows'} hold on ${seeds} ${seeds === 1 ? 'seed' : 'seeds'} of '${seed}'${size}.`;
}

/** The section of a document. */
export function validationBlocks(validation: ValidationTable): Block[] {
  const { patterns, toolVersion } = validation;
  const failed = patterns.filter(({ holds }) => !holds);
  return [
    heading(1, 'Validation'),
    paragraph(
      `What the simulation must reproduce: patterns of the literature (A), measured in shipped scenarios, and classical results (D). ${heldText(validation)} A sign holds where it comes out in 95 % of the seeds, a magnitude where the median over the seeds lies in its range; an observed history must besides lie in the 90 % band, which stands in brackets. Made with fastpolicy ${toolVersion}; \`fastpolicy validate\` makes it again.`,
    ),
    table(
      'Patterns and classical results',
      ['', 'statistic', 'expected', 'measured: median (90 % of the seeds)', 'holds'],
      patterns.map((row) => [
        row.id,
        row.statistic,
        row.expected,
        [row.measured, priorText(row)].filter((text) => text !== '').join('; '),
        row.holds ? 'yes' : 'no',
      ]),
    ),
    ...(failed.length === 0
      ? []
      : [
          paragraph('What does not hold, and why:'),
          list(failed.map(({ id, reason }) => `${id}: ${reason}`)),
        ]),
  ];
}
