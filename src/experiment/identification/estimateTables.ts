/** One replicate of one cell of the laboratory, as rows of estimates.csv: one an estimator. */
import { observeRisk } from '../../analysis/observedRisk.js';
import { type Cell, csvBytes } from '../../io/csv.js';
import { stream } from '../../model/random.js';
import { buildWorld } from '../../scenario/build/buildWorld.js';
import type { ReplicateWork } from '../replicateTables.js';
import { type Estimate, estimateOf } from './estimates.js';
import type { Estimator } from './identificationFile.js';

/** A cell: what confounds, how strong selection is, and what influence truly is. */
export interface IdentificationCell {
  readonly confounder: string;
  readonly selection: number;
  readonly influence: number;
}

export interface IdentificationWork {
  readonly cells: readonly (IdentificationCell & ReplicateWork)[];
  readonly policy: string;
  readonly transition: string;
  /** Whose term is the exposure. */
  readonly mechanism: string;
  readonly estimators: readonly Estimator[];
}

export interface IdentificationTask {
  /** Index into the cells. */
  readonly cell: number;
  readonly replicate: number;
}

/** What says which cell a row is of, here and in performance.csv. */
export const cellColumns = [
  'confounder',
  'selection',
  'influence',
] as const satisfies readonly (keyof IdentificationCell)[];

const found = [
  'estimate',
  'standardError',
  'low',
  'high',
  'p',
  'rows',
  'events',
] as const satisfies readonly (keyof Estimate)[];

export const estimateColumns = [...cellColumns, 'replicate', 'seed', 'estimator', ...found] as const;

/** What a thread does: simulates one replicate of a cell and fits all estimators to what an observer sees of it; a row each. */
export function identificationRunner(work: IdentificationWork): (task: IdentificationTask) => Uint8Array {
  const { cells, policy, transition, mechanism, estimators } = work;
  return ({ cell, replicate }) => {
    const own = cells[cell];
    const { inputs, world } = own;
    const { seed } = inputs.scenario;
    const observed = observeRisk(world ?? buildWorld(inputs, replicate).world, policy, transition, replicate);
    return csvBytes(
      estimators.map((estimator): Cell[] => {
        // Not of the cell: what is common to two cells comes out alike in both.
        const shuffles = stream(seed, 'identification', estimator.id, replicate);
        const estimate = estimateOf(observed, mechanism, estimator, shuffles);
        return [
          ...cellColumns.map((name) => own[name]),
          replicate,
          seed,
          estimator.id,
          ...found.map((name) => estimate[name]),
        ];
      }),
    );
  };
}
