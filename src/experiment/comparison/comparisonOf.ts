/** The comparison of a finished folder, as it was run. */
import { join } from 'node:path';
import type { Manifest } from '../../io/manifest.js';
import { type Comparison, prepareComparisonFile } from './prepareComparison.js';
import { COMPARISON_FILE } from './runComparison.js';

/** From the files of the folder alone. Throws InputError. */
export const comparisonOf = (folder: string, manifest: Manifest): Promise<Comparison> =>
  prepareComparisonFile(join(folder, COMPARISON_FILE), { set: [] }, String(manifest['comparison']));
