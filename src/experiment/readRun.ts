/** The replicates of a run folder, read back from its scenario and its events. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { rowsOf } from '../io/eachRow.js';
import { MANIFEST_FILE, type Manifest, manifestOf } from '../io/manifest.js';
import type { Trajectory } from '../model/trajectory.js';
import type { World } from '../model/world.js';
import { buildWorld } from '../scenario/build.js';
import { refusal } from '../scenario/problem.js';
import { version } from '../version.js';
import { refuseIncomplete } from './finishedManifest.js';
import { runIdentity } from './runScenario.js';
import type { Study } from './study.js';
import { SCENARIO_FILE, studyOfRun } from './studyOfRun.js';

export interface RunFolder {
  readonly study: Study;
  readonly manifest: Manifest;
  /** Numbers of the replicates that the folder holds, in order. */
  readonly replicates: readonly number[];
  readonly notes: readonly string[];
  /** The replicates of these numbers (ascending): what happened, as far as events.csv tells it. */
  trajectories(wanted: readonly number[]): Generator<{ world: World; trajectory: Trajectory }>;
}

/**
 * Opens the folder of a finished run.
 * @throws InputError where it is none, is not complete, keeps no events, or is not what its manifest says.
 */
export async function readRun(folder: string): Promise<RunFolder> {
  const manifest = manifestOf(folder, 'the folder of a run');
  const file = join(folder, MANIFEST_FILE);
  if (typeof manifest.scenario !== 'string')
    throw refusal(file, 'this is not the run of one scenario', 'a folder of run');
  refuseIncomplete(folder, manifest);
  const events = join(folder, 'events.csv');
  if (!existsSync(events))
    throw refusal(
      events,
      'the run kept no events (observe.events: false); run it again with --set observe.events=true',
      'the events of the run',
    );
  const study = await studyOfRun(folder, manifest);
  const only = typeof manifest['replicate'] === 'number' ? manifest['replicate'] : undefined;
  const sameTool = manifest.tool.version === version;
  if (sameTool && runIdentity(study, only) !== manifest.identity)
    throw refusal(
      join(folder, SCENARIO_FILE),
      'it, or an input beside it, is not what it was in the run',
      'the scenario and inputs of the run',
    );
  const replicates = only === undefined ? [...Array(manifest.replicates).keys()] : [only];
  return {
    study,
    manifest,
    replicates,
    notes: sameTool ? [] : [`made with fastpolicy ${manifest.tool.version}, read with ${version}`],
    trajectories(wanted) {
      const { perReplicate } = study.loaded.scenario.cities;
      return readTrajectories(events, wanted, (replicate) =>
        perReplicate ? buildWorld(study.inputs, replicate).world : study.world,
      );
    },
  };
}

const columns = ['replicate', 'time', 'city', 'policy', 'from', 'to', 'source', 'generation'];

interface EventRow {
  readonly time: number;
  readonly city: string;
  readonly policy: string;
  readonly from: number;
  readonly to: number;
  readonly source: string;
  readonly generation: string;
}

/** Trajectories of events.csv, one after the other; a replicate without events is one too. */
function* readTrajectories(
  path: string,
  wanted: readonly number[],
  worldOf: (replicate: number) => World,
): Generator<{ world: World; trajectory: Trajectory }> {
  let at = 0;
  let rows: EventRow[] = [];
  const finished = () => {
    const replicate = wanted[at++];
    const world = worldOf(replicate);
    const trajectory = trajectoryOf(world, replicate, rows);
    rows = [];
    return { world, trajectory };
  };
  for (const [number, time, city, policy, from, to, source, generation] of rowsOf(path, columns)) {
    const replicate = Number(number);
    while (at < wanted.length && wanted[at] < replicate) yield finished();
    if (at === wanted.length) return;
    if (wanted[at] !== replicate) continue;
    rows.push({ time: Number(time), city, policy, from: Number(from), to: Number(to), source, generation });
  }
  while (at < wanted.length) yield finished();
}

/** Its columns transition, spell, logHazard, baseline, preemption, contributions, pressure and snapshots are empty. */
function trajectoryOf(world: World, replicate: number, rows: readonly EventRow[]): Trajectory {
  const city = new Map(world.cities.ids.map((id, i) => [id, i]));
  const subject = new Map(world.subjects.map(({ id }, s) => [id, s]));
  return {
    replicate,
    count: rows.length,
    time: Float64Array.from(rows, (row) => row.time),
    city: Int32Array.from(rows, (row) => city.get(row.city)!),
    subject: Int32Array.from(rows, (row) => subject.get(row.policy)!),
    from: Uint8Array.from(rows, (row) => row.from),
    to: Uint8Array.from(rows, (row) => row.to),
    source: Int32Array.from(rows, (row) => (row.source === '' ? -1 : city.get(row.source)!)),
    generation: Int32Array.from(rows, (row) => (row.generation === '' ? -1 : Number(row.generation))),
    transition: new Int8Array(0),
    spell: new Int32Array(0),
    logHazard: new Float64Array(0),
    baseline: new Float64Array(0),
    preemption: new Float64Array(0),
    contributions: new Float64Array(0),
    mechanisms: [],
    pressure: new Float64Array(0),
    cuts: 0,
    snapshots: [],
  };
}
