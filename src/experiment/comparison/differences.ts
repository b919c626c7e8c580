/** The differences of a comparison: differences.csv, and its table for papers. */
import { join } from 'node:path';
import { reachedColumn } from '../../analysis/outcome.js';
import { type Cell, readTableFile } from '../../io/csv.js';
import { intervalText, numberText, plainText, probabilityText } from '../../io/numberText.js';
import type { PaperTable } from '../../io/paperTable.js';
import { holm } from '../../statistics/holm.js';
import { comparePaired, type PairedComparison } from '../../statistics/paired/comparePaired.js';
import { intervalScope } from '../intervalScope.js';
import { reachedNotes } from '../reachedNote.js';
import { undefinedNotes } from '../undefinedNote.js';
import { type Comparison, comparisonName, outcomeColumns } from './prepareComparison.js';
import { smallestEffectsSentence, smallestEffectsText } from './smallestEffects.js';

/** An outcome in the baseline a and in another scenario b. */
export interface Difference extends PairedComparison {
  readonly a: string;
  readonly b: string;
  readonly outcome: string;
  /** p after Holm, over all outcomes of all scenarios compared. */
  readonly pCorrected: number;
  /** NaN: none was given. */
  readonly smallestEffect: number;
}

/** Values of the outcomes of each scenario, by scenario and column, one a replicate; NaN where undefined. */
export type OutcomeValues = ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;

/** Level at which figures and sentences take an outcome to differ, after the correction. */
const ALPHA = 0.05;

/** Reads runs.csv. */
function readOutcomeValues(file: string): OutcomeValues {
  const { header, rows } = readTableFile(file);
  const values = new Map<string, Map<string, number[]>>();
  for (const { cells } of rows) {
    let columns = values.get(cells[0]);
    if (!columns) {
      columns = new Map(header.slice(3).map((name) => [name, []]));
      values.set(cells[0], columns);
    }
    for (let at = 3; at < header.length; at++)
      columns.get(header[at])!.push(cells[at] === '' ? NaN : Number(cells[at]));
  }
  return values;
}

/** Every outcome of every scenario against the baseline, in the order of the scenarios, then of the outcomes. */
export function differencesOf(comparison: Comparison, folder: string): Difference[] {
  const values = readOutcomeValues(join(folder, 'runs.csv'));
  const [first, ...others] = comparison.studies.map(({ id }) => id);
  const { seed, smallestEffects } = comparison;
  const outcomes = outcomeColumns(comparison);
  const level = ALPHA / (others.length * outcomes.length);
  const found = others.flatMap((b) =>
    outcomes.map((outcome) => {
      const smallestEffect = smallestEffects[outcome];
      const of = (scenario: string, column: string) => values.get(scenario)!.get(column);
      const reached = { a: of(first, reachedColumn(outcome)), b: of(b, reachedColumn(outcome)) };
      const compared = comparePaired(of(first, outcome)!, of(b, outcome)!, {
        names: [seed, 'comparison', first, b, outcome],
        level,
        ...(smallestEffect === undefined ? {} : { smallestEffect }),
        ...(reached.a && reached.b ? { reached: { a: reached.a, b: reached.b } } : {}),
      });
      return { a: first, b, outcome, smallestEffect: smallestEffect ?? NaN, ...compared };
    }),
  );
  const corrected = holm(found.map(({ p }) => p));
  return found.map((difference, k) => ({ ...difference, pCorrected: corrected[k] }));
}

const fields: readonly (readonly [column: string, cell: (difference: Difference) => Cell])[] = [
  ['a', ({ a }) => a],
  ['b', ({ b }) => b],
  ['outcome', ({ outcome }) => outcome],
  ['difference', ({ difference }) => difference],
  ['low', ({ t }) => t.low],
  ['high', ({ t }) => t.high],
  ['effectSize', ({ effectSize }) => effectSize],
  ['superiority', ({ superiority }) => superiority],
  ['p', ({ p }) => p],
  ['pCorrected', ({ pCorrected }) => pCorrected],
  ['equivalence', ({ equivalence }) => equivalence],
  ['smallestEffect', ({ smallestEffect }) => smallestEffect],
  ['lowBca', ({ bca }) => bca.low],
  ['highBca', ({ bca }) => bca.high],
  ['effectSizeAverage', ({ averageEffectSize }) => averageEffectSize],
  ['meanA', ({ meanA }) => meanA],
  ['meanB', ({ meanB }) => meanB],
  ['sd', ({ sd }) => sd],
  ['sdA', ({ sdA }) => sdA],
  ['sdB', ({ sdB }) => sdB],
  ['pairs', ({ pairs }) => pairs],
  ['missing', ({ missing }) => missing],
  // Empty where worlds never differ: a word in a column of numbers makes it one of texts in Stata.
  [
    'varianceReduction',
    ({ varianceReduction }) => (Number.isFinite(varianceReduction) ? varianceReduction : null),
  ],
  ['reachedA', ({ reachedA }) => reachedA],
  ['reachedB', ({ reachedB }) => reachedB],
  ['tied', ({ tied }) => tied],
];

export const differenceColumns = fields.map(([column]) => column);
export const differenceRow = (difference: Difference): Cell[] => fields.map(([, cell]) => cell(difference));

/** Reads differences.csv back. */
export function readDifferences(file: string): Difference[] {
  const { header, rows } = readTableFile(file);
  return rows.map(({ cells }) => {
    const text = (name: string): string => cells[header.indexOf(name)];
    const number = (name: string): number => (text(name) === '' ? NaN : Number(text(name)));
    const varies = number('sdA') > 0 || number('sdB') > 0;
    return {
      a: text('a'),
      b: text('b'),
      outcome: text('outcome'),
      difference: number('difference'),
      t: { low: number('low'), high: number('high') },
      bca: { low: number('lowBca'), high: number('highBca') },
      effectSize: number('effectSize'),
      averageEffectSize: number('effectSizeAverage'),
      superiority: number('superiority'),
      p: number('p'),
      pCorrected: number('pCorrected'),
      equivalence: number('equivalence'),
      smallestEffect: number('smallestEffect'),
      meanA: number('meanA'),
      meanB: number('meanB'),
      sd: number('sd'),
      sdA: number('sdA'),
      sdB: number('sdB'),
      pairs: number('pairs'),
      missing: number('missing'),
      varianceReduction: number('sd') === 0 && varies ? Infinity : number('varianceReduction'),
      reachedA: number('reachedA'),
      reachedB: number('reachedB'),
      tied: number('tied'),
    };
  });
}

/** Of each scenario that never differs from the baseline in any outcome: that it does not. */
function sameNotes(differences: readonly Difference[]): string[] {
  return [...new Set(differences.map(({ b }) => b))].flatMap((b) => {
    const defined = differences.filter((row) => row.b === b && row.pairs > 0);
    const same = defined.length > 0 && defined.every(({ difference, sd }) => difference === 0 && !(sd > 0));
    return same
      ? [
          `${b} never differs from ${defined[0].a}, in any outcome of any replicate: what was changed acts on none of them.`,
        ]
      : [];
  });
}

/** What is to be said of outcomes that are the same in most pairs, or not always reached. */
export function cautions(differences: readonly Difference[]): string[] {
  const most = differences.filter(
    ({ smallestEffect, tied, pairs }) => !Number.isNaN(smallestEffect) && tied > pairs / 2,
  );
  return [
    ...sameNotes(differences),
    ...undefinedNotes(differences),
    ...reachedNotes(differences),
    ...(most.length === 0
      ? []
      : [
          `Equivalence says little where most differences are the same (none where all are), for t takes them to be normal: ${most.map(({ b, outcome, tied, pairs }) => `${outcome} in ${b} (${tied} of ${pairs})`).join(', ')}.`,
        ]),
  ];
}

/** What the numbers of a table of differences are; without what is no column of the narrow form, if so asked. */
function differenceNotes(
  comparison: Comparison,
  differences: readonly Difference[],
  narrow = false,
): string[] {
  const { studies, replicates, seed, smallestEffects } = comparison;
  const [baseline] = studies;
  const sentences = [
    `Mean difference to ${baseline.loaded.scenario.name} (${baseline.id}), with 95 % intervals (Student's t; BCa bootstrap in the CSV), over ${replicates} replicates on common resistances (seed ${seed}); n: those in which both scenarios have the outcome.`,
    'd_z: mean difference over the standard deviation of the differences, which common resistances make small; figures have d_av, the mean difference over the root mean square of the two standard deviations (effectSizeAverage in the CSV).',
    ...(narrow
      ? []
      : ['P(b > a): share of replicates in which the scenario exceeds the baseline, ties by half.']),
    'p: sign-flip permutation test, two-sided, corrected by Holm for all tests of the table.',
    ...(Object.keys(smallestEffects).length === 0
      ? []
      : [
          `Equivalence: p of two one-sided t tests against the smallest effect of interest (${smallestEffectsText(smallestEffects, outcomeColumns(comparison))}), not corrected.`,
          smallestEffectsSentence(differences),
        ]),
  ].filter((sentence) => sentence !== '');
  return [
    sentences.join(' '),
    ...(narrow
      ? []
      : [
          'Variance reduction: how many times more replicates independent seeds would need, (var a + var b) / var(b - a) from the sample variances.',
        ]),
    intervalScope(studies, { replicates, seed }),
    'Exploratory: no hypothesis was declared beforehand.',
  ];
}

/** Whose outcomes are held against whose, over how many replicates; the name that a file gives before it. */
function differenceCaption({ name, studies, replicates }: Comparison): string {
  const [baseline, ...others] = studies.map(({ loaded }) => loaded.scenario.name);
  const of = others.length > 3 ? `${others.length} scenarios` : others.join(', ');
  const isNamed = name !== comparisonName(studies);
  return `${isNamed ? `${name}: d` : 'D'}ifferences in outcomes, ${of} against ${baseline}, means of ${replicates} replicates`;
}

/** The table for papers: a heading for each scenario, a row for each outcome in the order of `differences`. */
export function differenceTable(comparison: Comparison, differences: readonly Difference[]): PaperTable {
  const equivalence = Object.keys(comparison.smallestEffects).length > 0;
  const head = [
    'Outcome',
    'n',
    'Baseline',
    'Scenario',
    'Difference',
    '95 % interval',
    'd_z',
    'P(b > a)',
    'p (Holm)',
    ...(equivalence ? ['Equivalence'] : []),
    'Variance reduction',
  ];
  const rowOf = (row: Difference): string[] => [
    row.outcome,
    String(row.pairs),
    numberText(row.meanA),
    numberText(row.meanB),
    numberText(row.difference),
    intervalText(row.t.low, row.t.high),
    numberText(row.effectSize),
    numberText(row.superiority),
    probabilityText(row.pCorrected),
    ...(equivalence ? [probabilityText(row.equivalence)] : []),
    numberText(row.varianceReduction),
  ];
  return {
    caption: differenceCaption(comparison),
    head,
    body: comparison.studies.slice(1).flatMap(({ id, loaded: { scenario } }, k) => {
      const heading = scenario.name === id ? id : `${scenario.name} (${id})`;
      const rows = differences.filter(({ b }) => b === id).map((row) => rowOf(row).map(plainText));
      return [...(k === 0 ? [] : [null]), [heading, ...head.slice(1).map(() => '')], ...rows];
    }),
    notes: [...differenceNotes(comparison, differences), ...cautions(differences)],
    narrow: {
      columns: [[0], [4, 5], [6, 1], equivalence ? [8, 9] : [8]],
      notes: [...differenceNotes(comparison, differences, true), ...cautions(differences)],
    },
    data: { columns: differenceColumns, rows: differences.map(differenceRow) },
  };
}
