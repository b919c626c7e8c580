/** The course of adoption in a replicate, and the curves fitted to it. */
import type { World } from '../model/world.js';
import { moments } from '../statistics/diffusion/adoption.js';
import {
  type BassFit,
  bassFit,
  type GrowthCurve,
  type LogisticFit,
  logisticFit,
} from '../statistics/diffusion/growthFits.js';
import { adoptionTimes, citiesOfGroup } from './adoptionHistory.js';
import type { Target } from './measure.js';

export interface Growth {
  /** Where times count from: the start, or the founding of a network, decimal years. */
  readonly origin: number;
  /** Share of the group that had adopted by then. */
  readonly start: number;
  /** Share that has adopted by the end of each step, times in years from the origin. */
  readonly curve: GrowthCurve;
  readonly bass: BassFit | null;
  readonly logistic: LogisticFit | null;
}

/** Where the course of adoption begins: the start of the run, or the founding of the network that is asked for. */
export function originOf(world: World, subjects: readonly number[]): number {
  const founded =
    subjects.length === 1 ? (world.subjects[subjects[0]].network?.founded ?? -Infinity) : -Infinity;
  return Math.max(world.time.start, founded);
}

/** Share of `count` nodes that have adopted, at moments after an origin. adoptedAt: times, NaN: not adopted. */
export function growthCurve(
  adoptedAt: Float64Array,
  count: number,
  origin: number,
  times: readonly number[],
): { start: number; curve: GrowthCurve } {
  const ordered = adoptedAt.filter((time) => !Number.isNaN(time)).sort();
  let at = 0;
  const shareAt = (time: number): number => {
    while (at < ordered.length && ordered[at] <= time) at++;
    return at / count;
  };
  const start = shareAt(origin);
  const after = times.filter((time) => time > origin);
  return { start, curve: { times: after.map((time) => time - origin), shares: after.map(shareAt) } };
}

/** Several outcomes read one fit. */
const known = new WeakMap<object, { readonly target: Target; readonly growth: Growth }[]>();

/** The course of adoption of a target, fitted. */
export function growthOf(target: Target): Growth {
  const { world, trajectory, tally, time } = target;
  const same = known.get(trajectory) ?? [];
  const found = same.find(
    ({ target: other }) =>
      other.time === time &&
      other.tally.group === tally.group &&
      other.tally.stage === tally.stage &&
      other.tally.subjects.join() === tally.subjects.join(),
  );
  if (found) return found.growth;
  const origin = originOf(world, tally.subjects);
  const cities = citiesOfGroup(target);
  const all = adoptionTimes(target);
  const { start, curve } = growthCurve(
    Float64Array.from(cities, (city) => all[city]),
    cities.length,
    origin,
    moments(origin, time, 1 / world.time.stepsPerYear),
  );
  const fitted = cities.length > 0;
  const growth = {
    origin,
    start,
    curve,
    bass: fitted ? bassFit(curve, { start, nodes: cities.length }) : null,
    logistic: fitted ? logisticFit(curve, { nodes: cities.length }) : null,
  };
  known.set(trajectory, [...same, { target, growth }]);
  return growth;
}
