/** `compare`: scenarios on common resistances into one folder. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { groupsOf } from '../../analysis/group.js';
import { outcomeTable } from '../../analysis/outcome.js';
import { csvText, writeCsv } from '../../io/csv.js';
import { writePaperTable } from '../../io/writePaperTable.js';
import { mechanismsUsed } from '../../model/clock.js';
import { mechanisms } from '../../model/mechanisms/index.js';
import { resolveGroups } from '../../scenario/build/resolveGroups.js';
import { copyInputs } from '../copyInputs.js';
import type { Draw } from '../drawing/draw.js';
import { eventColumns, mechanismColumns, seriesColumns } from '../replicateTables.js';
import { replicateWork, writeWorld } from '../runScenario.js';
import { type Conditions, type UndertakingOutcome, undertake } from '../undertaking.js';
import { cityRows, membershipRows, tieRows } from '../worldTables.js';
import {
  adoptionColumns,
  type ComparisonBatch,
  type ComparisonTask,
  type ComparisonWork,
} from './comparisonTables.js';
import { counterfactualFault, writeCounterfactuals } from './counterfactual.js';
import { differenceColumns, differenceRow, differencesOf, differenceTable } from './differences.js';
import type { Comparison } from './prepareComparison.js';

export interface ComparisonOptions extends Conditions {
  readonly comparison: Comparison;
  /** Whether the tables with many rows a replicate are written as Parquet too. */
  readonly parquet?: boolean;
  /** Draws the figures; left out: none. */
  readonly draw?: Draw<'compare'>;
}

export const COMPARISON_FILE = 'comparison.yaml';

/**
 * Runs what is left to run: the scenarios one after the other, each with all its replicates.
 * @throws InputError where the folder holds another study, TaskError where a replicate fails, RunError where
 * the folder cannot be written. What was computed before stays.
 */
export function runComparison(options: ComparisonOptions): Promise<UndertakingOutcome> {
  const { comparison, folder, parquet = false } = options;
  const { studies, replicates, identity } = comparison;
  const [baseline] = studies;
  const ids = studies.map(({ id }) => id);
  const used = new Set(studies.flatMap(({ world }) => mechanismsUsed(world)));
  const columns = mechanisms.flatMap(({ id }) => (used.has(id) ? [id] : []));
  const events = studies.some(({ loaded }) => loaded.scenario.observe.events);
  const withCities = counterfactualFault(comparison) === null;
  const { scenario } = baseline.loaded;
  const outcomes = outcomeTable(
    baseline.world,
    groupsOf(baseline.world, {
      by: scenario.observe.by,
      groups: resolveGroups(scenario, baseline.world.cities),
    }),
    scenario.observe.outcomes,
  ).columns;
  const large = {
    'series.csv': seriesColumns,
    ...(events ? { 'events.csv': [...eventColumns, ...mechanismColumns(columns)] } : {}),
    ...(withCities ? { 'adoptions.csv': adoptionColumns } : {}),
  };

  return undertake<ComparisonWork, ComparisonTask, ComparisonBatch>(
    {
      identity,
      tables: { 'runs.csv': ['scenario', 'replicate', 'seed', ...outcomes], ...large },
      large: [...Object.keys(large), ...(withCities ? ['counterfactual.csv'] : [])],
      parquet,
      worker: 'comparison',
      work: { scenarios: studies.map((study) => ({ ...replicateWork(study), mechanisms: columns })) },
      taskCount: studies.length * replicates,
      task: (number) => ({ scenario: Math.floor(number / replicates), replicate: number % replicates }),
      rows: (batch) => ({
        'runs.csv': batch.runs,
        'series.csv': batch.series,
        ...(events ? { 'events.csv': batch.events } : {}),
        ...(withCities ? { 'adoptions.csv': batch.adoptions } : {}),
      }),
      facts: {
        kind: 'compare',
        comparison: comparison.id,
        scenario: ids,
        resolved: Object.fromEntries(studies.map(({ id, loaded }) => [id, loaded.resolved])),
        seed: comparison.seed,
        replicates,
        inputs: comparison.files.map(({ name, sha256 }) => ({ file: `inputs/${name}`, sha256 })),
      },
      // Of each scenario; those of the last to be finished.
      replicatesDone: (tasks) => Math.max(0, tasks - (studies.length - 1) * replicates),
      draws: options.draw !== undefined,
      begin() {
        copyInputs(comparison.files, folder);
        writeFileSync(join(folder, COMPARISON_FILE), comparison.comparisonYaml);
        writeScenarios(comparison, folder);
      },
      async end() {
        const differences = differencesOf(comparison, folder);
        writeCsv(join(folder, 'differences.csv'), differences.map(differenceRow), differenceColumns);
        writePaperTable(join(folder, 'tables'), 'differences', differenceTable(comparison, differences));
        const cities = withCities ? writeCounterfactuals(comparison, folder) : [];
        await options.draw?.(
          { comparison, folder, differences, cities },
          { identity, command: options.remake ?? '' },
        );
        return {};
      },
    },
    options,
  );
}

/** The scenarios; cities, ties and memberships of the baseline, and those of the others where they differ. */
function writeScenarios({ studies, yaml }: Comparison, folder: string): void {
  const [baseline, ...others] = studies;
  mkdirSync(join(folder, 'scenarios'), { recursive: true });
  studies.forEach(({ id }, k) => {
    writeFileSync(join(folder, 'scenarios', `${id}.yaml`), yaml[k]);
  });
  writeWorld(baseline.world, folder);
  for (const { id, world } of others) {
    for (const [name, rows] of [
      ['cities.csv', cityRows],
      ['ties.csv', tieRows],
      ['memberships.csv', membershipRows],
    ] as const) {
      const text = csvText(...rows(world));
      if (text === csvText(...rows(baseline.world))) continue;
      mkdirSync(join(folder, 'scenarios', id), { recursive: true });
      writeFileSync(join(folder, 'scenarios', id, name), text);
    }
  }
}
