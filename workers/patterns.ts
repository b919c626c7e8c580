/** Thread entry point: the numbers of patterns in single seeds. */
import { type Bench, serve } from '../src/experiment/batches.js';
import { measureSeed, type SeedNumbers, type SeedWork } from '../src/validation/measureSeed.js';

export function prepare(work: SeedWork): Bench<number, SeedNumbers[]> {
  let done: SeedNumbers[] = [];
  return {
    run(replicate) {
      done.push(measureSeed(work, replicate));
    },
    take() {
      const value = done;
      done = [];
      return { value };
    },
  };
}

export default serve(prepare);
