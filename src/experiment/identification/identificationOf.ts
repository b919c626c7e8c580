/** The laboratory of a finished `identify`, as it was run. */
import { join } from 'node:path';
import type { Manifest } from '../../io/manifest.js';
import { SCENARIO_FILE } from '../studyOfRun.js';
import { type Identification, prepareIdentification } from './prepareIdentification.js';
import { IDENTIFICATION_FILE } from './runIdentification.js';

/** From the files of the folder alone. Throws InputError. */
export const identificationOf = (folder: string, manifest: Manifest): Promise<Identification> =>
  prepareIdentification(
    join(folder, IDENTIFICATION_FILE),
    {
      set: [],
      seed: manifest.seed,
      replicates: manifest.replicates,
      scenarioFile: join(folder, SCENARIO_FILE),
    },
    String(manifest['identification']),
  );
