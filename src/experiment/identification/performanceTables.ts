/** How estimators fare, as files: performance.csv and the table for papers. */
import { type Cell, readTableFile } from '../../io/csv.js';
import { intervalText, numberText, plainText } from '../../io/numberText.js';
import type { PaperTable } from '../../io/paperTable.js';
import { type Performance, performance } from '../../statistics/performance.js';
import { wilsonInterval } from '../../statistics/wilsonInterval.js';
import { cellColumns, type IdentificationCell } from './estimateTables.js';
import type { Identification } from './prepareIdentification.js';

/** An estimator in a cell. */
export interface PerformanceRow extends IdentificationCell, Performance {
  readonly estimator: string;
}

const measures = [
  'repetitions',
  'failed',
  'mean',
  'sd',
  'statedError',
  'bias',
  'biasError',
  'rmse',
  'rmseError',
  'coverage',
  'coverageError',
  'rejection',
  'rejectionError',
] as const satisfies readonly (keyof Performance)[];

export const performanceColumns = [...cellColumns, 'estimator', ...measures, 'rejectionIs'] as const;

/** By cell, then estimator, from estimates.csv. */
export function performanceRows(identification: Identification, file: string): PerformanceRow[] {
  const { header, rows } = readTableFile(file);
  const at = (name: string): number => header.indexOf(name);
  const [estimator, estimate, standardError, low, high, p] = [
    'estimator',
    'estimate',
    'standardError',
    'low',
    'high',
    'p',
  ].map(at);
  const { estimators, replicates } = identification;
  const value = (text: string): number => (text === '' ? NaN : Number(text));
  const perCell = replicates * estimators.length;
  return identification.cells.flatMap(({ confounder, selection, influence }, c) => {
    const own = rows.slice(c * perCell, (c + 1) * perCell).map(({ cells }) => cells);
    return estimators.map(({ id }) => ({
      confounder,
      selection,
      influence,
      estimator: id,
      ...performance(
        influence,
        own
          .filter((cells) => cells[estimator] === id)
          .map((cells) => ({
            estimate: value(cells[estimate]),
            standardError: value(cells[standardError]),
            low: value(cells[low]),
            high: value(cells[high]),
            p: value(cells[p]),
          })),
      ),
    }));
  });
}

export const performanceCells = (rows: readonly PerformanceRow[]): Cell[][] =>
  rows.map((row) => [
    ...cellColumns.map((name) => row[name]),
    row.estimator,
    ...measures.map((name) => row[name]),
    row.influence === 0 ? 'size' : 'power',
  ]);

/** Reads performance.csv back. */
export function readPerformance(file: string): PerformanceRow[] {
  const { header, rows } = readTableFile(file);
  const texts = ['confounder', 'estimator', 'rejectionIs'];
  return rows.map(
    ({ cells }) =>
      Object.fromEntries(
        header.map((name, k) => [
          name,
          texts.includes(name) ? cells[k] : cells[k] === '' ? NaN : Number(cells[k]),
        ]),
      ) as unknown as PerformanceRow,
  );
}

export const confounderLabel = ({ confounders }: Pick<Identification, 'confounders'>, id: string): string =>
  confounders.find((own) => own.id === id)?.label ?? id;

export const estimatorLabel = ({ estimators }: Pick<Identification, 'estimators'>, id: string): string =>
  estimators.find((own) => own.id === id)?.label ?? id;

/** What the numbers of the laboratory are, for tables and captions; with a warning where replicates are few. */
export const performanceNotes = ({ influence, selection, replicates, seed }: Identification): string[] => [
  `Influence: the true coefficient of ${influence.mechanism} on ${influence.transition} of ${influence.policy}; ${selection.label}: the value at ${selection.paths.join(', ')}. ${replicates} replicates a cell, seed ${seed}.`,
  "Bias: mean estimate less the truth. RMSE: root mean square error. Coverage: share of 95 % intervals that hold the truth. Rejected: share of tests with p at most .05, the size of the test where influence is 0 and its power elsewhere. In brackets the Monte Carlo error of each (Morris, White and Crowther 2019); of a share of 0 or 1, whose error cannot be told from it, Wilson's 95 % interval.",
  ...fewReplicatesNote(replicates),
];

/** Fewer replicates than this say little of a share: of 19 that all hold the truth, Wilson's interval begins at .83. */
const FEW_REPLICATES = 20;

/** What to say of a laboratory with few replicates; nothing where there are enough. */
export function fewReplicatesNote(replicates: number): string[] {
  if (replicates >= FEW_REPLICATES) return [];
  const { low } = wilsonInterval(1, replicates);
  const count = replicates === 1 ? '1 replicate' : `${replicates} replicates`;
  return [
    `Only ${count} a cell: a look, and no result. Coverage that is 1 here may be ${low.toFixed(2)} in truth; take 200 or more to judge estimators by it.`,
  ];
}

/** Wilson's 95 % interval of a share of the repetitions that came to something. */
export const shareInterval = (share: number, { repetitions, failed }: PerformanceRow) =>
  wilsonInterval(share, repetitions - failed);

/** A rule between cells. */
export function performanceTable(
  identification: Identification,
  rows: readonly PerformanceRow[],
): PaperTable {
  const { name, selection } = identification;
  const withError = (value: number, error: number): string =>
    Number.isNaN(value) ? '–' : `${numberText(value)} (${numberText(error)})`;
  const shareCell = (row: PerformanceRow, share: number, error: number): string => {
    if (Number.isNaN(share) || error > 0) return withError(share, error);
    const { low, high } = shareInterval(share, row);
    return `${numberText(share)} ${intervalText(low, high)}`;
  };
  const cellOf = ({ confounder, selection: strength, influence }: PerformanceRow): string =>
    JSON.stringify([confounder, strength, influence]);
  return {
    caption: name,
    head: ['Estimator', 'Confounder', 'Influence', selection.label, 'Bias', 'RMSE', 'Coverage', 'Rejected'],
    body: rows.flatMap((row, k) => [
      ...(k > 0 && cellOf(row) !== cellOf(rows[k - 1]) ? [null] : []),
      [
        estimatorLabel(identification, row.estimator),
        confounderLabel(identification, row.confounder),
        numberText(row.influence),
        numberText(row.selection),
        withError(row.bias, row.biasError),
        withError(row.rmse, row.rmseError),
        shareCell(row, row.coverage, row.coverageError),
        shareCell(row, row.rejection, row.rejectionError),
      ].map(plainText),
    ]),
    notes: performanceNotes(identification),
    narrow: {
      columns: [
        [0, 1],
        [2, 3],
        [4, 5],
        [6, 7],
      ],
      notes: performanceNotes(identification),
    },
    data: { columns: performanceColumns, rows: performanceCells(rows) },
  };
}
