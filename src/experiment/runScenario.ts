/** `run`: the replicates of one scenario into a run folder. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Of } from '../io/checksum.js';
import { writeCsv } from '../io/csv.js';
import { createSimulator } from '../model/simulate.js';
import type { World } from '../model/world.js';
import { copyInputs } from './copyInputs.js';
import type { Draw } from './drawing/draw.js';
import { finishedRun } from './drawing/run/finishedRun.js';
import { type ReplicateBatch, type ReplicateWork, tableColumns } from './replicateTables.js';
import { shareArrays } from './shareArrays.js';
import type { Study } from './study.js';
import { SCENARIO_FILE } from './studyOfRun.js';
import { type Conditions, type UndertakingOutcome, undertake } from './undertaking.js';
import { cityRows, membershipRows, tieRows } from './worldTables.js';

export interface RunOptions extends Conditions {
  readonly study: Study;
  /** Draws the figures of the finished folder; left out: none. */
  readonly draw?: Draw<'run'>;
  /** Whether the tables with many rows a replicate are written as Parquet too. */
  readonly parquet?: boolean;
  /** This replicate alone. */
  readonly only?: number;
}

export interface RunOutcome extends UndertakingOutcome {
  readonly replicatesDone: number;
}

/** Identity of a run: the study's, or that of one of its replicates alone. */
export const runIdentity = (study: Study, only?: number): string =>
  only === undefined ? study.identity : sha256Of(`${study.identity} replicate ${only}`);

/** What the threads get of a study. */
export function replicateWork({ id, loaded, inputs, world }: Study): ReplicateWork {
  const shared = loaded.scenario.cities.perReplicate ? null : shareArrays(world);
  return {
    scenarioId: id,
    inputs: shared ? { ...inputs, cities: null, ties: null } : inputs,
    world: shared,
  };
}

/**
 * Runs what is left to run.
 * @throws InputError where the folder holds another study, TaskError where a replicate fails, RunError where
 * the folder cannot be written. What was computed before stays.
 */
export async function runScenario(options: RunOptions): Promise<RunOutcome> {
  const { study, folder, only, parquet = false } = options;
  const { loaded, world } = study;
  const { scenario } = loaded;
  const work = { ...replicateWork(study), designs: true };
  const columns = tableColumns(work, world);
  const replicates = only === undefined ? scenario.replicates : 1;
  const number = (task: number): number => only ?? task;
  const identity = runIdentity(study, only);
  /** Jurisdiction-steps whose pressure was cut at -1 or 1, over so many replicates. */
  let saturated = 0;
  let counted = 0;
  const large = {
    'series.csv': columns.series,
    ...(scenario.observe.events ? { 'events.csv': columns.events } : {}),
    ...(scenario.feedback.design ? { 'designs.csv': columns.designs } : {}),
  };
  const outcome = await undertake<ReplicateWork, number, ReplicateBatch>(
    {
      identity,
      tables: { 'runs.csv': columns.runs, ...large },
      large: Object.keys(large),
      parquet,
      worker: 'replicates',
      work,
      taskCount: replicates,
      task: number,
      rows: (batch) => {
        saturated += batch.cuts;
        counted += batch.count;
        return {
          'runs.csv': batch.runs,
          'series.csv': batch.series,
          ...(scenario.observe.events ? { 'events.csv': batch.events } : {}),
          ...(scenario.feedback.design ? { 'designs.csv': batch.designs } : {}),
        };
      },
      facts: {
        kind: 'run',
        scenario: study.id,
        resolved: loaded.resolved,
        seed: scenario.seed,
        replicates,
        ...(only === undefined ? {} : { replicate: only }),
        inputs: study.files.map(({ name, sha256 }) => ({ file: `inputs/${name}`, sha256 })),
      },
      draws: options.draw !== undefined,
      begin() {
        copyInputs(study.files, folder);
        writeFileSync(join(folder, SCENARIO_FILE), study.yaml);
        writeWorld(world, folder);
      },
      async end() {
        await options.draw?.(finishedRun(folder, study), { identity, command: options.remake ?? '' });
        // Of what was done before a resume they are counted again.
        const { run } = createSimulator(world, { explain: false });
        for (let task = 0; task < replicates - counted; task++) saturated += run(number(task)).cuts;
        return { saturatedSteps: saturated };
      },
    },
    options,
  );
  return { ...outcome, replicatesDone: outcome.tasksDone };
}

/** What was simulated. */
export function writeWorld(world: World, folder: string): void {
  writeCsv(join(folder, 'cities.csv'), ...cityRows(world));
  writeCsv(join(folder, 'ties.csv'), ...tieRows(world));
  writeCsv(join(folder, 'memberships.csv'), ...membershipRows(world));
}
