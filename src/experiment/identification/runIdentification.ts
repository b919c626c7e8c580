/** `identify`: every cell of the laboratory, and how the estimators fare in it, into one folder. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeCsv } from '../../io/csv.js';
import { writePaperTable } from '../../io/writePaperTable.js';
import { copyInputs } from '../copyInputs.js';
import type { Draw } from '../drawing/draw.js';
import { replicateWork } from '../runScenario.js';
import { SCENARIO_FILE } from '../studyOfRun.js';
import { type Conditions, type UndertakingOutcome, undertake } from '../undertaking.js';
import { estimateColumns, type IdentificationTask, type IdentificationWork } from './estimateTables.js';
import {
  performanceCells,
  performanceColumns,
  performanceRows,
  performanceTable,
} from './performanceTables.js';
import type { Identification } from './prepareIdentification.js';

export const IDENTIFICATION_FILE = 'identification.yaml';
export const PERFORMANCE_FILE = 'performance.csv';
const ESTIMATES_FILE = 'estimates.csv';

export interface IdentificationOptions extends Conditions {
  readonly identification: Identification;
  /** Draws the figure; left out: none. */
  readonly draw?: Draw<'identify'>;
}

/**
 * Runs what is left to run, cell after cell.
 * @throws InputError where the folder holds another study, TaskError where a replicate fails, RunError where
 * the folder cannot be written. What was computed before stays.
 */
export function runIdentification(options: IdentificationOptions): Promise<UndertakingOutcome> {
  const { identification, folder } = options;
  const { base, cells, influence, estimators, replicates, identity } = identification;
  return undertake<IdentificationWork, IdentificationTask, Uint8Array>(
    {
      identity,
      tables: { [ESTIMATES_FILE]: [...estimateColumns] },
      worker: 'identification',
      work: {
        cells: cells.map(({ study, ...cell }) => ({ ...cell, ...replicateWork(study) })),
        policy: influence.policy,
        transition: influence.transition,
        mechanism: influence.mechanism,
        estimators,
      },
      taskCount: cells.length * replicates,
      task: (number) => ({ cell: Math.floor(number / replicates), replicate: number % replicates }),
      rows: (batch) => ({ [ESTIMATES_FILE]: batch }),
      facts: {
        kind: 'identify',
        identification: identification.id,
        scenario: base.id,
        resolved: base.loaded.resolved,
        seed: identification.seed,
        replicates,
        inputs: base.files.map(({ name, sha256 }) => ({ file: `inputs/${name}`, sha256 })),
      },
      replicatesDone: (tasks) => Math.max(0, tasks - (cells.length - 1) * replicates),
      draws: options.draw !== undefined,
      begin() {
        copyInputs(base.files, folder);
        writeFileSync(join(folder, IDENTIFICATION_FILE), identification.text);
        writeFileSync(join(folder, SCENARIO_FILE), base.yaml);
      },
      async end() {
        const rows = performanceRows(identification, join(folder, ESTIMATES_FILE));
        writeCsv(join(folder, PERFORMANCE_FILE), performanceCells(rows), performanceColumns);
        writePaperTable(join(folder, 'tables'), 'performance', performanceTable(identification, rows));
        await options.draw?.(
          { identification, folder, performance: rows },
          { identity, command: options.remake ?? '' },
        );
        return {};
      },
    },
    options,
  );
}
