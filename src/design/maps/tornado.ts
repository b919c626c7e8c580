import type { Design } from '../design.js';
import type { Responses } from '../sensitivity/index.js';
import type { Axis } from './axis.js';
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

/** Least and largest mean outcome along each parameter's profile: at its ends where the outcome is monotone, else within. */
export function tornado(design: Design, outcome: string, responses: Responses): Tornado {
  const { replicates, value } = responses;
  const bars = design.parameters
    .map((_, i) => profile(design, i, outcome, responses))
    .flatMap((each) => extremes(each) ?? [])
    .sort((a, b) => b.most.mean - b.least.mean - (a.most.mean - a.least.mean));
  const isOat = design.structure.kind === 'oat';
  const points = isOat ? 1 : design.pointCount;
  const values = Float64Array.from({ length: points * replicates }, (_, i) =>
    value(Math.floor(i / replicates), i % replicates),
  );
  return { outcome, replicates, base: meanInterval(values).mean, baseIs: isOat ? 'base' : 'mean', bars };
}

function extremes({ axis, levels }: Profile): TornadoBar | undefined {
  const defined = [...levels.keys()].filter((i) => !Number.isNaN(levels[i].mean));
  if (defined.length === 0) return undefined;
  const end = (i: number) => {
    const { mean, low, high } = levels[i];
    return { value: axis.values[i], mean, low, high };
  };
  const first = defined.reduce((best, i) => (levels[i].mean < levels[best].mean ? i : best));
  const last = defined.reduce((best, i) => (levels[i].mean > levels[best].mean ? i : best));
  return { parameter: axis.name, scale: axis.scale, least: end(first), most: end(last) };
}
