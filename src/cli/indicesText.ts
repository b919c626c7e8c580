/** Indices of a sweep for the terminal: a table an outcome, the strongest parameter first. */
import type { IndexName, SensitivityRow } from '../design/sensitivity/index.js';
import { outColors } from './colors.js';
import { figureText, tableText, wrapped } from './text.js';

/** What is shown of each kind of index; the first orders the parameters. */
const shown: readonly (readonly [index: IndexName, head: string])[][] = [
  [
    ['total', 'total'],
    ['first', 'first order'],
  ],
  [
    ['muStar', 'mu*'],
    ['sigma', 'sigma'],
  ],
  [['srrc', 'rank regression']],
];

/** Outcomes that are shown; the others are in indices.csv. */
const MOST_OUTCOMES = 6;

/** Tables of the first six outcomes that have indices; `file`: where a reader finds those of the others. */
export function indicesText(rows: readonly SensitivityRow[], file: string): string {
  // An outcome that is the same everywhere has none to show; a note says so.
  const defined = rows.filter(({ estimate }) => !Number.isNaN(estimate));
  const outcomes = [...new Set(defined.map(({ outcome }) => outcome))];
  const tables = outcomes.slice(0, MOST_OUTCOMES).map((outcome) => {
    const own = rows.filter((row) => row.outcome === outcome);
    const columns = shown.find(([[index]]) => own.some((row) => row.index === index))!;
    const of = (parameter: string, index: IndexName): SensitivityRow =>
      own.find((row) => row.parameter === parameter && row.index === index)!;
    const [[main]] = columns;
    const parameters = own
      .filter(({ index }) => index === main)
      .sort((a, b) => Math.abs(b.estimate) - Math.abs(a.estimate))
      .map(({ parameter }) => parameter);
    const cells = ({ estimate, low, high }: SensitivityRow): string[] => [
      figureText(estimate),
      Number.isNaN(low) ? '–' : `[${figureText(low)}, ${figureText(high)}]`,
    ];
    // Of one parameter it is the square of what stands in the table.
    const fit = parameters.length > 1 ? own.find(({ index }) => index === 'rSquared') : undefined;
    const explained = fit ? `, R² of the ranks ${figureText(fit.estimate)}` : '';
    return `  ${outColors.bold(outcome)}${explained}\n${tableText(
      ['parameter', ...columns.flatMap(([, head]) => [head, '95 %'])],
      parameters.map((parameter) => [
        parameter,
        ...columns.flatMap(([index]) => cells(of(parameter, index))),
      ]),
    )}`;
  });
  const more = outcomes.length - MOST_OUTCOMES;
  if (more > 0) tables.push(wrapped(`and ${more} more outcomes in ${file}`, 2));
  return tables.join('\n');
}
