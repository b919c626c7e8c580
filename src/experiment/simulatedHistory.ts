/** The event history of a run, simulated again from its folder: rows for a table, and rows to fit. */
import { dyadsOf } from '../analysis/dyads.js';
import { createEventHistories, type EventHistory, type HistoryLayout } from '../analysis/eventHistory.js';
import type { Cell } from '../io/csv.js';
import { type Manifest, manifestOf } from '../io/manifest.js';
import { createSimulator } from '../model/simulate.js';
import type { World } from '../model/world.js';
import { buildWorld } from '../scenario/build/buildWorld.js';
import { refusal } from '../scenario/problem.js';
import type { EventRows } from '../statistics/eventModel.js';
import { version } from '../version.js';
import type { Study } from './study.js';
import { studyOfRun } from './studyOfRun.js';

export type Layout = HistoryLayout | 'dyads';

/** What a run folder was made from. */
export interface RunOrigin {
  readonly study: Study;
  readonly manifest: Manifest;
  /** Replicates that the run has. */
  readonly replicates: readonly number[];
}

/**
 * Reads the scenario of a run folder again.
 * @throws InputError where the folder is no run of one scenario, or its scenario or inputs have changed.
 */
export async function runOrigin(folder: string): Promise<RunOrigin> {
  const manifest = manifestOf(folder, 'the folder of a run, or a CSV file');
  if (typeof manifest.scenario !== 'string')
    throw refusal(folder, 'this is not the run of one scenario', 'a folder of run');
  const study = await studyOfRun(folder, manifest);
  const only = manifest['replicate'];
  const sameVersion = manifest.tool.version === version;
  if (sameVersion && typeof only !== 'number' && study.identity !== manifest.identity)
    throw refusal(
      folder,
      'the scenario or an input is not what it was when the run was made',
      'the folder as run left it',
    );
  const count = manifest.replicates;
  const replicates = typeof only === 'number' ? [only] : Array.from({ length: count }, (_, r) => r);
  return { study, manifest, replicates };
}

/** A transition with its rows over all replicates. */
export interface HistoryTable {
  readonly policy: string;
  readonly transition: string;
  /** Covariates that the simulation itself uses, in the order of the columns. */
  readonly terms: readonly string[];
  readonly rows: EventRows;
  /** Units that have it behind them from the outset; left out of pairs. */
  readonly holders?: ReadonlySet<string>;
}

export interface SimulatedHistory {
  readonly tables: readonly HistoryTable[];
  readonly columns: readonly string[];
  /** Rows whose covariates changed within. */
  readonly approximate: number;
}

export interface HistoryRequest {
  readonly study: Study;
  readonly layout: Layout;
  readonly replicates: readonly number[];
  /** Whether a city's history of a transition ends with the first time that it happens. */
  readonly firstOnly: boolean;
  /** Whether a transition of a policy or network is wanted, by name. */
  readonly wanted: (policy: string, transition: string) => boolean;
  /** Takes the rows of the table, replicate by replicate; the header first. */
  readonly write: (rows: Iterable<readonly Cell[]>, columns: readonly string[] | undefined) => void;
}

const idColumns = [
  'scenario',
  'replicate',
  'city',
  'policy',
  'transition',
  'spell',
  'time0',
  'time1',
  'event',
];

/** Simulates the replicates once more, writes their event history, and keeps it for fitting. */
export function simulateHistory(request: HistoryRequest): SimulatedHistory {
  const { study, layout, replicates } = request;
  const { perReplicate } = study.loaded.scenario.cities;
  const worldOf = (replicate: number): World =>
    perReplicate ? buildWorld(study.inputs, replicate).world : study.world;
  return layout === 'dyads'
    ? simulateDyads(request, worldOf)
    : simulateRows({ ...request, layout }, worldOf, perReplicate ? null : replicates.length);
}

function simulateRows(
  request: HistoryRequest & { readonly layout: HistoryLayout },
  worldOf: (replicate: number) => World,
  shared: number | null,
): SimulatedHistory {
  const { study, layout, replicates, wanted, write, firstOnly } = request;
  const prepare = (world: World) =>
    createEventHistories(world, layout, (s, transition) => wanted(world.subjects[s].id, transition.name));
  let histories = prepare(study.world);
  const { columns, parts } = histories;
  const names = parts.map(({ subject, transition }) => ({
    policy: study.world.subjects[subject].id,
    transition: study.world.subjects[subject].transitions[transition].name as string,
  }));
  const gathered = parts.map(() => createGatherer(columns));
  const holders = parts.map(() => new Set<string>());
  const approximate = layout === 'years' ? ['approximate'] : [];
  let inexact = 0;
  write([], [...idColumns, ...approximate, ...columns, 'country']);
  for (const replicate of replicates) {
    const world = worldOf(replicate);
    if (shared === null) histories = prepare(world);
    const { history } = histories.run(replicate);
    const { count, city, part, spell, time0, time1, event, moment, values } = history;
    parts.forEach(({ subject, transition }, at) => {
      const { to } = world.subjects[subject].transitions[transition];
      world.cities.ids.forEach((id, i) => {
        const stage = world.initialStage[subject * world.cities.count + i];
        if (stage > 0 && stage >= to) holders[at].add(unitOf(replicate, id));
      });
    });
    const kept = firstOnly ? untilFirstEvent(history) : new Uint8Array(count).fill(1);
    write(cells(), undefined);
    for (let row = 0; row < count; row++) {
      if (kept[row] === 0) continue;
      inexact += history.approximate[row];
      const own = gathered[part[row]];
      const i = city[row];
      own.add({
        replicate,
        city: world.cities.ids[i],
        spell: spell[row],
        time0: time0[row],
        time1: time1[row],
        event: event[row],
        moment: moment[row],
        country: world.cities.countries[world.cities.country[i]],
        value: (column) => values[column][row],
      });
    }
    function* cells(): Generator<Cell[]> {
      for (let row = 0; row < count; row++) {
        if (kept[row] === 0) continue;
        const { policy, transition } = names[part[row]];
        const id = world.cities.ids[city[row]];
        const cell: Cell[] = [
          study.id,
          replicate,
          id,
          policy,
          transition,
          spell[row],
          time0[row],
          time1[row],
        ];
        cell.push(event[row]);
        if (layout === 'years') cell.push(history.approximate[row]);
        for (const column of values) cell.push(column[row]);
        cell.push(world.cities.countries[world.cities.country[city[row]]]);
        yield cell;
      }
    }
  }
  return {
    tables: parts.map(({ terms }, at) => ({
      ...names[at],
      terms: terms.map((column) => columns[column]),
      rows: gathered[at].rows(),
      holders: holders[at],
    })),
    columns: [...columns, 'country'],
    approximate: inexact,
  };
}

/** By row, which are in the order of city, part and time: 1 up to the first event of a city's part, 0 after it. */
function untilFirstEvent({ count, city, part, event }: EventHistory): Uint8Array {
  const kept = new Uint8Array(count);
  let over = false;
  for (let row = 0; row < count; row++) {
    if (row > 0 && (city[row] !== city[row - 1] || part[row] !== part[row - 1])) over = false;
    if (over) continue;
    kept[row] = 1;
    over = event[row] === 1;
  }
  return kept;
}

function simulateDyads(
  { study, replicates, wanted, write }: HistoryRequest,
  worldOf: (replicate: number) => World,
): SimulatedHistory {
  const subjects = study.world.subjects.flatMap(({ id, policy }, s) =>
    policy && wanted(id, 'declare') ? [s] : [],
  );
  let columns: readonly string[] = [];
  const gathered = new Map<number, ReturnType<typeof createGatherer>>();
  let simulator = createSimulator(study.world);
  for (const replicate of replicates) {
    const world = worldOf(replicate);
    if (world !== study.world) simulator = createSimulator(world);
    const trajectory = simulator.run(replicate);
    for (const subject of subjects) {
      const dyads = dyadsOf(world, trajectory, subject);
      if (columns.length === 0) {
        columns = dyads.columns;
        write(
          [],
          [
            'scenario',
            'replicate',
            'city',
            'peer',
            'policy',
            'time0',
            'time1',
            'event',
            'followed',
            ...columns,
          ],
        );
      }
      const policy = world.subjects[subject].id;
      const { ids, countries, country } = world.cities;
      function* cells(): Generator<Cell[]> {
        for (let row = 0; row < dyads.count; row++) {
          const names: Cell[] = [study.id, replicate, ids[dyads.city[row]], ids[dyads.peer[row]], policy];
          const values = dyads.values.map((column) => column[row]);
          yield [
            ...names,
            dyads.time0[row],
            dyads.time1[row],
            dyads.event[row],
            dyads.followed[row],
            ...values,
          ];
        }
      }
      write(cells(), undefined);
      const own = gathered.get(subject) ?? createGatherer(columns);
      gathered.set(subject, own);
      for (let row = 0; row < dyads.count; row++) {
        own.add({
          replicate,
          city: ids[dyads.city[row]],
          spell: 1,
          time0: dyads.time0[row],
          time1: dyads.time1[row],
          event: dyads.event[row],
          moment: NaN,
          country: countries[country[dyads.city[row]]],
          value: (column) => dyads.values[column][row],
        });
      }
    }
  }
  return {
    tables: [...gathered].map(([subject, own]) => ({
      policy: study.world.subjects[subject].id,
      transition: 'declare',
      terms: columns,
      rows: own.rows(),
    })),
    columns,
    approximate: 0,
  };
}

interface GatheredRow {
  readonly replicate: number;
  readonly city: string;
  readonly spell: number;
  readonly time0: number;
  readonly time1: number;
  readonly event: number;
  readonly moment: number;
  readonly country: string;
  readonly value: (column: number) => number;
}

const unitOf = (replicate: number, city: string): string => `${replicate} ${city}`;

/** Collects rows of one transition over replicates. */
function createGatherer(columns: readonly string[]) {
  const city: string[] = [];
  const unit: string[] = [];
  const replicate: string[] = [];
  const start: number[] = [];
  const time0: number[] = [];
  const time1: number[] = [];
  const event: number[] = [];
  const moment: number[] = [];
  const country: string[] = [];
  const values: number[][] = columns.map(() => []);
  const starts = new Map<string, number>();
  return {
    add(row: GatheredRow): void {
      const key = unitOf(row.replicate, row.city);
      const spell = `${key} ${row.spell}`;
      if (!starts.has(spell)) starts.set(spell, row.time0);
      city.push(row.city);
      unit.push(key);
      replicate.push(String(row.replicate));
      start.push(starts.get(spell)!);
      time0.push(row.time0);
      time1.push(row.time1);
      event.push(row.event);
      moment.push(row.moment);
      country.push(row.country);
      values.forEach((column, at) => {
        column.push(row.value(at));
      });
    },
    rows: (): EventRows => ({
      trendTime: Float64Array.from(time0),
      city,
      unit,
      replicate,
      start: Float64Array.from(start),
      time0: Float64Array.from(time0),
      time1: Float64Array.from(time1),
      event: Uint8Array.from(event),
      moment: Float64Array.from(moment),
      covariates: new Map<string, Float64Array | readonly string[]>([
        ...columns.map((name, at) => [name, Float64Array.from(values[at])] as const),
        ['country', country],
      ]),
    }),
  };
}
