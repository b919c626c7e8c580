/** What figures of survival and of incidence share: their points, read from the tables of curves, bands and risk. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RiskRow, SurvivalPoint } from '../../../figures/survivalCurves.js';
import { counted, words } from '../../../figures/words.js';
import { readTableFile } from '../../../io/csv.js';
import type { RiskCourse } from '../../historyCurves.js';
import type { FinishedHistory, HistoryPart } from './finishedHistory.js';

/** Moments of a curve that are told apart in a drawing; the table has all. */
const MOMENTS = 400;

const fileOf = ({ folder }: FinishedHistory, table: string): string => join(folder, 'tables', table);

/** What is missing where the table of the curves is not there; null: nothing. */
export const withTable = (history: FinishedHistory, table: string): string | null =>
  existsSync(fileOf(history, table)) ? null : `its table, tables/${table}`;

export interface CurveColumn {
  /** Of the shares. */
  readonly column: string;
  /** Share before the first event. */
  readonly first: number;
  /** To where the last share is drawn, and who is at risk from 0 on. */
  readonly course: RiskCourse;
  /** Numbers at risk are means over so many. */
  readonly replicates: number;
}

/** A table of curves, read once. */
export const readCurves = (history: FinishedHistory, table: string) => readTableFile(fileOf(history, table));

/** The curve whose rows have these cells, from 0 on, at so many moments as can be told apart. */
export function curvePoints(
  { header, rows }: ReturnType<typeof readCurves>,
  which: { readonly [column: string]: string },
  { column, first, course: { until, risk }, replicates }: CurveColumn,
): SurvivalPoint[] {
  const at = (name: string): number => header.indexOf(name);
  const number = (text: string): number => (text === '' ? NaN : Number(text));
  const own = rows
    .map(({ cells }) => cells)
    .filter((cells) => Object.entries(which).every(([name, value]) => cells[at(name)] === value))
    .map((cells) => ({
      time: number(cells[at('time')]),
      mean: number(cells[at(column)]),
      low: number(cells[at('low')]),
      high: number(cells[at('high')]),
      atRisk: number(cells[at('atRisk')]) / replicates,
    }));
  const place = (time: number): number => Math.floor((MOMENTS * time) / until);
  const kept = own.filter(({ time }, m) => m === own.length - 1 || place(own[m + 1].time) !== place(time));
  const start = { time: 0, mean: first, low: first, high: first, atRisk: risk[0].atRisk / replicates };
  const all = own[0]?.time === 0 ? kept : [start, ...kept];
  const last = all[all.length - 1];
  return last.time < until ? [...all, { ...last, time: until }] : all;
}

/** What a band of 95 % is over: one history, or replicates. */
export const bandText = ({ replicates }: HistoryPart): string =>
  replicates > 1
    ? `pointwise 95 % intervals of the mean over ${replicates} replicates (Student's t)`
    : "pointwise 95 % intervals (Greenwood's variance, on the scale of log(−log))";

/** What all figures of curves state alike: the axis of time, and what bands and numbers at risk are. */
export const courseFrame = ({ until, risk }: RiskCourse, replicates: number) =>
  ({
    timeRange: [0, until],
    riskTimes: risk.map(({ time }) => time),
    riskName: replicates > 1 ? words`at risk (mean of runs)` : words`at risk`,
    level: 95,
    band:
      replicates > 1
        ? words`95% interval over ${words`${counted(replicates)} replicates`}`
        : words`pointwise 95% interval`,
  }) as const;

/** A row of the numbers at risk; of pooled replicates their mean. */
export function riskRow(
  label: string,
  line: number | null,
  risk: RiskCourse['risk'],
  replicates: number,
): RiskRow {
  const counts = new Map(risk.map(({ time, atRisk }) => [time, atRisk / replicates]));
  // Between the times that are known: as at the next.
  const at = (time: number): number =>
    counts.get(time) ?? (risk.find((own) => own.time >= time) ?? risk[risk.length - 1]).atRisk / replicates;
  return { label, line, at };
}
