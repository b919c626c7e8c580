/** Thread entry point: replicates of a scenario, as text of the public tables. */
import { type Bench, serve } from '../src/experiment/batches.js';
import { type ReplicateWork, replicateRunner } from '../src/experiment/replicateTables.js';

/** What came of a batch of replicates, in their order. */
export interface ReplicateBatch {
  readonly runs: Uint8Array;
  readonly series: Uint8Array;
  readonly events: Uint8Array;
  /** Outcomes of each replicate, one after the other. */
  readonly outcomes: Float64Array;
}

export function prepare(work: ReplicateWork): Bench<number, ReplicateBatch> {
  const run = replicateRunner(work);
  let texts = { runs: '', series: '', events: '' };
  let outcomes: number[] = [];
  return {
    run(replicate) {
      const rows = run(replicate);
      texts = {
        runs: texts.runs + rows.runs,
        series: texts.series + rows.series,
        events: texts.events + rows.events,
      };
      outcomes.push(...rows.outcomes);
    },
    take() {
      const encoder = new TextEncoder();
      const value = {
        runs: encoder.encode(texts.runs),
        series: encoder.encode(texts.series),
        events: encoder.encode(texts.events),
        outcomes: Float64Array.from(outcomes),
      };
      texts = { runs: '', series: '', events: '' };
      outcomes = [];
      return { value, transfer: Object.values(value).map((part) => part.buffer as ArrayBuffer) };
    },
  };
}

export default serve(prepare);
