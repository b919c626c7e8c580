/**
 * Runs points of a design. A run of a millisecond must not wait for a whole scenario to be read, checked, drawn and
 * built. So what points share is kept: cities and ties (ground.ts), the scenario of points that differ in coefficients
 * alone (coefficients.ts), and one simulator for all of them, which adopts the coefficients of one after the other.
 */
import { type OutcomeTable, outcomeTable } from '../../analysis/outcome.js';
import { nodeFiles } from '../../io/nodeFiles.js';
import { shapeOf } from '../../model/clock.js';
import { createSimulator, type Simulator } from '../../model/simulate.js';
import type { World } from '../../model/world.js';
import { registry } from '../../registry.js';
import { BuildError } from '../../scenario/build/buildError.js';
import { buildWorld } from '../../scenario/build/buildWorld.js';
import { checkScenario, type LoadedScenario } from '../../scenario/load.js';
import { InputError, pathText } from '../../scenario/problem.js';
import { plainOf } from '../../scenario/yamlTree.js';
import { checkedGroups } from '../checkedGroups.js';
import { hazardParameters, withCoefficients } from './coefficients.js';
import { type Ground, groundSource, type SharedGround } from './ground.js';
import { type PointSource, pointDocument } from './points.js';
import { recent } from './recent.js';

/** What a thread gets. */
export interface PointWork {
  readonly points: PointSource;
  /** Columns of the outcomes, which every point must have. */
  readonly columns: readonly string[];
  readonly ground: SharedGround;
}

export interface PointRunner {
  /** Outcomes of a replicate of a point, one a column. Rejects with what is wrong with the point, or with the run. */
  run(point: number, values: readonly unknown[], replicate: number): Promise<number[]>;
  /** Rejects with what is wrong with a point before it is run. */
  check(values: readonly unknown[]): Promise<void>;
  /** What other threads need not draw again; rejects as check does. */
  share(values: readonly unknown[]): Promise<SharedGround>;
}

/** What is wrong with a point or a run, in one line free of threads, times and places in files. */
export function pointFault(error: unknown): string {
  const lines =
    error instanceof InputError
      ? error.problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
      : error instanceof BuildError
        ? error.faults.map(({ path, message }) => `${pathText(path)}: ${message}`)
        : [error instanceof Error ? error.message : String(error)];
  return lines.join('; ').replace(/\s+/g, ' ');
}

/** What a point needs besides a simulator. */
interface Prepared {
  readonly world: World;
  readonly outcomes: OutcomeTable;
  /** Equal where one simulator will do. */
  readonly key: string;
}

/** Points that differ in numbers of log-hazards alone. */
interface Frame {
  readonly loaded: LoadedScenario;
  readonly stated: { readonly [key: string]: unknown };
}

interface Scene extends Ground {
  readonly outcomes: OutcomeTable;
}

/** Bytes of simulators that are kept, and of points. */
const SIMULATOR_ROOM = 64 * 2 ** 20;
const POINT_ROOM = 32 * 2 ** 20;
const FRAMES = 64;
const SCENE_ROOM = 64 * 2 ** 20;

export function pointRunner(work: PointWork): PointRunner {
  const { points, columns } = work;
  const ground = groundSource(work.ground);
  const hazards = hazardParameters(points.varied.map(({ path }) => path));
  const frames = recent<Frame>(FRAMES, () => 1);
  const scenes = recent<Scene>(SCENE_ROOM, ({ world }) => sceneWeight(world));
  const simulators = recent<{ readonly simulator: Simulator; readonly weight: number }>(
    SIMULATOR_ROOM,
    ({ weight }) => weight,
  );
  // Points come round once a replicate: the first ones stay, since the latest would go before they come again.
  const known = new Map<number, Prepared>();
  let room = POINT_ROOM;

  const loadedAt = (values: readonly unknown[]): LoadedScenario =>
    checkScenario(pointDocument(points, values), { files: nodeFiles, registry });

  /** Equal where points differ in numbers of log-hazards alone. */
  function frameKey(values: readonly unknown[]): string {
    const others = values.slice();
    for (const { index } of hazards) if (typeof values[index] === 'number') others[index] = 0;
    return JSON.stringify(others);
  }

  async function prepare(values: readonly unknown[], replicate: number): Promise<Prepared> {
    const key = frameKey(values);
    const changing = hazards.filter(({ index }) => typeof values[index] === 'number');
    let frame = frames.get(key);
    const scenario = frame && withCoefficients(frame.loaded.scenario, frame.stated, changing, values);
    if (!frame || !scenario) {
      const loaded = loadedAt(values);
      const stated = plainOf(loaded.document.root) as Frame['stated'];
      frame = frames.set(key, { loaded, stated });
    }
    const { loaded } = frame;
    const sceneKey = loaded.scenario.cities.perReplicate ? `${replicate} ${key}` : key;
    let scene = scenes.get(sceneKey);
    let world: World;
    if (scene && scenario) {
      const { cities } = scene.inputs.scenario;
      world = buildWorld({ ...scene.inputs, scenario: { ...scenario, cities } }, replicate).world;
    } else {
      // Without a scene, a frame of other coefficients is not yet this point's.
      const own = scenario ? { ...loaded, scenario } : loaded;
      const built = ground.build(own, await ground.read(own), replicate);
      scene = scenes.set(sceneKey, { ...built, outcomes: outcomesOf(own, built.world) });
      ({ world } = built);
    }
    // What was measured before was measured on the same cities, groups and start: coefficients do not enter.
    const { outcomes } = scene;
    return { world, outcomes, key: `${sceneKey} ${shapeOf(world.subjects)}` };
  }

  function simulatorOf({ world, outcomes, key }: Prepared): Simulator {
    const found = simulators.get(key);
    found?.simulator.adopt(world.subjects);
    return (
      found ??
      simulators.set(key, {
        simulator: createSimulator(world, { explain: outcomes.needsLineage }),
        weight: simulatorWeight(world),
      })
    ).simulator;
  }

  function outcomesOf({ scenario }: LoadedScenario, world: World): OutcomeTable {
    // What was observed is drawn beside runs; a sweep has no part in it.
    const groups = checkedGroups({ ...scenario, observed: [] }, world);
    const table = outcomeTable(world, groups, scenario.observe.outcomes);
    if (table.columns.join() !== columns.join())
      throw new Error(`its outcomes are ${table.columns.join(', ')}, not ${columns.join(', ')}`);
    return table;
  }

  async function prepared(point: number, values: readonly unknown[], replicate: number): Promise<Prepared> {
    const made = await prepare(values, replicate);
    const { perReplicate } = frames.get(frameKey(values))!.loaded.scenario.cities;
    const weight = pointWeight(made.world);
    if (!perReplicate && weight <= room) {
      room -= weight;
      known.set(point, made);
    }
    return made;
  }

  return {
    async run(point, values, replicate) {
      const own = known.get(point) ?? (await prepared(point, values, replicate));
      return own.outcomes.values(simulatorOf(own).run(replicate));
    },
    async check(values) {
      await prepare(values, 0);
    },
    async share(values) {
      const shared = await ground.share(loadedAt(values));
      await prepare(values, 0);
      return shared;
    },
  };
}

const clockCount = ({ subjects }: World): number =>
  subjects.reduce((sum, { transitions }) => sum + transitions.length, 0);

const simulatorWeight = (world: World): number =>
  20_000 +
  world.cities.count * (60 * clockCount(world) + 20 * world.subjects.length) +
  12 * (world.ties?.column.length ?? 0);

/** Its coefficients, and what it holds at the start; its cities and ties are kept elsewhere. */
const pointWeight = (world: World): number =>
  5_000 + 1_000 * clockCount(world) + world.initialStage.length * (world.initialSince ? 9 : 1);

/** Stages and groups; its cities and ties are kept elsewhere. */
const sceneWeight = ({ cities, subjects }: World): number =>
  50_000 + cities.count * (20 * subjects.length + 50);
