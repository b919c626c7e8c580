import { stream } from '../../model/random.js';
import type { Design } from '../design.js';
import { completeUnits, pointMeans, pointSums } from './completeUnits.js';
import { elementaryEffects, type Morris, stepsOf } from './elementaryEffects.js';
import { expandedRange } from './expandedRange.js';
import { type Interval, overReplicates } from './jackknife.js';
import { RESAMPLES, resampleCounts } from './resample.js';
import type { IndexName, Responses, SensitivityResult, SensitivityRow } from './sensitivityRow.js';
import { shortNumber } from './shortNumber.js';
import { standsOut } from './standsOut.js';

const NAMES: readonly IndexName[] = ['muStar', 'mu', 'sigma'];
const FEW_TRAJECTORIES = 10;
/** From which on sigma has an interval over replicates: leaving one out must leave two. */
const LEAST_REPLICATES = 3;
/** Of mu* below this share of the largest nothing is said. */
const SLIGHT = 0.1;
/** Of the largest mu*: how far another must lie above what noise leaves of it, to be spoken of. */
const NOTICED = 0.005;

/**
 * Morris' elementary effects of the mean outcome over replicates: (outcome after − before) / step, in units of the outcome
 * for the parameter's whole range. The step is the share of the range that was moved (stepOf): of whole numbers and lists the
 * one between the values that were taken, which differs from delta; between words it is one exchange, ± 1. mu: their mean over trajectories; muStar: the mean of their
 * absolute values (Campolongo et al. 2007); sigma: their standard deviation, large where the effect depends on where the
 * others stand or is not linear; NaN for one trajectory.
 *
 * What differs between the R replicates would count as spread of the effects. So, for R > 1, with V the variance over
 * trajectories of the effects of the mean outcome, and W the mean over replicates of that of a replicate's own effects,
 *
 *     sigma² = (R V − W) / (R − 1), at least 0:
 *
 * the mean covariance over trajectories of two different replicates' effects, which their noise does not enter (the variance
 * component of trajectories in a two-way layout; Searle, Casella and McCulloch 1992, chapter 4). From muStar noise cannot
 * be taken off so; a note names the parameters that do not stand out from it.
 *
 * Intervals over trajectories: bootstrap, its range widened for small samples (expandedRange); trajectories chosen to lie
 * far apart vary less than that, so it is on the safe side. Over replicates: the jackknife, of sigma on its square, from three
 * replicates on. The jackknife takes off mu* what noise makes up, to first order; that is an interval of another number than the
 * estimate, so of mu* it reaches from its lower end with that taken off, at least 0, to its upper end without, and holds the
 * estimate. Of an effect that noise alone makes up it may still lie above 0. A note names mu* that noise makes up in part.
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
  const { replicates } = responses;
  const steps = stepsOf(design, structure, kept);
  const effectsOf = (means: Float64Array) => elementaryEffects(means, structure, kept, steps);
  const means = pointMeans(kept, k + 1, responses);
  const effects = effectsOf(means);
  const own = ownSpread(k, kept.length, replicates, (r) => effectsOf(pointSums(kept, k + 1, responses, [r])));
  const estimates = Float64Array.from(
    effects.flatMap((effect, i) => summarise(effect, mean(own[i].ofReplicates), replicates)),
  );

  const counts = resampleCounts(kept.length, stream(seed, 'sensitivity', 'trajectories'));
  const drawn = new Float64Array(kept.length);
  const overTrajectories = effects.flatMap((effect, i) => {
    const values = NAMES.map(() => new Float64Array(RESAMPLES));
    for (let b = 0; b < RESAMPLES; b++) {
      let within = 0;
      for (let t = 0, at = 0; t < kept.length; t++) {
        within += (counts[b * kept.length + t] * own[i].ofTrajectories[t]) / (kept.length - 1);
        for (let times = counts[b * kept.length + t]; times > 0; times--) drawn[at++] = effect[t];
      }
      summarise(drawn, within, replicates).forEach((value, s) => {
        values[s][b] = value;
      });
    }
    return values.map((each) => expandedRange(each, kept.length));
  });
  const overRuns = overReplicates(kept, k + 1, responses, means, estimates, (some, remaining) =>
    Float64Array.from(
      effectsOf(some).flatMap((effect, i) =>
        summarise(effect, mean(remaining.map((r) => own[i].ofReplicates[r])), remaining.length),
      ),
    ),
  );

  const rows = names.flatMap((parameter, i) =>
    NAMES.map((index, s): SensitivityRow => {
      const at = i * NAMES.length + s;
      const say = (value: number) => (index === 'sigma' ? root(value) : value);
      const isUnknown = index === 'sigma' && replicates < LEAST_REPLICATES;
      const runs = index === 'muStar' ? withEstimate(overRuns[at], estimates[at]) : overRuns[at];
      return {
        parameter,
        parameter2: null,
        outcome,
        index,
        estimate: say(estimates[at]),
        low: say(overTrajectories[at].low),
        high: say(overTrajectories[at].high),
        lowReplicates: isUnknown ? NaN : say(runs.low),
        highReplicates: isUnknown ? NaN : say(runs.high),
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
  if (replicates === 1)
    notes.push(
      `${outcome}: one replicate: there is no interval over replicates, and its noise counts as effect in mu* and sigma`,
    );
  const sizes = rows.filter(({ index }) => index === 'muStar');
  const largest = Math.max(...sizes.map(({ estimate }) => estimate));
  const untold = sizes
    .filter(({ estimate, parameter }) => estimate > SLIGHT * largest && !standsOut(rows, parameter))
    .map(({ parameter }) => parameter);
  if (replicates > 1 && untold.length > 0)
    notes.push(
      `${outcome}: not told from the noise of ${replicates} replicates, which counts as effect in mu*: ${untold.join(', ')}; more replicates would move mu* towards what is there`,
    );
  const made = names.filter((parameter, i) => {
    const { high } = overRuns[i * NAMES.length];
    return !untold.includes(parameter) && estimates[i * NAMES.length] > high + NOTICED * largest;
  });
  if (made.length > 0)
    notes.push(
      `${outcome}: made up in part of noise that is left in the means, which counts as effect in mu*: ${made.map((parameter) => `${parameter} (mu* ${shortNumber(sizes.find((row) => row.parameter === parameter)!.estimate)})`).join(', ')}; more replicates would lower it`,
    );
  const opposed = rows.filter(
    ({ index, estimate, parameter }) =>
      index === 'mu' &&
      !untold.includes(parameter) &&
      Math.abs(estimate) < 0.5 * sizes.find((row) => row.parameter === parameter)!.estimate,
  );
  if (opposed.length > 0)
    notes.push(
      `${outcome}: effects of both signs, so mu says little: ${opposed.map(({ parameter }) => parameter).join(', ')}`,
    );
  return { rows, notes, dropped };
}

/** How a replicate's own effects vary over trajectories. */
interface OwnSpread {
  /** By replicate: their variance. */
  readonly ofReplicates: Float64Array;
  /** By trajectory: the mean over replicates of the squared distance from the replicate's mean effect. */
  readonly ofTrajectories: Float64Array;
}

/** By parameter; effectsOf: the effects of a replicate. */
function ownSpread(
  k: number,
  trajectories: number,
  replicates: number,
  effectsOf: (replicate: number) => Float64Array[],
): OwnSpread[] {
  const own = Array.from({ length: k }, () => ({
    ofReplicates: new Float64Array(replicates),
    ofTrajectories: new Float64Array(trajectories),
  }));
  for (let r = 0; r < replicates; r++) {
    effectsOf(r).forEach((effect, i) => {
      const centre = mean(effect);
      effect.forEach((value, t) => {
        const square = (value - centre) ** 2;
        own[i].ofReplicates[r] += square / (trajectories - 1);
        own[i].ofTrajectories[t] += square / replicates;
      });
    });
  }
  return own;
}

const mean = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
};

/** muStar, mu and the square of sigma, which may come out below 0; within: W above. */
function summarise(effects: Float64Array, within: number, replicates: number): number[] {
  const n = effects.length;
  const mu = mean(effects);
  let [absolute, squares] = [0, 0];
  for (const effect of effects) {
    absolute += Math.abs(effect);
    squares += (effect - mu) ** 2;
  }
  const variance = n > 1 ? squares / (n - 1) : NaN;
  return [absolute / n, mu, replicates > 1 ? (replicates * variance - within) / (replicates - 1) : variance];
}

/** An interval of mu* less its bias, stretched by that bias to where it would lie with it, and cut at 0. */
function withEstimate({ low, high }: Interval, estimate: number): Interval {
  const bias = estimate - (low + high) / 2;
  return { low: Math.max(0, low + Math.min(0, bias)), high: high + Math.max(0, bias) };
}

/** sigma from its square. */
const root = (square: number): number => Math.sqrt(Math.max(0, square));
