import type { Run } from '../run.js';
import { snapshotAt } from './attributes.js';
import { subjectOf } from './spells.js';

/** The design in [0, 1]^d of a policy in each city at a time that the pattern asked for; null where it is not held. */
export function designsAt(run: Run, id: string, time: number): (Float64Array | null)[] {
  const { count } = run.world.cities;
  const d = run.world.feedback.design?.dimensions ?? 0;
  const { design } = snapshotAt(run, time);
  const offset = subjectOf(run, id) * count;
  return Array.from({ length: count }, (_, city) => {
    const own = design.subarray((offset + city) * d, (offset + city + 1) * d);
    return d === 0 || Number.isNaN(own[0]) ? null : own;
  });
}

/** Root of the mean squared distance from the mean design, by dimension; NaN for fewer than two designs. */
export function spreadOfDesigns(designs: readonly Float64Array[]): number {
  if (designs.length < 2) return NaN;
  const d = designs[0].length;
  let squares = 0;
  for (let k = 0; k < d; k++) {
    const centre = designs.reduce((sum, design) => sum + design[k], 0) / designs.length;
    for (const design of designs) squares += (design[k] - centre) ** 2;
  }
  return Math.sqrt(squares / designs.length / d);
}
