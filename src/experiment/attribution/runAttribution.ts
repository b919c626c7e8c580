/** `attribute`: a scenario with every wanted set of its mechanisms off, into one folder with the shares. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { columnsOf } from '../../analysis/measure.js';
import { measureByName } from '../../analysis/measures/index.js';
import { type Cell, writeCsv } from '../../io/csv.js';
import { writePaperTable } from '../../io/writePaperTable.js';
import { copyInputs } from '../copyInputs.js';
import type { Draw } from '../drawing/draw.js';
import { replicateWork, writeWorld } from '../runScenario.js';
import { SCENARIO_FILE } from '../studyOfRun.js';
import { type Conditions, type UndertakingOutcome, undertake } from '../undertaking.js';
import { attributed } from './attributed.js';
import {
  type AttributionBatch,
  type AttributionTask,
  type AttributionWork,
  adoptionColumns,
  directColumns,
  variantColumns,
} from './attributionTables.js';
import type { Attribution } from './prepareAttribution.js';
import { effectCells, shareColumns, shareRows, shareTable } from './shareTable.js';

export interface AttributionOptions extends Conditions {
  readonly attribution: Attribution;
  /** Draws the figures; left out: none. */
  readonly draw?: Draw<'attribute'>;
}

/**
 * Runs what is left to run: variant after variant, each with all its replicates.
 * @throws InputError where the folder holds another study, TaskError where a replicate fails, RunError where
 * the folder cannot be written. What was computed before stays.
 */
export function runAttribution(options: AttributionOptions): Promise<UndertakingOutcome> {
  const { attribution, folder } = options;
  const { study, variants, mechanisms, times, plan, identity } = attribution;
  const { scenario, resolved } = study.loaded;
  const { replicates } = scenario;
  const outcomes = scenario.observe.outcomes.flatMap(({ column, measure }) =>
    columnsOf(measureByName(measure), column),
  );
  return undertake<AttributionWork, AttributionTask, AttributionBatch>(
    {
      identity,
      tables: {
        'runs.csv': [...variantColumns, ...outcomes],
        'adoptions.csv': [...adoptionColumns, ...mechanisms],
        ...(plan.direct > 0 ? { 'direct.csv': [...directColumns] } : {}),
      },
      worker: 'attribution',
      work: { work: replicateWork(study), variants, mechanisms, directCities: plan.direct },
      taskCount: attributionTasks(attribution),
      task(number) {
        const variant = Math.floor(number / replicates);
        const replicate = number % replicates;
        return variant < variants.length
          ? { variant, replicate }
          : { direct: variant - variants.length, replicate };
      },
      rows: ({ runs, adoptions, direct }) => ({
        'runs.csv': runs,
        'adoptions.csv': adoptions,
        ...(plan.direct > 0 ? { 'direct.csv': direct } : {}),
      }),
      facts: {
        kind: 'attribute',
        scenario: study.id,
        resolved,
        plan,
        seed: scenario.seed,
        replicates,
        inputs: study.files.map(({ name, sha256 }) => ({ file: `inputs/${name}`, sha256 })),
      },
      replicatesDone: (tasks) => Math.max(0, tasks - (attributionTasks(attribution) - replicates)),
      draws: options.draw !== undefined,
      begin() {
        copyInputs(study.files, folder);
        writeFileSync(join(folder, SCENARIO_FILE), study.yaml);
        writeWorld(study.world, folder);
        writeCsv(
          join(folder, 'variants.csv'),
          variants.map((off, at): Cell[] => [at, off.join(' ')]),
          ['variant', 'off'],
        );
      },
      async end() {
        const found = attributed(attribution, folder);
        writeCsv(join(folder, 'shares.csv'), shareRows(found.shares), shareColumns);
        writeCsv(
          join(folder, 'mechanisms.csv'),
          found.shares.mechanisms.map(({ mechanism, butFor }, m): Cell[] => [
            mechanism,
            attribution.groups.find((group) => group.mechanisms.includes(mechanism))?.name ?? null,
            ...effectCells(butFor),
            found.contributions[m].mean,
            ...found.direct
              .slice(m, m + 1)
              .flatMap((own) => [...effectCells(own.direct), ...effectCells(own.butFor)]),
          ]),
          [
            ...['mechanism', 'group', 'butFor', 'low', 'high', 'contribution'],
            ...(plan.direct > 0 ? directEffectColumns : []),
          ],
        );
        if (times.length > 0)
          writeCsv(
            join(folder, 'course.csv'),
            found.course.flatMap(({ time, shares }) => [
              ...shares.groups.map(({ group, shapley, butFor }): Cell[] => [
                time,
                group,
                ...effectCells(shapley),
                ...effectCells(butFor),
              ]),
              [time, 'total', ...effectCells(shares.total), ...effectCells(shares.total)] as Cell[],
            ]),
            ['time', 'group', 'shapley', 'low', 'high', 'butFor', 'butForLow', 'butForHigh'],
          );
        writePaperTable(join(folder, 'tables'), 'shares', shareTable(attribution, found));
        await options.draw?.({ attribution, folder, found }, { identity, command: options.remake ?? '' });
        return {};
      },
    },
    options,
  );
}

const directEffectColumns = [
  'direct',
  'directLow',
  'directHigh',
  'butForCities',
  'butForCitiesLow',
  'butForCitiesHigh',
];

/** Runs of every variant, and of every mechanism that is taken from single cities. */
export function attributionTasks({ variants, mechanisms, plan, study }: Attribution): number {
  const { replicates } = study.loaded.scenario;
  return (variants.length + (plan.direct > 0 ? mechanisms.length : 0)) * replicates;
}
