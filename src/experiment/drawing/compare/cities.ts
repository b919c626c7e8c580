import { adoptionShift } from '../../../figures/adoptionShift.js';
import type { Figure } from '../../../figures/figure.js';
import { DOUBLE_COLUMN_MM } from '../../../figures/theme.js';
import { numerals, words } from '../../../figures/words.js';
import { intervalText, numberText } from '../../../io/numberText.js';
import { RANK_INVARIANCE } from '../../comparison/counterfactual.js';
import type { Comparison } from '../../comparison/prepareComparison.js';
import { intervalScope } from '../../intervalScope.js';
import type { FigureKind } from '../kind.js';
import {
  type CityPair,
  citiesFault,
  cityPairs,
  EXPLORATORY,
  type FinishedComparison,
  labelOf,
} from './finishedComparison.js';

/** Cities of a figure of arrows. */
const ARROWS = 20;

export const cities: FigureKind<FinishedComparison> = {
  id: 'cities',
  question: 'From when to when does adoption move in the cities most concerned?',
  standard: true,
  lacks: citiesFault,
  *figures(source) {
    for (const pair of cityPairs(source)) {
      const figure = arrowsOf(source.comparison, pair);
      if (figure) yield figure;
    }
  },
};

function arrowsOf(comparison: Comparison, { b, subject, rows, suffix }: CityPair): Figure | null {
  const { studies, replicates, name } = comparison;
  const [{ id: a, loaded }] = studies;
  const concerned = rows
    .filter(({ difference }) => difference !== 0)
    .sort((x, y) => Math.abs(y.difference) - Math.abs(x.difference))
    .slice(0, ARROWS);
  if (concerned.length === 0) return null;
  const label = labelOf(comparison, subject);
  const { start, end } = loaded.scenario.time;
  const known = (time: number): number | null => (Number.isNaN(time) ? null : time);
  return adoptionShift({
    name: `cities-${suffix}`,
    title: words`${name}: ${label}, the cities most concerned`,
    measure: words`${label}: median time of adoption in ${a} and in ${b}, of the cities most concerned`,
    cities: concerned.map(({ name: city, timeA, timeB, difference, low, high }) => ({
      name: city,
      timeA: known(timeA),
      timeB: known(timeB),
      text: numerals(`${difference > 0 ? '+' : ''}${numberText(difference)} ${intervalText(low, high)}`),
    })),
    timeRange: [start, end],
    labelA: a,
    labelB: b,
    textHead: words`mean years [95%]`,
    caption: `${label}: the ${concerned.length} cities whose mean time of adoption differs most between ${a} and ${b}, over ${replicates} replicates; medians over replicates, beyond the axis where the city adopts in fewer than half of them. ${RANK_INVARIANCE} ${intervalScope(studies, comparison)} ${EXPLORATORY}`,
    textCaption: 'At the right the mean difference with its 95 % interval; not by the end counts as the end.',
    widthMm: DOUBLE_COLUMN_MM,
  });
}
