/** The verdicts as files: verdicts.csv, ranges.csv, and the table for papers. */
import { type Cell, readTableFile } from '../../io/csv.js';
import { intervalText, numberText, plainText, probabilityText } from '../../io/numberText.js';
import type { PaperTable } from '../../io/paperTable.js';
import { intervalScope } from '../intervalScope.js';
import { reachedNotes } from '../reachedNote.js';
import { undefinedNotes } from '../undefinedNote.js';
import { type Claimed, inequalityText, limitText } from './claimed.js';
import type { Hypotheses, PreparedHypothesis } from './prepareHypotheses.js';
import type { RangeOfVerdicts, Ruling, Verdict } from './verdict.js';

/** All that is said of a hypothesis. */
export interface Judged {
  readonly hypothesis: PreparedHypothesis;
  readonly a: string;
  readonly b: string;
  readonly verdict: Verdict;
  readonly range: RangeOfVerdicts;
}

/** A row of verdicts.csv, as it is read back. */
export interface VerdictRow extends Claimed {
  readonly id: string;
  readonly claim: string;
  readonly a: string;
  readonly b: string;
  readonly outcome: string;
  readonly verdict: Ruling;
  readonly meanA: number;
  readonly meanB: number;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly sd: number;
  readonly sdA: number;
  readonly sdB: number;
  readonly effectSize: number;
  readonly p: number;
  readonly pCorrected: number;
  readonly pAgainst: number;
  readonly pAgainstCorrected: number;
  readonly pairs: number;
  readonly missing: number;
  /** Infinite, or NaN where read back: no number of them decides. */
  readonly replicatesNeeded: number;
  readonly rangeSupported: number;
  readonly rangeRefuted: number;
  readonly rangeUndecided: number;
  readonly draws: number;
  readonly reachedA: number;
  readonly reachedB: number;
  readonly tied: number;
}

/** Columns that stand at the end of verdicts.csv. */
const last = ['reachedA', 'reachedB', 'tied'] as const satisfies readonly (keyof VerdictRow)[];

/** Every table and figure says which it is. A file that was altered after results confirms nothing, whatever it says. */
export const statusOf = ({ confirmatory, supersedes }: Pick<Hypotheses, 'confirmatory' | 'supersedes'>) =>
  supersedes.length > 0
    ? 'exploratory: altered after results were seen'
    : confirmatory
      ? 'confirmatory'
      : 'exploratory';

function statusNote({ confirmatory, supersedes }: Hypotheses): string {
  if (supersedes.length > 0)
    return `Exploratory: the file was altered after results of an earlier version (SHA-256 ${supersedes.join(', ')}) were seen`;
  return confirmatory
    ? 'Confirmatory: the file says that it was written before any result was seen'
    : 'Exploratory: the file does not claim that it was written before the results';
}

/** Columns that hold words. */
const texts = [
  ...['id', 'claim', 'a', 'b', 'outcome', 'direction', 'verdict'],
  ...['tested', 'test', 'status', 'checksum'],
];

const rowOf = ({ hypothesis, a, b, verdict, range }: Judged): VerdictRow => {
  const { id, claim, outcome, direction, minimumEffect } = hypothesis;
  const { comparison, ruling, p, pCorrected, pAgainst, pAgainstCorrected, replicatesNeeded } = verdict;
  const { meanA, meanB, difference, t, sd, sdA, sdB, effectSize, pairs, missing, reachedA, reachedB, tied } =
    comparison;
  return {
    id,
    claim,
    a,
    b,
    outcome,
    direction,
    minimumEffect,
    verdict: ruling,
    meanA,
    meanB,
    difference,
    low: t.low,
    high: t.high,
    sd,
    sdA,
    sdB,
    effectSize,
    p,
    pCorrected,
    pAgainst,
    pAgainstCorrected,
    pairs,
    missing,
    replicatesNeeded,
    rangeSupported: range.supported,
    rangeRefuted: range.refuted,
    rangeUndecided: range.undecided,
    draws: range.draws,
    reachedA,
    reachedB,
    tied,
  };
};

export const verdictRows = (judged: readonly Judged[]): VerdictRow[] => judged.map(rowOf);

/** verdicts.csv: with what was declared, so that it can be held against the file by its checksum. */
export function verdictData(
  { hypotheses, checksum, ...rest }: Hypotheses,
  rows: readonly VerdictRow[],
): { readonly columns: readonly string[]; readonly rows: readonly Cell[][] } {
  const [first] = rows;
  const names = (Object.keys(first) as (keyof VerdictRow)[]).filter(
    (name) => !(last as readonly string[]).includes(name),
  );
  return {
    columns: [...names, 'tested', 'test', 'alpha', 'status', 'checksum', ...last],
    rows: rows.map((row, k) => [
      // Empty where no number of replicates decides.
      ...names.map((name): Cell => (row[name] === Infinity ? null : row[name])),
      inequalityText(row),
      hypotheses[k].test,
      hypotheses[k].alpha,
      statusOf(rest),
      checksum,
      ...last.map((name): Cell => row[name]),
    ]),
  };
}

/** Reads verdicts.csv back. */
export function readVerdicts(file: string): VerdictRow[] {
  const { header, rows } = readTableFile(file);
  return rows.map(
    ({ cells }) =>
      Object.fromEntries(
        header.map((name, at) => [
          name,
          texts.includes(name) ? cells[at] : cells[at] === '' ? NaN : Number(cells[at]),
        ]),
      ) as unknown as VerdictRow,
  );
}

/** Replicates that a decision takes. */
export const neededText = ({ verdict, replicatesNeeded }: VerdictRow): string =>
  verdict !== 'undecided' ? '' : Number.isFinite(replicatesNeeded) ? String(replicatesNeeded) : 'no number';

const percent = (share: number): string => (Number.isNaN(share) ? '–' : `${Math.round(100 * share)} %`);

/** '90/8/2': shares of the sets of coefficients, in percent, in which it is supported, undecided, refuted; – without sets. */
export const rangeText = ({ rangeSupported, rangeUndecided, rangeRefuted }: VerdictRow): string =>
  Number.isNaN(rangeSupported)
    ? '–'
    : [rangeSupported, rangeUndecided, rangeRefuted]
        .map((share) => percent(share).replace(' %', ''))
        .join('/');

/** "15 of 20 differences are the same", where most are and the limit is not 0; else empty. */
export const tiedText = ({ minimumEffect, tied, pairs }: VerdictRow): string =>
  minimumEffect !== 0 && tied > pairs / 2 ? `${tied} of ${pairs} differences are the same` : '';

/** What most differences being the same means for the tests. */
function tiedNotes(rows: readonly VerdictRow[]): string[] {
  const some = rows.filter((row) => tiedText(row) !== '');
  return some.length === 0
    ? []
    : [
        `Little is known of the mean where most differences are the same, for a sign-flip test takes differences to be symmetric about the limit, and t takes them to be normal: ${some.map((row) => `${row.id} (${tiedText(row)})`).join(', ')}.`,
      ];
}

/** What p is the p of. */
export const SIDES = 'one-sided paired test of the claim about its limit (different: two-sided, p doubled)';

/** What the numbers of the verdicts are, for tables and captions. */
export function verdictNotes(hypotheses: Hypotheses, rows: readonly VerdictRow[]): string[] {
  const { replicates, seed, checksum, range, coefficients } = hypotheses;
  return [
    `${statusNote(hypotheses)}; its SHA-256 is ${checksum}.`,
    `Difference: mean of b - a over ${replicates} replicates on common resistances (seed ${seed}), with Student's 95 % interval; n: those in which both scenarios have the outcome. p: ${SIDES}, corrected (Holm) for all hypotheses of the file; refuted where the test of the contrary, corrected likewise, is below the level. Needed: replicates with which an effect of this size is decided with a power of .8.`,
    intervalScope(hypotheses.studies, hypotheses),
    ...undefinedNotes(rows),
    ...reachedNotes(rows),
    ...tiedNotes(rows),
    range.draws === 0
      ? 'Coefficients as they are stated, not varied.'
      : `Range: share of ${range.draws} sets of coefficients, drawn from the plausible ranges of ${coefficients.length} coefficients on declaring, in which the claim is supported / undecided / refuted, each set with ${range.replicates} replicates of its own and the same correction: with so few, undecided also means too few replicates.`,
  ];
}

export function verdictTable(hypotheses: Hypotheses, rows: readonly VerdictRow[]): PaperTable {
  const head = [
    'Hypothesis',
    'a',
    'b',
    'Outcome',
    'Claim',
    'n',
    'Difference',
    '95 % interval',
    'p (Holm)',
    'Verdict',
    'Needed',
    'Range, %',
  ];
  return {
    caption: `${hypotheses.name} (${statusOf(hypotheses)})`,
    head,
    body: rows.map((row) =>
      [
        `${row.id} ${row.claim}`,
        row.a,
        row.b,
        row.outcome,
        limitText(row),
        String(row.pairs),
        numberText(row.difference),
        intervalText(row.low, row.high),
        probabilityText(row.pCorrected),
        row.verdict,
        neededText(row),
        rangeText(row),
      ].map(plainText),
    ),
    notes: verdictNotes(hypotheses, rows),
    narrow: {
      columns: [
        [0, 1, 2, 3],
        [4, 6, 7],
        [8, 5],
        [9, 10, 11],
      ],
      notes: verdictNotes(hypotheses, rows),
    },
    data: verdictData(hypotheses, rows),
  };
}
