import { differenceMap } from '../../../figures/differenceMap.js';
import type { Figure } from '../../../figures/figure.js';
import { readAtlas } from '../../../figures/readAtlas.js';
import { DOUBLE_COLUMN_MM } from '../../../figures/theme.js';
import { words } from '../../../figures/words.js';
import { RANK_INVARIANCE } from '../../comparison/counterfactual.js';
import type { Comparison } from '../../comparison/prepareComparison.js';
import { imputedCaption } from '../imputedCaption.js';
import type { FigureKind } from '../kind.js';
import { MAPPED_CITIES } from '../run/finishedRun.js';
import { drawnNote } from '../run/map.js';
import {
  type CityPair,
  citiesFault,
  cityPairs,
  EXPLORATORY,
  type FinishedComparison,
  labelOf,
} from './finishedComparison.js';

export const map: FigureKind<FinishedComparison> = {
  id: 'map',
  question: 'Which cities adopt sooner or later than in the baseline?',
  standard: true,
  lacks(source) {
    const { cities } = source.comparison.studies[0].world;
    if (cities.latitude === null) return 'latitude and longitude of cities';
    return cities.count > MAPPED_CITIES ? `at most ${MAPPED_CITIES} cities` : citiesFault(source);
  },
  *figures(source) {
    for (const pair of cityPairs(source)) {
      const figure = mapOf(source.comparison, pair);
      if (figure) yield imputedCaption(figure, source.comparison.studies[0]);
    }
  },
};

function mapOf(comparison: Comparison, { b, subject, rows, suffix }: CityPair): Figure | null {
  const { studies, replicates, name } = comparison;
  const [{ id: a, world, loaded }] = studies;
  const { cities } = world;
  const real = loaded.scenario.cities.synthetic === null;
  const byCity = new Map(rows.map((row) => [row.city, row]));
  const label = labelOf(comparison, subject);
  const drawn = drawnNote({ scenario: loaded.scenario, study: comparison.studies[0] });
  return differenceMap(
    {
      cities: cities.ids.map((id, i) => {
        const row = byCity.get(id);
        // Shares of the replicates in which it adopts in at least one of the two worlds.
        const adopts = row !== undefined && row.shareA + row.onlyB >= 0.5;
        return {
          id,
          name: cities.names[i],
          country: real ? cities.countries[cities.country[i]] : null,
          latitude: cities.latitude![i],
          longitude: cities.longitude![i],
          population: cities.attributes.population?.[i] ?? null,
          difference: adopts ? row.median : null,
        };
      }),
      name: `map-${suffix}`,
      title: `${name}: ${label}, ${b} − ${a}`,
      measure: `${words`${label}: years later (+) or sooner (−) in ${b} than in ${a}`}${drawn === '' ? '' : ` (${drawn})`}`,
      caption: `${label}: median difference of the time of adoption, ${b} less ${a}, over those of ${replicates} replicates in which the city adopts in at least one of the two; not by the end counts as the end. ${RANK_INVARIANCE} ${EXPLORATORY}`,
      widthMm: DOUBLE_COLUMN_MM,
      ...(real ? {} : { labelled: 0 }),
    },
    real ? readAtlas() : null,
  );
}
