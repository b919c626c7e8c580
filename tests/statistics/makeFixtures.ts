/**
 * Writes the tables that tests/statistics/fixtures/reference.R reads, from simulated worlds:
 *
 *     npx tsx tests/statistics/makeFixtures.ts && Rscript tests/statistics/fixtures/reference.R
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEventHistories, type HistoryLayout } from '../../src/analysis/eventHistory.js';
import { type Cell, writeCsv } from '../../src/io/csv.js';
import type { World } from '../../src/model/world.js';
import { makeWorld } from '../support/world.js';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'fixtures');
const count = 120;
const spread = (k: number) => Float64Array.from({ length: count }, (_, i) => Math.sin(i * k + k));

/** A ring on which cities look at their four neighbours. */
const ring = Array.from({ length: count }, (_, i) => [1, 2].map((by) => [i, (i + by) % count])).flat();

const spreading = makeWorld({
  seed: 'statistics',
  cities: count,
  end: 25,
  attributes: { orientation: spread(1.3).map((value) => 0.6 * value), education: spread(2.1) },
  ties: ring,
  policies: {
    policy: {
      declare: { perYear: 0.03, orientation: 1, education: 0.4, emulation: 1.5 },
      repeal: { perYear: 0.1 },
    },
  },
});

const rival = makeWorld({
  seed: 'statistics',
  cities: count,
  end: 15,
  attributes: { orientation: spread(1.3).map((value) => 0.6 * value) },
  policies: {
    welcome: { declare: { perYear: 0.06, orientation: 1 } },
    refuse: { direction: -1, declare: { perYear: 0.04, orientation: 1 } },
  },
});

function historyRows(world: World, layout: HistoryLayout): { columns: string[]; rows: Cell[][] } {
  const histories = createEventHistories(world, layout, (_, { name }) => name === 'declare');
  const { history } = histories.run(0);
  const { terms } = histories.parts[0];
  const columns = ['city', 'spell', 'time0', 'time1', 'event', ...terms.map((at) => histories.columns[at])];
  const rows = Array.from({ length: history.count }, (_, row): Cell[] => [
    world.cities.ids[history.city[row]],
    history.spell[row],
    history.time0[row],
    history.time1[row],
    history.event[row],
    ...terms.map((at) => history.values[at][row]),
  ]);
  return { columns, rows };
}

for (const layout of ['intervals', 'years'] as const) {
  const { columns, rows } = historyRows(spreading, layout);
  writeCsv(join(folder, `${layout}.csv`), rows, columns);
}

// The first policy that a city takes up, of two, by quarter, so that times tie; cause 0: none by the end.
const { trajectory } = createEventHistories(rival, 'years').run(0);
const first = new Map<number, [time: number, cause: number]>();
for (let event = 0; event < trajectory.count; event++) {
  const city = trajectory.city[event];
  if (!first.has(city))
    first.set(city, [Math.ceil(4 * trajectory.time[event]) / 4, 1 + trajectory.subject[event]]);
}
const orientation = rival.cities.attributes.orientation!;
writeCsv(
  join(folder, 'first.csv'),
  Array.from({ length: count }, (_, i) => [
    i,
    ...(first.get(i) ?? [15 - (i % 5), 0]),
    orientation[i] < -0.3 ? 'left' : orientation[i] < 0.3 ? 'middle' : 'right',
  ]),
  ['city', 'time', 'cause', 'group'],
);
