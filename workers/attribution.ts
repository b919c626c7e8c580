/** Thread entry point: replicates of a scenario with some mechanisms off. */
import {
  type AttributionBatch,
  type AttributionRows,
  type AttributionTask,
  type AttributionWork,
  attributionRunner,
} from '../src/experiment/attribution/attributionTables.js';
import { type Bench, serve } from '../src/experiment/batches.js';
import { joinBytes } from '../src/io/csv.js';

export function prepare(work: AttributionWork): Bench<AttributionTask, AttributionBatch> {
  const run = attributionRunner(work);
  let done: AttributionRows[] = [];
  return {
    run(task) {
      done.push(run(task));
    },
    take() {
      const runs = joinBytes(done.flatMap((rows) => rows.runs));
      const adoptions = joinBytes(done.flatMap((rows) => rows.adoptions));
      const direct = joinBytes(done.flatMap((rows) => rows.direct));
      done = [];
      return {
        value: { runs, adoptions, direct },
        transfer: [runs.buffer, adoptions.buffer, direct.buffer],
      };
    },
  };
}

export default serve(prepare);
