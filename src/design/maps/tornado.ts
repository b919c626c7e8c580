import type { Design } from '../design.js';
import type { Responses } from '../sensitivity/index.js';
import type { Axis } from './axis.js';
import { unbalancedParameters } from './balance.js';
import { type FittedValue, fittedEnds } from './fittedEnds.js';
import type { MeanInterval } from './levelMeans.js';
import { meanInterval } from './levelMeans.js';
import { type Profile, profile } from './profile.js';

/** How far each parameter alone moves the outcome. */
export interface Tornado {
  readonly outcome: string;
  readonly replicates: number;
  /** Mean outcome at the base of a one-at-a-time design, else over all points. */
  readonly base: number;
  readonly baseIs: 'base' | 'mean';
  /** What the intervals are over: points where the ends are those of a fit (fittedEnds). */
  readonly over: 'replicates' | 'points';
  /** Largest range first. */
  readonly bars: readonly TornadoBar[];
}

export interface TornadoBar {
  readonly parameter: string;
  readonly scale: Axis['scale'];
  /** The value of the parameter with the least mean outcome, and that outcome. */
  readonly least: { readonly value: number | string } & MeanInterval;
  readonly most: { readonly value: number | string } & MeanInterval;
}

/**
 * Least and largest mean outcome along each parameter's profile: at its ends where the outcome is monotone, else within. Of drawn
 * points, and of a grid that constraints cut, whose other parameters are not balanced, along a smooth fit instead, where there are
 * enough of them.
 */
export function tornado(design: Design, outcome: string, responses: Responses): Tornado {
  const { replicates, value } = responses;
  const fitted =
    design.structure.kind === 'points' || unbalancedParameters(design).length > 0
      ? fittedEnds(
          design,
          Float64Array.from(
            { length: design.pointCount },
            (_, point) => meanInterval(Array.from({ length: replicates }, (__, r) => value(point, r))).mean,
          ),
        )
      : undefined;
  const along = fitted ?? design.parameters.map((_, i) => valuesOf(profile(design, i, outcome, responses)));
  const bars = along
    .flatMap(({ axis, values }) => extremes(axis, values) ?? [])
    .sort((a, b) => b.most.mean - b.least.mean - (a.most.mean - a.least.mean));
  const isOat = design.structure.kind === 'oat';
  const points = isOat ? 1 : design.pointCount;
  const values = Float64Array.from({ length: points * replicates }, (_, i) =>
    value(Math.floor(i / replicates), i % replicates),
  );
  return {
    outcome,
    replicates,
    base: meanInterval(values).mean,
    baseIs: isOat ? 'base' : 'mean',
    over: fitted ? 'points' : 'replicates',
    bars,
  };
}

const valuesOf = ({ axis, levels }: Profile): { axis: Axis; values: FittedValue[] } => ({
  axis,
  values: levels.map(({ mean, low, high }, i) => ({ value: axis.values[i], mean, low, high })),
});

function extremes({ name, scale }: Axis, values: readonly FittedValue[]): TornadoBar | undefined {
  const defined = values.filter(({ mean }) => !Number.isNaN(mean));
  if (defined.length === 0) return undefined;
  const least = defined.reduce((best, each) => (each.mean < best.mean ? each : best));
  const most = defined.reduce((best, each) => (each.mean > best.mean ? each : best));
  return { parameter: name, scale, least, most };
}
