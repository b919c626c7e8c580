import { quantileSorted } from 'simple-statistics';
import type { Design } from '../design.js';
import type { Responses } from '../sensitivity/index.js';
import { type Axis, levelsOfDesign } from './axis.js';
import { levelMeans, type MeanInterval, meanInterval } from './levelMeans.js';

/** The outcome along one parameter, averaged over all others. */
export interface Profile {
  readonly outcome: string;
  readonly axis: Axis;
  readonly replicates: number;
  /** Whether points are drawn: those of a value have other values of the other parameters than those of the next. */
  readonly isDrawn: boolean;
  /** By value of the axis. */
  readonly levels: readonly ProfileLevel[];
}

export interface ProfileLevel extends MeanInterval {
  readonly points: number;
  /** 5 % and 95 % quantiles (type 7) of the points' means over replicates: what the other parameters do. */
  readonly low90: number;
  readonly high90: number;
}

/**
 * Mean outcome at each value of a parameter with its interval over replicates (replicates share their resistances across
 * points, so each replicate's own mean is one observation), and the central 90 % of the points. In a one-at-a-time
 * design only the base and the parameter's own points belong to its profile.
 */
export function profile(design: Design, parameter: number, outcome: string, responses: Responses): Profile {
  const { axis, of } = levelsOfDesign(design, parameter);
  const { structure } = design;
  const belongs = (point: number): boolean =>
    structure.kind !== 'oat' || point === 0 || structure.changed[point] === parameter;
  const points = Array.from(of, (_, point) => point).filter(belongs);
  const own: Responses = { ...responses, value: (i, r) => responses.value(points[i], r) };
  const ofOwn = points.map((point) => of[point]);
  const means = levelMeans(ofOwn, axis.values.length, own);

  const byLevel: number[][] = axis.values.map(() => []);
  points.forEach((_, i) => {
    const { mean } = meanInterval(Array.from({ length: responses.replicates }, (__, r) => own.value(i, r)));
    if (!Number.isNaN(mean)) byLevel[ofOwn[i]].push(mean);
  });
  const levels = byLevel.map((values, level): ProfileLevel => {
    const over = means.subarray(level * responses.replicates, (level + 1) * responses.replicates);
    const sorted = values.sort((a, b) => a - b);
    const quantile = (p: number) => (sorted.length > 0 ? quantileSorted(sorted, p) : NaN);
    return { ...meanInterval(over), points: values.length, low90: quantile(0.05), high90: quantile(0.95) };
  });
  const isDrawn = structure.kind === 'points';
  return { outcome, axis, replicates: responses.replicates, isDrawn, levels };
}
