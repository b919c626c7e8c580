/** The tables of `analyze`: long, one observation a row, empty where undefined. */
import { join } from 'node:path';
import type { Diffusion } from '../analysis/diffusion.js';
import type { Cell } from '../io/csv.js';
import { type CsvFile, openCsv } from '../io/csvFile.js';

/** Says that a folder holds the results of `analyze`, and how they were made. */
export const ANALYSIS_FILE = 'analysis.json';

/** Which adoption a row is about. */
export interface DiffusionKey {
  /** Columns of a simulation alone. */
  readonly run: { readonly scenario: string; readonly replicate: number } | null;
  readonly policy: string;
  /** declared, implemented, joined; null where none is told. */
  readonly stage: string | null;
}

/** Columns after those of the key, by file. */
const columns = {
  'adoption.csv': ['time', 'atRisk', 'adopted', 'cumulative', 'share', 'low', 'high', 'rate', 'hazard'],
  'nodes.csv': [
    'node',
    'adoptedAt',
    'threshold',
    'thresholdLag1',
    'thresholdIncoming',
    'infectiousness',
    'susceptibility',
    'category',
    'thresholdCategory',
  ],
  'exposure.csv': [
    'node',
    'time',
    'adopted',
    'exposure',
    'exposureIncoming',
    'exposureValued',
    'adoptedPeers',
  ],
  'moran.csv': ['weights', 'time', 'observed', 'expected', 'sd', 'z'],
  'tests.csv': ['test', 'nodes', 'observed', 'expected', 'sd', 'z', 'permutations', 'p'],
} as const;

type TableName = keyof typeof columns;

export interface DiffusionTables {
  /** `statistics`: all of the adoption, the same names each time. */
  write(
    key: DiffusionKey,
    ids: readonly string[],
    diffusion: Diffusion,
    statistics: { readonly [name: string]: number },
  ): void;
  close(): void;
  readonly files: readonly string[];
}

export interface DiffusionTablesOptions {
  readonly folder: string;
  readonly permutations: number;
  /** Whether the exposure of each node at each moment is written, the largest table. */
  readonly exposure: boolean;
  readonly simulated: boolean;
}

/** Opens the tables; statistics.csv, whose columns are those of the first row, with the first row. */
export function openDiffusionTables(options: DiffusionTablesOptions): DiffusionTables {
  const { folder, permutations, simulated } = options;
  const keyColumns = simulated ? ['scenario', 'replicate', 'policy', 'stage'] : ['policy'];
  const names = (Object.keys(columns) as TableName[]).filter(
    (name) => options.exposure || name !== 'exposure.csv',
  );
  const open = new Map<string, CsvFile>(
    names.map((name) => [name, openCsv(join(folder, name), [...keyColumns, ...columns[name]])]),
  );
  let statistics: { readonly file: CsvFile; readonly names: readonly string[] } | null = null;
  return {
    files: [...names, 'statistics.csv'],
    write(key, ids, diffusion, numbers) {
      const lead: Cell[] =
        key.run === null ? [key.policy] : [key.run.scenario, key.run.replicate, key.policy, key.stage];
      statistics ??= {
        names: Object.keys(numbers),
        file: openCsv(join(folder, 'statistics.csv'), [...keyColumns, ...Object.keys(numbers)]),
      };
      statistics.file.write([[...lead, ...statistics.names.map((name) => numbers[name])]]);
      for (const name of names) open.get(name)!.write(rows[name](lead, diffusion, ids, permutations));
    },
    close() {
      for (const file of open.values()) file.close();
      statistics?.file.close();
    },
  };
}

type Rows = (
  lead: readonly Cell[],
  diffusion: Diffusion,
  ids: readonly string[],
  permutations: number,
) => Iterable<readonly Cell[]>;

const rows: { readonly [name in TableName]: Rows } = {
  *'adoption.csv'(lead, { adoption, course }) {
    for (const [k, time] of adoption.times.entries())
      yield [
        ...lead,
        time,
        course.atRisk[k],
        course.adopted[k],
        course.cumulative[k],
        course.share[k],
        course.low[k],
        course.high[k],
        course.rate[k],
        course.hazard[k],
      ];
  },
  *'nodes.csv'(lead, { nodes }, ids) {
    for (const [i, id] of ids.entries())
      yield [
        ...lead,
        id,
        nodes.adoptedAt[i],
        nodes.threshold?.[i],
        nodes.thresholdLag1?.[i],
        nodes.thresholdIncoming?.[i],
        nodes.infectiousness?.[i],
        nodes.susceptibility?.[i],
        nodes.category[i],
        nodes.thresholdCategory[i],
      ];
  },
  *'exposure.csv'(lead, { adoption, exposures }, ids) {
    if (!exposures) return;
    const { exposure, incoming, valued, peers } = exposures();
    const { times, period } = adoption;
    for (const [i, id] of ids.entries()) {
      for (const [k, time] of times.entries()) {
        const at = i * times.length + k;
        const adopted = period[i] >= 0 && period[i] <= k ? 1 : 0;
        yield [...lead, id, time, adopted, exposure[at], incoming[at], valued?.[at], peers[at]];
      }
    }
  },
  *'moran.csv'(lead, { moran, adoption }) {
    // Where all or none have adopted there is nothing to correlate.
    for (const { weights, overTime } of moran)
      for (const [k, { observed, expected, sd, z }] of overTime.entries())
        yield [...lead, weights, adoption.times[k], Number.isNaN(sd) ? null : observed, expected, sd, z];
  },
  *'tests.csv'(lead, { tests }, _, permutations) {
    for (const { test, nodes, observed, expected, sd, z, p } of tests)
      yield [...lead, test, nodes, observed, expected, sd, z, Number.isNaN(p) ? null : permutations, p];
  },
};
