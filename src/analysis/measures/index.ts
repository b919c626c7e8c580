/** All measures, by name, in the order of `list outcomes`. */
import type { Measure } from '../measure.js';
import { courseMeasures } from './course.js';
import { depthMeasures } from './depth.js';
import { growthMeasures } from './growth.js';
import { lineageMeasures } from './lineage.js';
import { membershipMeasures } from './membership.js';
import { networkMeasures } from './network.js';
import { stanceMeasures } from './stance.js';

export const measures: readonly Measure[] = [
  ...courseMeasures,
  ...depthMeasures,
  ...stanceMeasures,
  ...growthMeasures,
  ...networkMeasures,
  ...lineageMeasures,
  ...membershipMeasures,
];

const byName = new Map(measures.map((measure) => [measure.name, measure]));

/** The measure of a name. Throws where there is none. */
export function measureByName(name: string): Measure {
  const found = byName.get(name);
  if (!found) throw new Error(`unknown outcome ${name}`);
  return found;
}
