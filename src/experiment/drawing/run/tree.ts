import { type TreeNode, treeMap, treeTimeline } from '../../../figures/diffusionTree.js';
import { readAtlas } from '../../../figures/readAtlas.js';
import { DOUBLE_COLUMN_MM } from '../../../figures/theme.js';
import { words } from '../../../figures/words.js';
import type { FigureKind } from '../kind.js';
import { capital, type FinishedRun, MAPPED_CITIES, timesFault } from './finishedRun.js';
import { isReal } from './map.js';

/** The replicate whose number of adopters is nearest to the median; of several the first. */
function typical(run: FinishedRun, subject: string): number {
  const times = run.timesOf(subject);
  const counts = Array.from(
    { length: run.replicates },
    (_, r) => times.filter((own) => Number.isFinite(own[r])).length,
  );
  const middle = [...counts].sort((a, b) => a - b)[Math.floor((counts.length - 1) / 2)];
  return counts.indexOf(middle);
}

/** First declarations in a replicate, in the order of their times, each with the city that it copied. */
function adoptersOf(run: FinishedRun, subject: string, replicate: number): TreeNode[] {
  const places = run.places();
  const { subjects } = run.study.world;
  const wanted = subjects.findIndex(({ id }) => id === subject);
  const found = new Map<number, TreeNode>();
  run.eachEvent((event) => {
    const { time, city, from, source, generation } = event;
    if (event.replicate !== replicate || event.subject !== wanted || from !== 0 || found.has(city)) return;
    found.set(city, {
      ...places[city],
      time,
      source: source < 0 ? null : places[source].id,
      generation,
    });
  });
  return [...found.values()].sort((a, b) => a.time - b.time);
}

export const tree: FigureKind<FinishedRun> = {
  id: 'tree',
  question: 'Who copied whom, where and when?',
  standard: false,
  lacks: (run) => (run.policies.length > 0 ? timesFault(run) : 'a policy'),
  *figures(run) {
    const { scenario, policies, replicates } = run;
    const places = run.places();
    for (const id of policies) {
      const replicate = typical(run, id);
      const adopters = adoptersOf(run, id, replicate);
      if (adopters.length === 0) continue;
      const label = run.labelOf(id);
      const which =
        replicates === 1 ? '' : ` in replicate ${replicate}, whose number of adopters is the median`;
      const common = {
        title: words`${scenario.name}: who copied whom, ${label}`,
        measure: `${capital(label)}: ${words`who copied whom`}`,
        caption: `Who copied whom in declaring ${label}${which}.`,
        adopters,
        cities: places,
        timeRange: [scenario.time.start, scenario.time.end] as const,
        widthMm: DOUBLE_COLUMN_MM,
      };
      const hasPlaces = places.some(({ latitude }) => latitude !== null);
      if (hasPlaces && places.length <= MAPPED_CITIES) {
        const figure = treeMap({ ...common, name: `tree-${id}-map` }, isReal(run) ? readAtlas() : null);
        if (figure) yield figure;
      }
      yield treeTimeline({ ...common, name: `tree-${id}` });
    }
  },
};
