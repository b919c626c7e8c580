/** What a sweep says. */
import { join } from 'node:path';
import type { SensitivityRow } from '../../design/sensitivity/index.js';
import { prepareStudy } from '../../experiment/study.js';
import { experimentOf } from '../../experiment/sweep/experimentOf.js';
import type { Experiment } from '../../experiment/sweep/loadExperiment.js';
import { readConcluded } from '../../experiment/sweep/readConcluded.js';
import type { PointMean } from '../../experiment/sweep/sweepSummary.js';
import type { Manifest } from '../../io/manifest.js';
import { figureText } from '../../io/numberText.js';
import type { ReportTable, Results } from '../subject.js';
import { sweepReading } from '../sweepReading.js';
import { scenarioDesign } from './design.js';

const INDEX_WORDS: { readonly [index: string]: string } = {
  first: 'first order',
  total: 'total',
  second: 'second order',
  muStar: 'mu*',
  srrc: 'rank regression',
  rSquared: 'R² of the ranks',
};

export async function sweepResults(folder: string, manifest: Manifest): Promise<Results> {
  const experiment = experimentOf(folder, manifest);
  const { parameters, design, replication, scenarios } = experiment;
  const ids = Object.keys(scenarios);
  const studies = [];
  for (const id of ids) studies.push(await prepareStudy(join(folder, 'scenarios', `${id}.yaml`), [], id));
  const { ranges, tipping, indices, notes } = readConcluded(folder, experiment, manifest);
  const { min, max } = replication;
  const { source } = experiment.resolved;
  return {
    name: experiment.name,
    why: experiment.why,
    source: typeof source === 'string' ? source : '',
    design: [
      [
        'Design',
        `${design.type}, ${design.pointCount.toLocaleString('en')} points over ${parameters.length} parameters`,
      ],
      [ids.length === 1 ? 'Scenario' : 'Scenarios', ids.join(', ')],
      ...scenarioDesign(studies[0]),
      [
        'Replicates',
        min === max ? `${min} a point, on resistances that all points share` : `${min} to ${max} a point`,
      ],
      ['Seed', manifest.seed],
    ],
    asked: [parameterTable(experiment)],
    findings: [
      {
        heading: 'In words',
        sentences: sweepReading(
          indices,
          tipping,
          parameters.map(({ path }) => path),
        ).map((sentence) => {
          const end = sentence.indexOf(': ');
          return { of: sentence.slice(0, end + 1), says: sentence.slice(end + 2) };
        }),
      },
      {
        heading: 'Range of the outcomes',
        sentences: ranges.map(({ outcome, mean, least, most }) => ({
          of: `${outcome}:`,
          says:
            least === null || most === null
              ? 'defined in no run.'
              : `${figureText(mean)} on average over the points; from ${pointWords(least)} to ${pointWords(most)}.`,
        })),
      },
    ],
    tables: [
      {
        caption: 'Means of the points',
        head: ['Outcome', 'Mean', 'Least', '95 % interval', 'Point', 'Largest', '95 % interval', 'Point'],
        body: ranges.map(({ outcome, mean, least, most }) => [
          outcome,
          figureText(mean),
          ...[least, most].flatMap((end) =>
            end === null ? ['–', '–', '–'] : [figureText(end.mean), intervalOf(end), String(end.point)],
          ),
        ]),
        notes: ['Points are those of design.csv.'],
      },
      ...(indices.length > 0 ? [indexTable(indices)] : []),
    ],
    notes,
    studies,
    pairs: ids.slice(1).map((_, k) => [0, k + 1]),
  };
}

const intervalOf = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  Number.isNaN(low) ? '–' : `${figureText(low)} to ${figureText(high)}`;

const pointWords = (end: PointMean): string =>
  `${figureText(end.mean)}${Number.isNaN(end.low) ? '' : ` (95 % interval ${intervalOf(end)})`} at point ${end.point}`;

function parameterTable({ resolved, parameters }: Experiment): ReportTable {
  const stated = resolved['parameters'] as { readonly [path: string]: unknown };
  return {
    caption: 'What was varied',
    head: ['Parameter', 'Values'],
    body: parameters.map(({ path }) => [path, rangeWords(stated[path])]),
    notes: [],
    texts: true,
  };
}

function rangeWords(stated: unknown): string {
  const range = stated as { from?: unknown; to?: unknown; values?: readonly unknown[]; scale?: unknown };
  if (Array.isArray(range?.values)) return range.values.map((value) => textOf(value)).join(', ');
  if (range?.from === undefined) return textOf(stated);
  return `${textOf(range.from)} to ${textOf(range.to)}${range.scale === undefined ? '' : `, ${textOf(range.scale)} scale`}`;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function indexTable(rows: readonly SensitivityRow[]): ReportTable {
  return {
    caption: 'Indices',
    head: [
      'Parameter',
      'Outcome',
      'Index',
      'Estimate',
      '95 % interval over the design',
      '95 % interval over replicates',
    ],
    body: rows
      .filter(({ estimate }) => !Number.isNaN(estimate))
      .map((row) => [
        row.parameter2 === null ? row.parameter : `${row.parameter} × ${row.parameter2}`,
        row.outcome,
        INDEX_WORDS[row.index] ?? row.index,
        figureText(row.estimate),
        intervalOf(row),
        intervalOf({ low: row.lowReplicates, high: row.highReplicates }),
      ]),
    notes: [],
  };
}
