import type { AttributeName } from '../../model/attributes.js';
import { createStandard, standardise } from '../../model/standard.js';
import type { Snapshot } from '../../model/trajectory.js';
import type { Run } from '../run.js';

/** N values as at the start. Throws where the cities have none. */
export function attribute({ world }: Run, name: AttributeName): Float64Array {
  const values = world.cities.attributes[name];
  if (!values) throw new Error(`the cities have no attribute ${name}`);
  return values;
}

/** N z-scores of an attribute at the start; of the population, of its logarithm. */
export const zscores = (run: Run, name: AttributeName): Float64Array =>
  standardise(name === 'population' ? attribute(run, name).map(Math.log) : attribute(run, name));

/** N needs at the start: the z-score of the logit of the immigrant share. */
export const needs = ({ world }: Run): Float64Array => createStandard(world).need();

/** The columns that move, at a time that the pattern asked for. */
export function snapshotAt({ trajectory }: Run, time: number): Snapshot {
  const found = trajectory.snapshots.find((snapshot) => snapshot.time === time);
  if (!found) throw new Error(`no snapshot at ${time}`);
  return found;
}

/** N orientations of the governments at such a time. */
export function orientationAt(run: Run, time: number): Float64Array {
  const { orientation } = snapshotAt(run, time);
  if (!orientation) throw new Error('the cities have no orientation');
  return orientation;
}
