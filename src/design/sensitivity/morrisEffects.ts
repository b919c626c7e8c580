import { stream } from '../../model/random.js';
import type { Design, Structure } from '../design.js';
import { isNumeric, type Parameter, valueCount } from '../parameter.js';
import { completeUnits, pointMeans } from './completeUnits.js';
import { expandedRange } from './expandedRange.js';
import { overReplicates } from './jackknife.js';
import { RESAMPLES, resampleCounts } from './resample.js';
import type { IndexName, Responses, SensitivityResult, SensitivityRow } from './sensitivityRow.js';

type Morris = Structure & { kind: 'morris' };
const NAMES: readonly IndexName[] = ['muStar', 'mu', 'sigma'];
const FEW_TRAJECTORIES = 10;

/**
 * Morris' elementary effects of the mean outcome over replicates: (outcome after − before) / step, in units of the outcome
 * for the parameter's whole range. The step is the share of the range that was moved (stepOf): of whole numbers and lists the
 * one between the values that were taken, which differs from delta; between words it is one exchange, ± 1. mu: their mean over trajectories; muStar: the mean of their
 * absolute values (Campolongo et al. 2007); sigma: their standard deviation, large where the effect depends on where the
 * others stand or is not linear; NaN for one trajectory.
 *
 * Intervals over trajectories: bootstrap, its range widened for small samples (expandedRange); trajectories chosen to lie
 * far apart vary less than that, so it is on the safe side. Over replicates: the jackknife.
 */
export function morrisEffects(
  design: Design,
  outcome: string,
  responses: Responses,
  { seed, dropIncomplete = false }: { seed: string; dropIncomplete?: boolean },
): SensitivityResult {
  const structure = design.structure as Morris;
  const names = design.parameters.map(({ path }) => path);
  const k = names.length;
  const { trajectories } = structure;
  const kept = completeUnits(
    { count: trajectories, size: k + 1, name: 'trajectories' },
    outcome,
    responses,
    dropIncomplete,
  );
  const steps = stepsOf(design, structure, kept);
  const effectsOf = (means: Float64Array) => elementaryEffects(means, structure, kept, steps);
  const means = pointMeans(kept, k + 1, responses);
  const effects = effectsOf(means);
  const all = (of: Float64Array[]) => Float64Array.from(of.flatMap(summarise));
  const estimates = all(effects);

  const counts = resampleCounts(kept.length, stream(seed, 'sensitivity', 'trajectories'));
  const drawn = new Float64Array(kept.length);
  const overTrajectories = effects.flatMap((effect) => {
    const values = NAMES.map(() => new Float64Array(RESAMPLES));
    for (let b = 0; b < RESAMPLES; b++) {
      for (let t = 0, at = 0; t < kept.length; t++) {
        for (let times = counts[b * kept.length + t]; times > 0; times--) drawn[at++] = effect[t];
      }
      summarise(drawn).forEach((value, s) => {
        values[s][b] = value;
      });
    }
    return values.map((each) => expandedRange(each, kept.length));
  });
  const overRuns = overReplicates(kept, k + 1, responses, means, estimates, (some) => all(effectsOf(some)));

  const rows = names.flatMap((parameter, i) =>
    NAMES.map((index, s): SensitivityRow => {
      const at = i * NAMES.length + s;
      return {
        parameter,
        parameter2: null,
        outcome,
        index,
        estimate: estimates[at],
        low: overTrajectories[at].low,
        high: overTrajectories[at].high,
        lowReplicates: overRuns[at].low,
        highReplicates: overRuns[at].high,
      };
    }),
  );
  const notes: string[] = [];
  const dropped = trajectories - kept.length;
  if (dropped > 0)
    notes.push(
      `${outcome}: ${dropped} of ${trajectories} trajectories are left out, since a run of theirs has no value`,
    );
  if (kept.length < FEW_TRAJECTORIES)
    notes.push(
      `${outcome}: only ${kept.length} trajectories: the order of the parameters is a first guess; take at least ${FEW_TRAJECTORIES}`,
    );
  if (effects.every((effect) => effect.every((value) => value === 0)))
    notes.push(`${outcome}: no step changed the mean outcome`);
  if (responses.replicates === 1)
    notes.push(`${outcome}: one replicate: there is no interval over replicates`);
  const opposed = rows.filter(
    ({ index, estimate, parameter }) =>
      index === 'mu' &&
      Math.abs(estimate) <
        0.5 * rows.find((row) => row.parameter === parameter && row.index === 'muStar')!.estimate,
  );
  if (opposed.length > 0)
    notes.push(
      `${outcome}: effects of both signs, so mu says little: ${opposed.map(({ parameter }) => parameter).join(', ')}`,
    );
  return { rows, notes, dropped };
}

/** The step of each parameter in each kept trajectory, by parameter. */
function stepsOf(
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

/** Share of the parameter's range between two of its values; nominal: the step on the unit interval. */
function stepOf(parameter: Parameter, before: unknown, after: unknown, nominal: number): number {
  // One value: nothing moved.
  if (valueCount(parameter) === 1) return nominal;
  if (parameter.kind === 'categorical') {
    const { values } = parameter;
    if (!isNumeric(parameter)) return Math.sign(nominal);
    return (values.indexOf(after) - values.indexOf(before)) / (values.length - 1);
  }
  if (parameter.kind !== 'integer') return nominal;
  return ((after as number) - (before as number)) / (parameter.to - parameter.from);
}

/** Effects by parameter, over the kept trajectories. */
function elementaryEffects(
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

/** muStar, mu, sigma. */
function summarise(effects: Float64Array): number[] {
  const n = effects.length;
  let [sum, absolute, squares] = [0, 0, 0];
  for (const effect of effects) {
    sum += effect;
    absolute += Math.abs(effect);
  }
  for (const effect of effects) squares += (effect - sum / n) ** 2;
  return [absolute / n, sum / n, n > 1 ? Math.sqrt(squares / (n - 1)) : NaN];
}
