import { stream } from '../../model/random.js';
import type { Design, Structure } from '../design.js';
import { completeUnits, pointMeans } from './completeUnits.js';
import { expandedRange } from './expandedRange.js';
import { overReplicates } from './jackknife.js';
import { RESAMPLES, resampleCounts } from './resample.js';
import type { IndexName, Responses, SensitivityResult, SensitivityRow } from './sensitivityRow.js';

type Morris = Structure & { kind: 'morris' };
const NAMES: readonly IndexName[] = ['muStar', 'mu', 'sigma'];
const FEW_TRAJECTORIES = 10;

/**
 * Morris' elementary effects of the mean outcome over replicates: (outcome after − before) / (± delta) of each step, in
 * units of the outcome for the parameter's whole range. mu: their mean over trajectories; muStar: the mean of their
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
  const effectsOf = (means: Float64Array) => elementaryEffects(means, structure, kept, k);
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

/** Effects by parameter, over the kept trajectories. */
function elementaryEffects(
  means: Float64Array,
  { delta, changed, direction }: Morris,
  kept: Uint32Array,
  k: number,
): Float64Array[] {
  const effects = Array.from({ length: k }, () => new Float64Array(kept.length));
  kept.forEach((trajectory, t) => {
    for (let step = 0; step < k; step++) {
      const at = t * (k + 1) + step;
      const of = trajectory * k + step;
      effects[changed[of]][t] = (means[at + 1] - means[at]) / (delta * direction[of]);
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
