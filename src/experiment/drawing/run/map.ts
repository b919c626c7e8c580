import { adoptionMap, whenText } from '../../../figures/adoptionMap.js';
import { medianAdoption } from '../../../figures/bands.js';
import type { MapPlace } from '../../../figures/mapCity.js';
import { readAtlas } from '../../../figures/readAtlas.js';
import { DOUBLE_COLUMN_MM, SINGLE_COLUMN_MM } from '../../../figures/theme.js';
import { counted, words } from '../../../figures/words.js';
import { imputedCaption } from '../imputedCaption.js';
import type { FigureKind } from '../kind.js';
import { capital, type FinishedRun, mapFault, mappedSubjects, rangeOf, stageOf } from './finishedRun.js';

export const map: FigureKind<FinishedRun> = {
  id: 'map',
  question: 'Where do cities take it up, and when?',
  standard: true,
  lacks: mapFault,
  *figures(run) {
    const { scenario, replicates } = run;
    const real = isReal(run);
    for (const subject of mappedSubjects(run)) {
      const times = run.timesOf(subject);
      const cities = run.places().map((place, i) => ({ ...place, ...medianAdoption(times[i]) }));
      const [from, to] = rangeOf(run, subject);
      const figure = adoptionMap(
        {
          cities,
          subject,
          label: run.labelOf(subject),
          stage: stageOf(run, subject),
          // Classes of whole years, though a network may be founded within one.
          timeRange: [Math.floor(from), to],
          replicates,
          name: `map-${subject}`,
          title: words`${scenario.name}: when cities take up ${run.labelOf(subject)}`,
          measure: measureOf(run, subject),
          widthMm: real && isTall(cities) ? SINGLE_COLUMN_MM : DOUBLE_COLUMN_MM,
          ...(real ? {} : { labelled: 0 }),
        },
        real ? readAtlas() : null,
      );
      if (figure) yield imputedCaption(figure, run.study);
    }
  },
};

/** Whether cities are those of an atlas. */
export const isReal = ({ scenario }: FinishedRun): boolean => scenario.cities.synthetic === null;

/** What the colours show; on real cities, that what they are like was drawn. */
function measureOf(run: FinishedRun, subject: string): string {
  const { replicates } = run;
  const runs = replicates === 1 ? words`one run` : words`median of ${counted(replicates)} runs`;
  const drawn = drawnNote(run);
  return `${capital(run.labelOf(subject))}: ${whenText(stageOf(run, subject))} (${runs}${drawn === '' ? '' : `; ${drawn}`})`;
}

/** That attributes of real cities were drawn, all that is known beside their size or some of them; '': they were not. */
export function drawnNote({ scenario, study: { world } }: Pick<FinishedRun, 'scenario' | 'study'>): string {
  const drawn = Object.keys(scenario.cities.attributes);
  if (drawn.length === 0 || scenario.cities.synthetic !== null) return '';
  const given = Object.keys(world.cities.attributes).filter(
    (name) => name !== 'population' && !drawn.includes(name),
  );
  return given.length === 0
    ? words`attributes of cities drawn, not observed`
    : words`some attributes of cities drawn, not observed`;
}

/** Whether the cities stretch more than twice as far from north to south as from west to east, as Chile's do. */
export function isTall(cities: readonly MapPlace[]): boolean {
  const of = (name: 'latitude' | 'longitude'): number[] =>
    cities.map((city) => city[name]).filter((value) => value !== null);
  const span = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
  const latitudes = of('latitude');
  const middle = (Math.max(...latitudes) + Math.min(...latitudes)) / 2;
  return span(latitudes) > 2 * span(of('longitude')) * Math.cos((middle * Math.PI) / 180);
}
