/** The experiment of a finished sweep, or of a shard of one, as it was run. */
import { join } from 'node:path';
import type { Manifest } from '../../io/manifest.js';
import { type Experiment, loadExperiment } from './loadExperiment.js';
import { EXPERIMENT_FILE } from './sweepFiles.js';

/** From the files of the folder alone. Throws InputError. */
export const experimentOf = (folder: string, { scenario }: Pick<Manifest, 'scenario'>): Experiment =>
  loadExperiment(join(folder, EXPERIMENT_FILE), { id: String(scenario) });
