/** Thread entry point: replicates of the scenarios of a comparison, as text of the public tables. */
import { type Bench, serve } from '../src/experiment/batches.js';
import {
  type ComparisonBatch,
  type ComparisonRows,
  type ComparisonTask,
  type ComparisonWork,
  comparisonRunner,
} from '../src/experiment/comparison/comparisonTables.js';
import { joinBytes } from '../src/io/csv.js';

export function prepare(work: ComparisonWork): Bench<ComparisonTask, ComparisonBatch> {
  const run = comparisonRunner(work);
  let done: ComparisonRows[] = [];
  return {
    run(task) {
      done.push(run(task));
    },
    take() {
      const value = {
        runs: joinBytes(done.flatMap((rows) => rows.runs)),
        series: joinBytes(done.flatMap((rows) => rows.series)),
        events: joinBytes(done.flatMap((rows) => rows.events)),
        adoptions: joinBytes(done.flatMap((rows) => rows.adoptions)),
      };
      done = [];
      return { value, transfer: Object.values(value).map((part) => part.buffer) };
    },
  };
}

export default serve(prepare);
