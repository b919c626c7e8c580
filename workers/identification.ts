/** Thread entry point: replicates of the cells of an identification laboratory, as rows of estimates.csv. */
import { type Bench, serve } from '../src/experiment/batches.js';
import {
  type IdentificationTask,
  type IdentificationWork,
  identificationRunner,
} from '../src/experiment/identification/estimateTables.js';
import { joinBytes } from '../src/io/csv.js';

export function prepare(work: IdentificationWork): Bench<IdentificationTask, Uint8Array> {
  const run = identificationRunner(work);
  let done: Uint8Array[] = [];
  return {
    run(task) {
      done.push(run(task));
    },
    take() {
      const value = joinBytes(done);
      done = [];
      return { value, transfer: [value.buffer as ArrayBuffer] };
    },
  };
}

export default serve(prepare);
