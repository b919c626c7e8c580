import type { Design, Structure } from '../design.js';
import { isNumeric, type Parameter, valueCount } from '../parameter.js';

export type Morris = Structure & { kind: 'morris' };

/** The step of each parameter in each kept trajectory, by parameter. */
export function stepsOf(
  { parameters, point }: Design,
  { delta, changed, direction }: Morris,
  kept: Uint32Array,
): Float64Array[] {
  const k = parameters.length;
  const steps = parameters.map(() => new Float64Array(kept.length));
  kept.forEach((trajectory, t) => {
    let before = point(trajectory * (k + 1));
    for (let step = 0; step < k; step++) {
      const of = trajectory * k + step;
      const after = point(trajectory * (k + 1) + step + 1);
      const moved = changed[of];
      steps[moved][t] = stepOf(parameters[moved], before[moved], after[moved], delta * direction[of]);
      before = after;
    }
  });
  return steps;
}

/**
 * Share of the parameter's range between two of its values, negative downwards; of a list of numbers from its least to its
 * largest, in whichever order they stand. nominal: the step on the unit interval.
 */
function stepOf(parameter: Parameter, before: unknown, after: unknown, nominal: number): number {
  // One value: nothing moved.
  if (valueCount(parameter) === 1) return nominal;
  if (parameter.kind === 'categorical') {
    if (!isNumeric(parameter)) return Math.sign(nominal);
    const values = parameter.values as readonly number[];
    return ((after as number) - (before as number)) / (Math.max(...values) - Math.min(...values));
  }
  if (parameter.kind !== 'integer') return nominal;
  return ((after as number) - (before as number)) / (parameter.to - parameter.from);
}

/** Effects by parameter, over the kept trajectories. */
export function elementaryEffects(
  means: Float64Array,
  { changed }: Morris,
  kept: Uint32Array,
  steps: readonly Float64Array[],
): Float64Array[] {
  const k = steps.length;
  const effects = steps.map(() => new Float64Array(kept.length));
  kept.forEach((trajectory, t) => {
    for (let step = 0; step < k; step++) {
      const at = t * (k + 1) + step;
      const moved = changed[trajectory * k + step];
      effects[moved][t] = (means[at + 1] - means[at]) / steps[moved][t];
    }
  });
  return effects;
}
