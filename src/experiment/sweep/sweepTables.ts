/** Runs of a sweep as rows of its tables, batch by batch: what a thread does. */
import { csvText } from '../../io/csv.js';
import { type Bench, isOutOfMemory } from '../batches.js';
import { type PointWork, pointFault, pointRunner } from './pointRunner.js';

/** What a thread gets. */
export interface SweepWork extends PointWork {
  /** The command that repeats a run, up to the options that say which. */
  readonly repeat: string;
}

/** A run: a replicate of a point, and the point's values. */
export type SweepTask = readonly [replicate: number, point: number, values: readonly unknown[]];

/** What came of a batch of runs, in their order. */
export interface SweepBatch {
  /** Rows of results.csv; a run that failed has none. */
  readonly results: Uint8Array<ArrayBuffer>;
  /** Rows of failures.csv. */
  readonly failures: Uint8Array<ArrayBuffer>;
  /** Bytes of results and of failures up to and with each run, two numbers a run. */
  readonly ends: Uint32Array<ArrayBuffer>;
  readonly failed: number;
}

export const failureColumns = ['point', 'replicate', 'error', 'command'];

/** Columns of results.csv, before them those that say which run it is. */
export const resultColumns = (columns: readonly string[]): string[] => ['replicate', 'point', ...columns];

export function sweepBench(work: SweepWork): Bench<SweepTask, SweepBatch> {
  const runner = pointRunner(work);
  const encoder = new TextEncoder();
  let results = '';
  let failures = '';
  let failureBytes = 0;
  let failed = 0;
  let ends: number[] = [];
  return {
    async run([replicate, point, values]) {
      try {
        const outcomes = await runner.run(point, values, replicate);
        // Numbers: as many bytes as characters.
        results += csvText([[replicate, point, ...outcomes]]);
      } catch (error) {
        // That says something of the machine, and nothing of the point.
        if (isOutOfMemory(error)) throw error;
        const command = `${work.repeat} --point ${point} --replicate ${replicate}`;
        const row = csvText([[point, replicate, harmless(pointFault(error)), command]]);
        failures += row;
        failureBytes += encoder.encode(row).length;
        failed++;
      }
      ends.push(results.length, failureBytes);
    },
    take() {
      const value: SweepBatch = {
        results: encoder.encode(results),
        failures: encoder.encode(failures),
        ends: Uint32Array.from(ends),
        failed,
      };
      results = '';
      failures = '';
      failureBytes = 0;
      failed = 0;
      ends = [];
      return { value, transfer: [value.results.buffer, value.failures.buffer, value.ends.buffer] };
    },
  };
}

/** An error text that starts like an escaped formula cannot be written; the first sign goes. */
const harmless = (text: string): string => text.replace(/^'(?=[=+\-@])/, '');
