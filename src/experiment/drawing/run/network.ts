import { join } from 'node:path';
import { whenText } from '../../../figures/adoptionMap.js';
import { medianAdoption } from '../../../figures/bands.js';
import { networkDrawing, networkLayout } from '../../../figures/networkDrawing.js';
import { DOUBLE_COLUMN_MM } from '../../../figures/theme.js';
import { counted, words } from '../../../figures/words.js';
import { eachRow } from '../../../io/eachRow.js';
import type { FigureKind } from '../kind.js';
import { capital, type FinishedRun, mappedSubjects, rangeOf, stageOf, timesFault } from './finishedRun.js';

export const network: FigureKind<FinishedRun> = {
  id: 'network',
  question: 'Who is tied to whom, who leads, and does adoption follow the ties?',
  standard: false,
  lacks: (run) => (run.scenario.ties === null ? 'ties between cities' : timesFault(run)),
  *figures(run) {
    const { folder, scenario, replicates } = run;
    const places = run.places();
    const at = new Map(places.map(({ id }, i) => [id, i]));
    const ties: [number, number][] = [];
    eachRow(join(folder, 'ties.csv'), ['source', 'target'], ([source, target]) => {
      ties.push([at.get(source)!, at.get(target)!]);
    });
    const layout = networkLayout(places.length, ties);
    for (const subject of mappedSubjects(run)) {
      const times = run.timesOf(subject);
      const label = run.labelOf(subject);
      const stage = stageOf(run, subject);
      const [from, to] = rangeOf(run, subject);
      const runs = replicates === 1 ? words`one run` : words`median of ${counted(replicates)} runs`;
      const figure = networkDrawing({
        name: `network-${subject}`,
        title: words`${scenario.name}: ${label} in the network of cities`,
        measure: `${capital(label)}: ${whenText(stage)} (${runs})`,
        caption: `Ties between cities, coloured by when they have ${stage} ${label}.`,
        cities: places.map((place, i) => ({ ...place, ...medianAdoption(times[i]) })),
        layout,
        timeRange: [Math.floor(from), to],
        replicates,
        noneName:
          replicates === 1
            ? stage === 'joined'
              ? words`not joined`
              : words`not declared`
            : words`in fewer than half of ${counted(replicates)} runs`,
        widthMm: DOUBLE_COLUMN_MM,
      });
      if (figure) yield figure;
    }
  },
};
