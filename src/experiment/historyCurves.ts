/** The curves of event histories: survival of each group, incidence of rival policies, who is at risk, and their tables. */
import { join } from 'node:path';
import { ticksOfAnyWidth } from '../figures/axisTicks.js';
import { type Cell, writeCsv } from '../io/csv.js';
import type { IncidenceCurve } from '../statistics/cumulativeIncidence.js';
import type { EventRows } from '../statistics/eventModel.js';
import type { SurvivalCurve } from '../statistics/kaplanMeier.js';
import { type LogRankTest, logRankTest } from '../statistics/logRank.js';
import { pooledIncidence, pooledSurvival } from '../statistics/pooledCurves.js';
import { atRiskAt, type SurvivalData } from '../statistics/riskTimes.js';
import type { FirstPolicies } from './firstPolicy.js';
import { historyGroups } from './historyGroups.js';

export const SURVIVAL_TABLE = 'eha-survival.csv';
export const INCIDENCE_TABLE = 'eha-incidence.csv';

/** Who is at risk just before round times from the beginning of the spells to the last that is known of any. */
export interface RiskCourse {
  readonly until: number;
  readonly risk: readonly { readonly time: number; readonly atRisk: number }[];
}

export interface GroupCurve extends RiskCourse {
  readonly group: string;
  readonly curve: SurvivalCurve;
}

export interface Incidence extends RiskCourse {
  /** Histories: cities, in each replicate. */
  readonly histories: number;
  readonly curves: readonly { readonly policy: string; readonly curve: IncidenceCurve }[];
}

function riskCourse(data: SurvivalData, until: number): RiskCourse {
  const times = ticksOfAnyWidth(until);
  const counts = atRiskAt(data, times);
  return { until, risk: times.map((time, k) => ({ time, atRisk: counts[k] })) };
}

const latest = (times: ArrayLike<number>): number =>
  Array.from(times).reduce((most, time) => Math.max(most, time), 0);

/** Rows of a group (or all) on the clock of their own spell. */
function durations(rows: EventRows, codes: Int32Array, code?: number) {
  const own = Array.from(codes.keys()).filter((i) => code === undefined || codes[i] === code);
  return {
    time0: Float64Array.from(own, (i) => rows.time0[i] - rows.start[i]),
    time1: Float64Array.from(own, (i) => rows.time1[i] - rows.start[i]),
    event: Float64Array.from(own, (i) => rows.event[i]),
    replicate: own.map((i) => rows.replicate?.[i] ?? ''),
  };
}

/** Kaplan and Meier's curve of each group of a column, and a test of their being equal. */
export function groupCurves(
  rows: EventRows,
  by: string | null,
): { readonly curves: GroupCurve[]; readonly logRank: () => LogRankTest } {
  const { names, codes } = historyGroups(rows, by);
  const parts = names.map((_, code) => durations(rows, codes, code));
  const until = parts.reduce((most, { time1 }) => Math.max(most, latest(time1)), 0);
  const curves = parts.map(({ replicate, ...own }, code) => ({
    group: names[code],
    curve: pooledSurvival(own, replicate),
    ...riskCourse(own, until),
  }));
  return { curves, logRank: () => logRankTest(durations(rows, codes), codes, names.length) };
}

/** Cumulative incidence of the first policy of several that a city takes up, since it came under risk. */
export function incidenceOf(
  { time1, event, replicate }: FirstPolicies,
  competing: readonly string[],
): Incidence {
  const curves = pooledIncidence({ time1, event }, competing.length, replicate);
  return {
    histories: time1.length,
    ...riskCourse({ time1, event }, latest(time1)),
    curves: curves.map((curve, k) => ({ policy: competing[k], curve })),
  };
}

export interface SurvivalPart {
  readonly policy: string | null;
  readonly transition: string | null;
  readonly survival: readonly GroupCurve[];
}

export function writeSurvivalTable(tables: string, parts: readonly SurvivalPart[]): void {
  const rows = parts.flatMap(({ policy, transition, survival }) =>
    survival.flatMap(({ group, curve }) =>
      Array.from(curve.time, (time, m): Cell[] => [
        ...[policy, transition, group, time, curve.atRisk[m], curve.events[m]],
        ...[curve.survival[m], curve.standardError[m], curve.low[m], curve.high[m]],
      ]),
    ),
  );
  writeCsv(join(tables, SURVIVAL_TABLE), rows, [
    ...['policy', 'transition', 'group', 'time', 'atRisk', 'events'],
    ...['survival', 'standardError', 'low', 'high'],
  ]);
}

export function writeIncidenceTable(tables: string, { curves }: Incidence): void {
  const rows = curves.flatMap(({ policy, curve }) =>
    Array.from(curve.time, (at, m): Cell[] => [
      ...[policy, at, curve.atRisk[m], curve.events[m]],
      ...[curve.incidence[m], curve.standardError[m], curve.low[m], curve.high[m]],
    ]),
  );
  writeCsv(join(tables, INCIDENCE_TABLE), rows, [
    ...['policy', 'time', 'atRisk', 'events', 'incidence', 'standardError', 'low', 'high'],
  ]);
}
