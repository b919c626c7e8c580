/** A run that does next to nothing, with a row as a real one has. */
import { type Prepare, serve } from '../../src/experiment/batches.js';
import { csvText } from '../../src/io/csv.js';

export type TrivialTask = readonly [replicate: number, point: number, values: readonly number[]];

export const prepare: Prepare<null, TrivialTask, Uint8Array<ArrayBuffer>> = () => {
  const encoder = new TextEncoder();
  let rows = '';
  return {
    run([replicate, point, [a, b, c]]) {
      rows += csvText([[replicate, point, a * b + c]]);
    },
    take() {
      const value = encoder.encode(rows);
      rows = '';
      return { value, transfer: [value.buffer] };
    },
  };
};

export default serve(prepare);
