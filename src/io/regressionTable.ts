/** Fitted event-history models as a table for a paper. */
import { coefficientRows, type Estimates } from '../statistics/estimates.js';
import type { FittedModel } from '../statistics/eventModel.js';
import type { Cell } from './csv.js';
import { numberText, type PaperTable, pText, STARS_NOTE, starsOf } from './paperTable.js';

export interface NamedModel extends FittedModel {
  readonly name: string;
}

export interface RegressionTableOptions {
  readonly caption: string;
  readonly stars: boolean;
  /** Further notes, before those on errors. */
  readonly notes: readonly string[];
}

/** What exp(coefficient) is under a link. */
export const ratioName = (link: Estimates['link']): string =>
  link === 'logit' ? 'odds ratio' : 'hazard ratio';

export const linkNames: { readonly [link in Estimates['link']]: string } = {
  cloglog: 'complementary log-log',
  logit: 'logit',
  exponential: 'piecewise exponential',
  cox: 'Cox, Efron ties',
};

/** One model: a row a coefficient, with interval and ratio. Several: a column each, errors in brackets below. */
export function regressionTable(
  models: readonly NamedModel[],
  { caption, stars, notes }: RegressionTableOptions,
): PaperTable {
  const [first] = models;
  const links = [...new Set(models.map(({ model }) => linkNames[model.link]))];
  const clustering = models.map(({ model }) => model.cluster ?? 'city');
  const correction = first.estimates.correction === 'CR1' ? 'CR1: G/(G - 1)' : 'CR0: no small-sample factor';
  const body = models.length === 1 ? single(first, stars) : sideBySide(models, stars);
  const told = [
    ...notes,
    `Model: ${links.join('; ')}. Standard errors clustered by ${[...new Set(clustering)].join(', ')} (${correction}); ` +
      'intervals of 95 %, normal.',
    ...(models.length > 1 ? ['Standard errors in brackets.'] : []),
    ...models.flatMap(({ name, estimates }) =>
      estimates.problems.map((problem) => (models.length > 1 ? `${name}: ${problem}.` : `${problem}.`)),
    ),
    ...(stars ? [STARS_NOTE + '.'] : []),
  ];
  return {
    caption,
    ...body,
    notes: told,
    // Of one model the interval and z follow from the error below the coefficient; several stand as they are.
    ...(models.length === 1 ? { narrow: { columns: [[0], [1, 2], [4], [6]], notes: told } } : {}),
    data: {
      columns: [
        ...['model', 'link', 'term', 'coefficient', 'standardError', 'low', 'high', 'ratio', 'z', 'p'],
        ...['modelError', 'rows', 'events', 'clusters', 'logLikelihood', 'aic', 'bic'],
      ],
      rows: models.flatMap(({ name, model, estimates }) =>
        coefficientRows(estimates).map((row, at): Cell[] => [
          ...[name, model.link, row.name, row.coefficient, row.standardError, row.low, row.high],
          ...[row.ratio, row.z, row.p, estimates.modelErrors[at]],
          ...[estimates.rows, estimates.events, estimates.clusters],
          ...[estimates.logLikelihood, estimates.aic, estimates.bic],
        ]),
      ),
    },
  };
}

const fits: readonly (readonly [string, (estimates: Estimates) => string])[] = [
  ['rows', ({ rows }) => String(rows)],
  ['events', ({ events }) => String(events)],
  ['clusters', ({ clusters }) => String(clusters ?? '')],
  ['log likelihood', ({ logLikelihood }) => numberText(logLikelihood, 2)],
  ['AIC', ({ aic }) => numberText(aic, 1)],
  ['BIC', ({ bic }) => numberText(bic, 1)],
];

function single({ model, estimates }: NamedModel, stars: boolean): Pick<PaperTable, 'head' | 'body'> {
  const rows = coefficientRows(estimates).map((row) => [
    row.name,
    numberText(row.coefficient) + (stars ? starsOf(row.p) : ''),
    numberText(row.standardError),
    Number.isNaN(row.low) ? '' : `[${numberText(row.low)}, ${numberText(row.high)}]`,
    row.name === 'intercept' ? '' : numberText(row.ratio),
    numberText(row.z, 2),
    pText(row.p),
  ]);
  const head = ['', 'coefficient', 'error', '95 % interval', ratioName(model.link), 'z', 'p'];
  const blank = ['', '', '', '', ''];
  return { head, body: [...rows, null, ...fits.map(([name, text]) => [name, text(estimates), ...blank])] };
}

function sideBySide(models: readonly NamedModel[], stars: boolean): Pick<PaperTable, 'head' | 'body'> {
  const found = models.map(
    ({ estimates }) => new Map(coefficientRows(estimates).map((row) => [row.name, row] as const)),
  );
  const terms = [...new Set(found.flatMap((rows) => [...rows.keys()]))];
  const ordered = terms.includes('intercept')
    ? ['intercept', ...terms.filter((name) => name !== 'intercept')]
    : terms;
  const cells = ordered.flatMap((name) => [
    [
      name,
      ...found.map((rows) => {
        const row = rows.get(name);
        return row ? numberText(row.coefficient) + (stars ? starsOf(row.p) : '') : '';
      }),
    ],
    [
      '',
      ...found.map((rows) => {
        const text = numberText(rows.get(name)?.standardError ?? NaN);
        return text === '' ? '' : `(${text})`;
      }),
    ],
  ]);
  return {
    head: ['', ...models.map(({ name }) => name)],
    body: [
      ...cells,
      null,
      ...fits.map(([name, text]) => [name, ...models.map(({ estimates }) => text(estimates))]),
    ],
  };
}
