/** The attribution of a finished folder, as it was run. */
import { join } from 'node:path';
import type { Manifest } from '../../io/manifest.js';
import { SCENARIO_FILE } from '../studyOfRun.js';
import { type Attribution, type AttributionPlan, prepareAttribution } from './prepareAttribution.js';

/** From the files of the folder alone. Throws InputError. */
export const attributionOf = (folder: string, manifest: Manifest): Promise<Attribution> =>
  prepareAttribution(
    join(folder, SCENARIO_FILE),
    [],
    manifest['plan'] as AttributionPlan,
    String(manifest.scenario),
  );
