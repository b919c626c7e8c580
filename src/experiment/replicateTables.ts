/** One replicate as rows of the public tables: runs.csv, series.csv, events.csv and designs.csv. */
import { type DesignTable, designTable } from '../analysis/designDrift.js';
import { type Group, groupsOf } from '../analysis/group.js';
import { outcomeTable } from '../analysis/outcome.js';
import { type SeriesTable, seriesTable } from '../analysis/series.js';
import { type Cell, csvChunks } from '../io/csv.js';
import { mechanismsUsed } from '../model/clock.js';
import { routeOf } from '../model/route.js';
import { createSimulator } from '../model/simulate.js';
import type { Trajectory } from '../model/trajectory.js';
import type { World } from '../model/world.js';
import { type Built, buildWorld } from '../scenario/build/buildWorld.js';
import type { Inputs } from '../scenario/build/inputs.js';
import { resolveGroups } from '../scenario/build/resolveGroups.js';

/** What a thread gets: the world all replicates share, or what it takes to draw one for each. */
export interface ReplicateWork {
  /** The file's stem: column `scenario`. */
  readonly scenarioId: string;
  readonly inputs: Inputs;
  /** null: drawn anew in each replicate. */
  readonly world: World | null;
  /** Columns of events.csv after the common ones; default: the mechanisms that have a coefficient here. */
  readonly mechanisms?: readonly string[];
  /** Whether designs.csv is asked for, where the scenario has designs; default: not. */
  readonly designs?: boolean;
}

/** UTF-8 CSV without header, in pieces. */
export interface ReplicateRows {
  readonly runs: readonly Uint8Array[];
  readonly series: readonly Uint8Array[];
  readonly events: readonly Uint8Array[];
  readonly designs: readonly Uint8Array[];
  /** Jurisdiction-steps whose pressure was cut at -1 or 1. */
  readonly cuts: number;
}

/** What came of a batch of replicates, in their order. */
export interface ReplicateBatch {
  readonly runs: Uint8Array;
  readonly series: Uint8Array;
  readonly events: Uint8Array;
  readonly designs: Uint8Array;
  /** Replicates in the batch. */
  readonly count: number;
  /** Jurisdiction-steps whose pressure was cut at -1 or 1, over the batch. */
  readonly cuts: number;
}

export const eventColumns = [
  'scenario',
  'replicate',
  'time',
  'city',
  'policy',
  'transition',
  'from',
  'to',
  'source',
  'generation',
  'spell',
  'route',
  'logHazard',
  'baseline',
  'preemption',
] as const;

/**
 * Mechanisms with a column of their own in events.csv. What laws add is one column, `preemption`: ln(1 - force) where they
 * hinder taking a policy up, and the part of the mechanism of that name where they hasten its repeal.
 */
export const mechanismColumns = (mechanisms: readonly string[]): readonly string[] =>
  mechanisms.filter((id) => id !== 'preemption');

export const seriesColumns = [
  'scenario',
  'replicate',
  'time',
  'policy',
  'group',
  'cities',
  'declared',
  'implemented',
  'pressure',
] as const;

export const designColumns = [
  'scenario',
  'replicate',
  'time',
  'policy',
  'standing',
  'generation',
  'cities',
  'fromIdeal',
  'fromOrigin',
  'apart',
] as const;

/** Sees each trajectory before it is forgotten. */
export type Watch = (trajectory: Trajectory, world: World) => void;

type Rows = (replicate: number, watch?: Watch) => ReplicateRows;

function tablesOf({ scenarioId, inputs, mechanisms, designs }: ReplicateWork, built: World): Rows {
  const { scenario } = inputs;
  const drift = designs ? designTable(built) : null;
  const world = drift ? { ...built, snapshots: ordered([...built.snapshots, ...drift.times]) } : built;
  const groups: Group[] = groupsOf(world, {
    by: scenario.observe.by,
    groups: resolveGroups(scenario, world.cities),
  });
  const outcomes = outcomeTable(world, groups, scenario.observe.outcomes);
  const series = seriesTable(world, groups, scenario.observe.every);
  // Reasons and sources cost time: only where events are written, or an outcome or designs read who copied whom.
  const explain = scenario.observe.events || outcomes.needsLineage || drift !== null;
  const simulator = createSimulator(world, { explain });
  return (replicate, watch) => {
    const trajectory = simulator.run(replicate);
    watch?.(trajectory, world);
    const values = outcomes.values(trajectory);
    return {
      runs: [...csvChunks([[scenarioId, replicate, world.seed, ...values]])],
      series: [...csvChunks(seriesRows(scenarioId, world, groups, series, trajectory))],
      events: scenario.observe.events
        ? [...csvChunks(eventRows(scenarioId, world, trajectory, mechanisms))]
        : [],
      designs: drift ? [...csvChunks(designRows(scenarioId, world, drift, trajectory))] : [],
      cuts: trajectory.cuts,
    };
  };
}

const ordered = (times: readonly number[]): number[] => [...new Set(times)].sort((a, b) => a - b);

/** Rows of series.csv, in the order of time, subject, group. */
function* seriesRows(
  scenarioId: string,
  world: World,
  groups: readonly Group[],
  series: SeriesTable,
  trajectory: Trajectory,
): Generator<Cell[]> {
  const { cities, declared, implemented, pressure } = series.columns(trajectory);
  let at = 0;
  for (let t = 0; t < series.times.length; t++) {
    for (const { id } of world.subjects) {
      for (let g = 0; g < groups.length; g++, at++) {
        yield [
          scenarioId,
          trajectory.replicate,
          series.times[t],
          id,
          groups[g].name,
          cities[at],
          declared[at],
          implemented[at],
          pressure[t * groups.length + g],
        ];
      }
    }
  }
}

/** Rows of events.csv, with a column for each mechanism: 0 where it has no coefficient. */
function* eventRows(
  scenarioId: string,
  world: World,
  trajectory: Trajectory,
  columns = trajectory.mechanisms,
): Generator<Cell[]> {
  const width = trajectory.mechanisms.length;
  const places = mechanismColumns(columns).map((mechanism) => trajectory.mechanisms.indexOf(mechanism));
  const hastening = trajectory.mechanisms.indexOf('preemption');
  for (let event = 0; event < trajectory.count; event++) {
    const subject = world.subjects[trajectory.subject[event]];
    const transition = trajectory.transition[event];
    const given = transition < 0;
    const entered = trajectory.to[event] > trajectory.from[event];
    const source = trajectory.source[event];
    const generation = trajectory.generation[event];
    const explained = !Number.isNaN(trajectory.logHazard[event]);
    const row: Cell[] = [
      scenarioId,
      trajectory.replicate,
      trajectory.time[event],
      world.cities.ids[trajectory.city[event]],
      subject.id,
      given ? (entered ? 'join' : 'leave') : subject.transitions[transition].name,
      trajectory.from[event],
      trajectory.to[event],
      source < 0 ? null : world.cities.ids[source],
      generation < 0 ? null : generation,
      given ? null : trajectory.spell[event],
      explained && trajectory.transition[event] >= 0 && subject.transitions[transition].name === 'join'
        ? routeOf(trajectory, event)
        : null,
      trajectory.logHazard[event],
      trajectory.baseline[event],
      trajectory.preemption[event] +
        (explained && hastening >= 0 ? trajectory.contributions[event * width + hastening] : 0),
    ];
    for (const m of places) {
      row.push(!explained ? null : m < 0 ? 0 : trajectory.contributions[event * width + m]);
    }
    yield row;
  }
}

/** Rows of designs.csv, in the order of time, policy, standing, generation. */
function* designRows(
  scenarioId: string,
  { subjects }: World,
  drift: DesignTable,
  trajectory: Trajectory,
): Generator<Cell[]> {
  for (const cell of drift.cells(trajectory)) {
    const { time, policy, standing, generation, cities, fromIdeal, fromOrigin, apart } = cell;
    const what = [time, subjects[policy].id, standing, generation, cities];
    yield [scenarioId, trajectory.replicate, ...what, fromIdeal, fromOrigin, apart];
  }
}

/** Columns of the tables, from a world of the scenario. */
export function tableColumns(work: ReplicateWork, world: World) {
  const { scenario } = work.inputs;
  const groups = groupsOf(world, {
    by: scenario.observe.by,
    groups: resolveGroups(scenario, world.cities),
  });
  const outcomes = outcomeTable(world, groups, scenario.observe.outcomes).columns;
  return {
    outcomes,
    runs: ['scenario', 'replicate', 'seed', ...outcomes],
    series: [...seriesColumns],
    events: [...eventColumns, ...mechanismColumns(mechanismsUsed(world))],
    designs: [...designColumns],
  };
}

/** Runs replicates of the work: worlds are shared, or drawn for each. */
export function replicateRunner(work: ReplicateWork): Rows {
  if (work.world) return tablesOf(work, work.world);
  return (replicate, watch) => {
    const built: Built = buildWorld(work.inputs, replicate);
    return tablesOf(work, built.world)(replicate, watch);
  };
}
