/** Who brings how much: shares and but-for effects, from the outcomes of the variants. Pure. */
import { moments } from '../../statistics/paired/moments.js';
import { type Interval, tInterval } from '../../statistics/paired/tInterval.js';
import { sampledShares, shapleyShares } from '../../statistics/shapley.js';
import { type Attribution, variantKey, variantOf } from './prepareAttribution.js';

/** A mean over replicates with its 95 % interval (Student's t). */
export interface Effect extends Interval {
  readonly mean: number;
}

export interface GroupShare {
  readonly group: string;
  readonly mechanisms: readonly string[];
  readonly shapley: Effect;
  /** v(all) - v(all but this one). */
  readonly butFor: Effect;
  /** v(this one alone) - v(none). */
  readonly alone: Effect;
}

export interface Shares {
  readonly groups: readonly GroupShare[];
  /** v(all) - v(no group). */
  readonly total: Effect;
  readonly all: Effect;
  readonly none: Effect;
  readonly mechanisms: readonly { readonly mechanism: string; readonly butFor: Effect }[];
  /** Replicates in which the outcome is defined in every variant, and in which it is not. */
  readonly replicates: number;
  readonly missing: number;
}

/** On single cities: the mean over cities of whether they hold the outcome, one value a replicate. */
export interface DirectEffect {
  readonly mechanism: string;
  /** As things are, less with the mechanism off for the city alone. */
  readonly direct: Effect;
  /** As things are, less with it off for all, on the same cities. */
  readonly butFor: Effect;
}

/** A row of direct.csv. */
export interface DirectRow {
  readonly mechanism: string;
  readonly replicate: number;
  readonly asIs: number;
  readonly exempt: number;
  readonly without: number;
}

/**
 * Means over replicates, each that of its cities, with Student's 95 % intervals; in the order of the mechanisms. NaN for one
 * without rows.
 */
export function directEffects(mechanisms: readonly string[], rows: readonly DirectRow[]): DirectEffect[] {
  return mechanisms.map((mechanism) => {
    const byReplicate = new Map<number, DirectRow[]>();
    for (const row of rows) {
      if (row.mechanism !== mechanism) continue;
      const own = byReplicate.get(row.replicate);
      if (own) own.push(row);
      else byReplicate.set(row.replicate, [row]);
    }
    const mean = (lost: (row: DirectRow) => number): Effect =>
      effectOf([...byReplicate.values()].map((own) => moments(own.map(lost)).mean));
    return {
      mechanism,
      direct: mean(({ asIs, exempt }) => asIs - exempt),
      butFor: mean(({ asIs, without }) => asIs - without),
    };
  });
}

const effectOf = (values: readonly number[]): Effect => ({
  mean: moments(values).mean,
  ...tInterval(values),
});

/** values: by variant, one a replicate; NaN where undefined. */
export function sharesOf(attribution: Attribution, values: readonly (readonly number[])[]): Shares {
  const { groups, orders, variants, mechanisms } = attribution;
  const k = groups.length;
  const all = 2 ** k - 1;
  const position = new Map(variants.map((off, at) => [variantKey(off), at]));
  const variantAt = (off: readonly string[]): number => position.get(variantKey(off))!;
  const of = (coalition: number): number => variantAt(variantOf(groups, coalition));
  const replicates = [...values[0].keys()];
  const defined = replicates.filter((r) => values.every((own) => !Number.isNaN(own[r])));
  const each = (value: (r: number) => number): Effect => effectOf(defined.map(value));
  const at = (coalition: number, r: number): number => values[of(coalition)][r];
  const phi = defined.map((r) => {
    const v = (coalition: number): number => at(coalition, r);
    return orders ? sampledShares(orders, v) : shapleyShares(k, v);
  });
  return {
    groups: groups.map(({ name, mechanisms: own }, g) => ({
      group: name,
      mechanisms: own,
      shapley: effectOf(phi.map((shares) => shares[g])),
      butFor: each((r) => at(all, r) - at(all & ~(1 << g), r)),
      alone: each((r) => at(1 << g, r) - at(0, r)),
    })),
    total: each((r) => at(all, r) - at(0, r)),
    all: each((r) => at(all, r)),
    none: each((r) => at(0, r)),
    mechanisms: mechanisms.map((mechanism) => {
      const off = variantAt([mechanism]);
      return { mechanism, butFor: each((r) => values[0][r] - values[off][r]) };
    }),
    replicates: defined.length,
    missing: replicates.length - defined.length,
  };
}
