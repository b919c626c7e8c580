/** What a run says. */
import { join } from 'node:path';
import { type OutcomeSummary, summarise } from '../../analysis/summary.js';
import { coverage, coverageText } from '../../experiment/coverage.js';
import { drawnOnce } from '../../experiment/intervalScope.js';
import type { Study } from '../../experiment/study.js';
import { studyOfRun } from '../../experiment/studyOfRun.js';
import { readTableFile } from '../../io/csv.js';
import type { Manifest } from '../../io/manifest.js';
import { figureText } from '../../io/numberText.js';
import type { Finding, Results } from '../subject.js';
import { outcomeMeanings, scenarioDesign } from './design.js';

/** Summaries of the outcome columns of runs.csv. */
export function summariesOf(folder: string): OutcomeSummary[] {
  const { header, rows } = readTableFile(join(folder, 'runs.csv'));
  return header.slice(3).map((name, at) =>
    summarise(
      name,
      rows.map(({ cells }) => (cells[at + 3] === '' ? NaN : Number(cells[at + 3]))),
    ),
  );
}

/** What the intervals of the summary leave out: the draw of cities and ties, and what is not data. */
export function intervalNote({ loaded: { scenario } }: Study): string {
  const { cities, ties, replicates, seed } = scenario;
  const drawn = Object.keys(cities.attributes);
  const shared = drawnOnce({ cities, ties });
  const over =
    replicates === 1
      ? 'There are no intervals, for there is one replicate'
      : `Intervals are of the mean over ${replicates} replicates`;
  const once =
    shared === ''
      ? `${over}.`
      : `${over} of one draw of ${shared} (seed ${seed}); other draws differ by more: try --seed, or perReplicate.`;
  const data = drawn.length === 0 ? '' : ` Drawn, not observed: ${drawn.join(', ')}.`;
  return once + data;
}

export async function runResults(folder: string, manifest: Manifest): Promise<Results> {
  const study = await studyOfRun(folder, manifest);
  const { scenario } = study.loaded;
  const summaries = summariesOf(folder);
  const only = manifest['replicate'];
  const points = only === undefined ? coverage(folder, study.observed) : [];
  return {
    name: scenario.name,
    why: scenario.why,
    source: scenario.source,
    design: [
      ...scenarioDesign(study),
      ['Replicates', only === undefined ? String(manifest.replicates) : `number ${only} alone`],
      ['Seed', manifest.seed],
    ],
    asked: outcomeMeanings(study),
    findings: [
      { heading: 'Outcomes', sentences: summaries.map(outcomeFinding) },
      {
        heading: 'Against what was observed',
        sentences: points.map(({ outcome, time, observed, low, high, inside }) => ({
          of: `${outcome}:`,
          says: `${figureText(observed)} was observed at ${figureText(time)}, ${inside ? 'within' : 'outside'} the ${figureText(low)} to ${figureText(high)} of nine in ten runs.`,
        })),
      },
    ],
    tables: [
      {
        caption: `Outcomes over ${summaries[0]?.count ?? manifest.replicates} replicates`,
        head: [
          'Outcome',
          'Mean',
          '95 % interval',
          'Median',
          '5 % to 95 %',
          'Standard deviation',
          'Undefined',
        ],
        body: summaries.map((row) => [
          row.outcome,
          figureText(row.mean),
          rangeOf(row.low, row.high),
          figureText(row.median),
          rangeOf(row.q05, row.q95),
          figureText(row.sd),
          String(row.missing),
        ]),
        notes: [],
      },
    ].filter(({ body }) => body.length > 0),
    notes: [
      ...(points.length > 0 ? [`${coverageText(points)}.`] : []),
      ...(summaries.length > 0 ? [intervalNote(study)] : ['The scenario asks for no outcomes.']),
      ...study.notes,
    ],
    studies: [study],
    pairs: [],
  };
}

const rangeOf = (low: number, high: number): string =>
  Number.isNaN(low) ? '–' : `${figureText(low)} to ${figureText(high)}`;

function outcomeFinding({ outcome, count, missing, mean, low, high, q05, q95 }: OutcomeSummary): Finding {
  const of = `${outcome}:`;
  if (count === 0) return { of, says: `undefined in all ${missing} replicates.` };
  const interval = Number.isNaN(low) ? '' : `, 95 % interval of the mean ${rangeOf(low, high)}`;
  const spread =
    q05 === q95 ? '' : `; nine in ten runs lie between ${figureText(q05)} and ${figureText(q95)}`;
  const gaps = missing > 0 ? `; undefined in ${missing} of ${count + missing}` : '';
  return { of, says: `${figureText(mean)} on average${interval}${spread}${gaps}.` };
}
