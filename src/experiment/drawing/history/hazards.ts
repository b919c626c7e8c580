import { whole } from '../../../figures/mapWords.js';
import { ratioForest } from '../../../figures/ratioForest/index.js';
import { words } from '../../../figures/words.js';
import { linkNames } from '../../../io/regressionTable.js';
import type { FigureKind } from '../kind.js';
import { capital } from '../run/finishedRun.js';
import { type FinishedHistory, figureName, type HistoryPart, titleOf } from './finishedHistory.js';

type Model = HistoryPart['models'][number];

/** Coefficients of covariates, not those of the intercept and of time. */
const termsOf = ({ coefficients, covariates }: Model) =>
  coefficients.filter(({ name }) =>
    covariates.some((covariate) => name === covariate || name.startsWith(`${covariate} `)),
  );

/**
 * No finite estimate is what the tables print as ∞ or leave empty: perfect separation, or a column that was left out. Whatever has a
 * number there has one here, however far off and however vague.
 */
const ratioOf = ({ coefficient, ratio, low, high }: ReturnType<typeof termsOf>[number]) =>
  Number.isNaN(coefficient)
    ? { ratio: NaN, low: NaN, high: NaN }
    : { ratio, low: Math.exp(low), high: Math.exp(high) };

const drawable = ({ parts }: FinishedHistory): HistoryPart[] =>
  parts.filter(({ models }) => models.some((model) => termsOf(model).length > 0));

export const hazards: FigureKind<FinishedHistory> = {
  id: 'hazards',
  question: 'How much more often do cities with more of a covariate take it up?',
  standard: true,
  lacks: (history) => (drawable(history).length > 0 ? null : 'a covariate (eha --covariates)'),
  figures: (history) =>
    drawable(history).map((part) => {
      const { models, rows, events, cities } = part;
      const title = titleOf(part);
      const found = models.map((model) => new Map(termsOf(model).map((row) => [row.name, row])));
      const terms = [...new Set(found.flatMap((own) => [...own.keys()]))];
      const isOdds = models.some(({ link }) => link === 'logit');
      const named = isOdds ? 'Odds ratios' : 'Hazard ratios';
      const ratios = isOdds ? words`Odds ratios` : words`Hazard ratios`;
      const heading = isOdds
        ? words`odds ratios with 95% intervals`
        : words`hazard ratios with 95% intervals`;
      const links = [...new Set(models.map(({ link }) => linkNames[link]))].join('; ');
      const clusters = [...new Set(models.map(({ cluster }) => cluster))].join(', ');
      const odds = isOdds ? ' (of the event in a row at risk; not ratios of hazards)' : '';
      const problems = models.flatMap(({ name, problems: own }) =>
        own.map((problem) => ` ${capital(models.length > 1 ? `${name}: ${problem}` : problem)}.`),
      );
      return ratioForest({
        name: figureName('hazards', part, history),
        title: title === '' ? ratios : `${ratios}: ${title}`,
        heading: capital(title === '' ? heading : `${title}: ${heading}`),
        ratioName: isOdds ? words`odds ratio` : words`hazard ratio`,
        models: models.map(({ name }, k) => (models.length > 1 ? words`model ${k + 1}` : name)),
        rows: terms.map((label) => ({
          label,
          ratios: found.map((own) => {
            const row = own.get(label);
            return row ? ratioOf(row) : null;
          }),
        })),
        caption: `${named}${odds} for one unit more of each covariate${title === '' ? '' : `, ${title}`}, with 95 % intervals; errors clustered by ${clusters}. Model: ${links}. N: ${whole(rows)} rows, ${whole(events)} events, ${whole(cities)} cities.${problems.join('')}`,
      });
    }),
};
