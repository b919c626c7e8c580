import { readAtlas } from '../../../figures/readAtlas.js';
import { stageMaps } from '../../../figures/stageMaps.js';
import { DOUBLE_COLUMN_MM } from '../../../figures/theme.js';
import { counted, numerals, words } from '../../../figures/words.js';
import { imputedCaption } from '../imputedCaption.js';
import type { FigureKind } from '../kind.js';
import { capital, type FinishedRun, mapFault, mappedSubjects, rangeOf, stageOf } from './finishedRun.js';
import { drawnNote, isReal } from './map.js';
import { eachMoment } from './replayed.js';

/** Maps of one figure: two rows of three. */
const MAPS = 6;

/** Whole years where the run is long enough, the last at its end. */
function years([from, to]: readonly [number, number]): number[] {
  const times = Array.from({ length: MAPS }, (_, k) => from + ((to - from) * (k + 1)) / MAPS);
  return to - from >= MAPS ? [...new Set(times.map((time) => Math.round(time)))] : times;
}

const yearText = (time: number): string => numerals(String(Number(time.toFixed(1))));

export const stages: FigureKind<FinishedRun> = {
  id: 'stages',
  question: 'How does it spread over the map, year after year?',
  standard: false,
  lacks: mapFault,
  *figures(run) {
    const { scenario, study, replicates } = run;
    const { world } = study;
    const { count } = world.cities;
    for (const subject of mappedSubjects(run)) {
      const s = world.subjects.findIndex(({ id }) => id === subject);
      const isNetwork = stageOf(run, subject) === 'joined';
      const hasSecond = !isNetwork && Boolean(scenario.mechanisms[subject]?.implement);
      const times = years(rangeOf(run, subject));
      // In how many replicates each city holds it, at stage 1 or 2 and at stage 2.
      const held = times.map(() => new Uint32Array(count));
      const full = times.map(() => new Uint32Array(count));
      eachMoment(run, times, (_, k, at) => {
        for (let i = 0; i < count; i++) {
          const stage = at[s * count + i];
          if (stage > 0) held[k][i]++;
          if (stage > 1) full[k][i]++;
        }
      });
      const panels = times.map((time, k) => ({
        label: yearText(time),
        stages: Uint8Array.from(held[k], (own, i) =>
          2 * own < replicates ? 0 : hasSecond && 2 * full[k][i] >= replicates ? 2 : 1,
        ),
      }));
      const label = run.labelOf(subject);
      const runs = replicates === 1 ? words`one run` : words`in at least half of ${counted(replicates)} runs`;
      const drawn = drawnNote(run);
      const figure = stageMaps(
        {
          name: `stages-${subject}`,
          title: words`${scenario.name}: ${label} over the years`,
          measure: `${capital(label)} (${runs}${drawn === '' ? '' : `; ${drawn}`})`,
          caption: `Cities that hold ${label} at the beginning of each year${replicates === 1 ? '' : `, in at least half of ${replicates} replicates`}; circles in proportion to population.`,
          cities: run.places(),
          panels,
          stageNames: isNetwork
            ? [words`member`, null]
            : [words`declared`, hasSecond ? words`implemented` : null],
          noneName: isNetwork ? words`not a member` : words`not declared`,
          widthMm: DOUBLE_COLUMN_MM,
        },
        isReal(run) ? readAtlas() : null,
      );
      if (figure) yield imputedCaption(figure, run.study);
    }
  },
};
