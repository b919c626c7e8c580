/** What is made of the finished tables of a sweep, and of merged ones. */
import { join } from 'node:path';
import type { Experiment } from './loadExperiment.js';
import { PARQUET_FILE, RESULTS_FILE } from './sweepFiles.js';
import { resultColumns } from './sweepTables.js';

export async function concludeSweep(
  { columns }: Experiment,
  folder: string,
  { parquet }: { readonly parquet: boolean },
): Promise<void> {
  if (!parquet) return;
  const { writeParquet } = await import('../../io/parquet.js');
  const whole = ['replicate', 'point'];
  writeParquet(join(folder, RESULTS_FILE), join(folder, PARQUET_FILE), resultColumns(columns), whole);
}
