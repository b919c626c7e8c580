import type { Study } from '../experiment/study.js';
import type { OddSubject } from '../odd/subject.js';
import { version } from '../version.js';

/** What the ODD document of a study is about. */
export const oddSubject = ({ id, loaded: { scenario }, inputs, world, notes }: Study): OddSubject => ({
  id,
  scenario,
  world,
  notes,
  imputed: inputs.imputed ?? [],
  toolVersion: version,
});
