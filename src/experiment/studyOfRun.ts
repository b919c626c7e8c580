/** The study of a finished run, as it was run. */
import { join } from 'node:path';
import type { Manifest } from '../io/manifest.js';
import { prepareStudy, type Study } from './study.js';

/** What was run, within its folder. */
export const SCENARIO_FILE = 'scenario.yaml';

/** From the files of the folder alone. Throws InputError. */
export const studyOfRun = (folder: string, { scenario }: Pick<Manifest, 'scenario'>): Promise<Study> =>
  prepareStudy(join(folder, SCENARIO_FILE), [], String(scenario));
