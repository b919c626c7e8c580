/** Thread entry point: replicates of a scenario, as text of the public tables. */
import { type Bench, serve } from '../src/experiment/batches.js';
import {
  type ReplicateBatch,
  type ReplicateRows,
  type ReplicateWork,
  replicateRunner,
} from '../src/experiment/replicateTables.js';
import { joinBytes } from '../src/io/csv.js';

export function prepare(work: ReplicateWork): Bench<number, ReplicateBatch> {
  const run = replicateRunner(work);
  let done: ReplicateRows[] = [];
  return {
    run(replicate) {
      done.push(run(replicate));
    },
    take() {
      const value = {
        runs: joinBytes(done.flatMap((rows) => rows.runs)),
        series: joinBytes(done.flatMap((rows) => rows.series)),
        events: joinBytes(done.flatMap((rows) => rows.events)),
        designs: joinBytes(done.flatMap((rows) => rows.designs)),
        count: done.length,
        cuts: done.reduce((sum, { cuts }) => sum + cuts, 0),
      };
      done = [];
      const { runs, series, events, designs } = value;
      return { value, transfer: [runs.buffer, series.buffer, events.buffer, designs.buffer] };
    },
  };
}

export default serve(prepare);
