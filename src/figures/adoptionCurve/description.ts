/** What the curves say, in words: measure, caption and alternative text. */
import { words } from '../words.js';
import {
  type AdoptionCurveInput,
  type AdoptionSeries,
  type Bands,
  lastOf,
  type Milestone,
  observedIn,
  sourcesOf,
} from './series.js';
import type { Subject } from './subjects.js';

/** a, b and c. */
export const listed = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts[texts.length - 1]}`;

/** What is counted, above the plot. */
export function measureOf(
  measure: string | undefined,
  unit: AdoptionSeries['unit'],
  subjects: readonly Subject[],
): string {
  const counted = unit === 'share' ? words`share of cities` : words`number of cities`;
  const name = subjects.length === 1 ? subjects[0].label : '';
  const text = measure ?? `${name === '' ? '' : `${name}: `}${counted}`;
  return text[0].toUpperCase() + text.slice(1);
}

/** The time shown, what lines, bands and points are, the milestones drawn, and where each curve ends. */
export function describe(
  { series, replicates }: AdoptionCurveInput,
  milestones: readonly Milestone[],
  [start, end]: readonly [number, number],
  bands: Bands,
): { readonly caption: string; readonly alternative: string } {
  const sources = sourcesOf(series);
  const what = `${series[0].unit === 'share' ? 'Share' : 'Number'} of cities by time, ${year(start)} to ${year(end)}.`;
  const dots =
    observedIn(series).length > 0
      ? ` Points: observed${sources.length > 0 ? ` (${sources.join('; ')})` : ''}.`
      : '';
  const events =
    milestones.length > 0
      ? ` Vertical lines: ${listed(milestones.map(({ time, label }) => `${label} (${year(Math.floor(time))})`))}.`
      : '';
  const outcome = `At the end: ${resultsOf(series).join('; ')}.`;
  return {
    caption: `${what} ${linesAre(replicates, bands)}${dots}${events} ${outcome}`,
    alternative: `Line chart. ${what} ${outcome}${dots}`,
  };
}

function linesAre(replicates: number | undefined, bands: Bands): string {
  if (replicates === 1) return 'Lines: one run.';
  const runs = replicates === undefined ? 'replicates' : `${replicates.toLocaleString('en-GB')} replicates`;
  const drawn = { both: 'the central 50% (dark) and 90% (light)', inner: 'the central 50%', none: '' }[bands];
  return `Lines: means over ${runs}${drawn === '' ? '' : `; bands: ${drawn} of replicates`}.`;
}

/** The last mean of each curve, with the central 90 % of runs. */
function resultsOf(series: readonly AdoptionSeries[]): string[] {
  const share = series[0].unit === 'share';
  const say = share ? percent : amount;
  const alone = series.every(({ stage }) => stage === 'joined');
  return series.map((of) => {
    const { mean, low90, high90 } = lastOf(of);
    const range = high90 > low90 ? ` (90% of runs: ${say(low90)} to ${say(high90)})` : '';
    return `${of.label}${alone ? '' : `, ${of.stage}`}: ${say(mean)}${share ? '' : ' cities'}${range}`;
  });
}

const percent = (share: number): string => {
  const value = share * 100;
  return `${Math.abs(value) >= 1 || value === 0 ? Math.round(value) : Number(value.toPrecision(1))}%`;
};
const amount = (value: number): string =>
  Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 1 : 0);

/** A time in words: a year, with a decimal only where it needs one. */
const year = (time: number): string => (Number.isInteger(time) ? String(time) : time.toFixed(1));
