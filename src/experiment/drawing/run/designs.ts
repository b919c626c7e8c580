import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chartersOf, type Standing } from '../../../analysis/designDrift.js';
import { bands } from '../../../figures/bands.js';
import type { Figure } from '../../../figures/figure.js';
import { generationPlot } from '../../../figures/generationPlot.js';
import { timeCourse } from '../../../figures/timeCourse.js';
import { words } from '../../../figures/words.js';
import { eachRow } from '../../../io/eachRow.js';
import type { FigureKind } from '../kind.js';
import { capital, type FinishedRun } from './finishedRun.js';

const FILE = 'designs.csv';
const COLUMNS = [
  ...['replicate', 'time', 'policy', 'standing', 'generation'],
  ...['cities', 'fromIdeal', 'fromOrigin', 'apart'],
];

/** A row of designs.csv. */
interface Row {
  readonly replicate: number;
  readonly time: number;
  readonly generation: number;
  readonly cities: number;
  readonly fromIdeal: number;
  readonly fromOrigin: number;
  /** NaN: there is no other holder. */
  readonly apart: number;
}

type Rows = { readonly [standing in Standing]: Row[] };

function rowsOf({ folder, policies }: FinishedRun): Map<string, Rows> {
  const found = new Map(policies.map((id): [string, Rows] => [id, { members: [], others: [] }]));
  eachRow(join(folder, FILE), COLUMNS, ([replicate, time, policy, standing, generation, ...values]) => {
    const [cities, fromIdeal, fromOrigin, apart] = values;
    found.get(policy)![standing as Standing].push({
      replicate: Number(replicate),
      time: Number(time),
      generation: Number(generation),
      cities: Number(cities),
      fromIdeal: Number(fromIdeal),
      fromOrigin: Number(fromOrigin),
      apart: apart === '' ? NaN : Number(apart),
    });
  });
  return found;
}

/** Means over cities: by replicate, by each of the places where rows stand; NaN where a replicate has none there. */
function means(
  rows: readonly Row[],
  places: readonly number[],
  replicates: number,
  place: 'time' | 'generation',
  value: 'fromIdeal' | 'fromOrigin' | 'apart',
): number[][] {
  const at = new Map(places.map((own, k) => [own, k]));
  const sums = Array.from({ length: replicates }, () => places.map(() => 0));
  const counts = Array.from({ length: replicates }, () => places.map(() => 0));
  for (const row of rows) {
    const k = at.get(row[place]);
    if (k === undefined) continue;
    sums[row.replicate][k] += row.cities * row[value];
    counts[row.replicate][k] += row.cities;
  }
  return sums.map((own, r) => own.map((sum, k) => (counts[r][k] === 0 ? NaN : sum / counts[r][k])));
}

/** Generations that at least half of the replicates have: of deeper ones the few that have them would speak. */
function commonGenerations(rows: readonly Row[], replicates: number): number[] {
  const having = new Map<number, Set<number>>();
  for (const { generation, replicate } of rows) {
    const own = having.get(generation);
    if (own) own.add(replicate);
    else having.set(generation, new Set([replicate]));
  }
  return [...having]
    .filter(([, own]) => 2 * own.size >= replicates)
    .map(([generation]) => generation)
    .sort((a, b) => a - b);
}

const DISTANCE =
  'Distance: mean over the dimensions of the absolute difference of two designs, from 0 (the same) to 1.';

function* figuresOf(run: FinishedRun): Generator<Figure> {
  const { scenario, study, policies, replicates } = run;
  const tables = rowsOf(run);
  for (const id of policies) {
    const rows = tables.get(id)!;
    const all = [...rows.members, ...rows.others];
    if (all.length === 0) continue;
    const policy = study.world.subjects.findIndex((subject) => subject.id === id);
    const hasCharter = chartersOf(study.world, policy).length > 0;
    const groups = [
      { label: words`members of a network whose charter sets a design`, rows: rows.members },
      { label: hasCharter ? words`other holders` : words`holders`, rows: rows.others },
    ];
    const label = run.labelOf(id);
    const times = [...new Set(all.map(({ time }) => time))].sort((a, b) => a - b);
    const over = (value: 'apart' | 'fromIdeal') =>
      groups
        .map(({ label: group, rows: own }) => ({
          label: group,
          points: bands(times, means(own, times, replicates, 'time', value)),
        }))
        .filter(({ points }) => points.length > 0);
    const apart = over('apart');
    if (apart.length > 0)
      yield timeCourse({
        name: `designs-${id}`,
        title: words`${scenario.name}: how far apart the designs of ${label} are`,
        heading: `${capital(label)}: ${words`mean distance between the designs of two holders`}`,
        lines: apart,
        replicates,
        caption: `Mean distance between the designs of two cities that hold ${label}${hasCharter ? ', among active members of a network whose charter sets a design and among the other holders, former members among them' : ''}, at the beginning of each year. ${DISTANCE}`,
        fromZero: true,
      });
    const latest = Math.max(...times);
    const final = groups
      .map(({ label: group, rows: own }) => {
        const last = own.filter(({ time }) => time === latest);
        const generations = commonGenerations(last, replicates);
        const values = means(last, generations, replicates, 'generation', 'fromOrigin');
        return { label: group, points: bands(generations, values) };
      })
      .filter(({ points }) => points.length > 0);
    if (final.length > 0)
      yield generationPlot({
        name: `designs-${id}-copies`,
        title: words`${scenario.name}: how unlike the original the designs of ${label} have become`,
        heading: `${capital(label)}: ${words`mean distance from the original design`}`,
        lines: final,
        replicates,
        caption: `Mean distance at the end between the design that a city holds and the one that the innovator at the root of its chain of copies took up, by the number of copies between them; generations that at least half of the replicates have. ${DISTANCE}`,
      });
    yield timeCourse({
      name: `designs-${id}-misfit`,
      title: words`${scenario.name}: how well the designs of ${label} suit their cities`,
      heading: `${capital(label)}: ${words`mean distance of designs from what would suit the city`}`,
      lines: over('fromIdeal'),
      replicates,
      caption: `Misfit: mean distance between the design of ${label} that a city holds and its own ideal, at the beginning of each year; two ideals differ by a third on average. ${DISTANCE}`,
      fromZero: true,
    });
  }
}

export const designs: FigureKind<FinishedRun> = {
  id: 'designs',
  question: 'Do copies grow unlike the original, and do charters pull them together?',
  standard: false,
  lacks({ scenario, policies, folder }) {
    if (policies.length === 0) return 'a policy';
    if (scenario.feedback.design === null) return 'designs (feedback.design in the scenario)';
    return existsSync(join(folder, FILE)) ? null : FILE;
  },
  figures: figuresOf,
};
