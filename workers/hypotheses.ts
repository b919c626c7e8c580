/** Thread entry point: replicates of the scenarios of hypotheses, as rows of runs.csv. */
import { type Bench, serve } from '../src/experiment/batches.js';
import {
  type HypothesesTask,
  type HypothesesWork,
  hypothesesRunner,
} from '../src/experiment/hypotheses/hypothesesTables.js';
import { joinBytes } from '../src/io/csv.js';

export function prepare(work: HypothesesWork): Bench<HypothesesTask, Uint8Array> {
  const run = hypothesesRunner(work);
  let done: Uint8Array[] = [];
  return {
    run(task) {
      done.push(...run(task));
    },
    take() {
      const value = joinBytes(done);
      done = [];
      return { value, transfer: [value.buffer as ArrayBuffer] };
    },
  };
}

export default serve(prepare);
