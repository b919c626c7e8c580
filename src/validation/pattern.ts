/**
 * What the simulation must reproduce: a fact of the literature, the statistic by which simulated data show it, and
 * when it counts as shown. A pattern is data plus `measure`; running, judging, printing and the table of the ODD text
 * follow from the declaration.
 */
import type { Run } from './run.js';

/** A shipped scenario, with values changed for the sake of the pattern. */
export interface Variant {
  /** Name of the scenario: us-sanctuary, laboratory/slow-policy. */
  readonly scenario: string;
  /** Overrides like --set path=value. */
  readonly set?: readonly string[];
}

/**
 * When a number measured in each seed holds.
 *
 * positive, negative  the sign comes out in at least 95 % of the seeds (a seed in which it is undefined counts against)
 * range               the median over the seeds lies in [low, high]
 * history             besides, the one observed value lies between the 5 % and 95 % quantiles of the seeds
 */
export type Rule =
  | { readonly kind: 'positive' }
  | { readonly kind: 'negative' }
  | { readonly kind: 'range'; readonly low: number; readonly high: number }
  | { readonly kind: 'history'; readonly low: number; readonly high: number; readonly observed: number };

/** One number of a pattern. */
export interface Check {
  /** What is measured, in words. */
  readonly label: string;
  readonly rule: Rule;
}

export interface Pattern {
  /** A1 … A30. */
  readonly id: string;
  readonly fact: string;
  readonly source: string;
  readonly statistic: string;
  /** In words. */
  readonly expected: string;
  /** The worlds that it compares, with common resistances. */
  readonly worlds: { readonly [name: string]: Variant };
  /** By world: times (decimal years) at which columns that move are wanted (model/snapshot.ts). */
  readonly snapshots?: { readonly [world: string]: readonly number[] };
  readonly checks: { readonly [check: string]: Check };
  /** A number for each check; NaN where it is not defined. */
  measure(runs: { readonly [world: string]: Run }): { readonly [check: string]: number };
}

/** Checks of a pattern that needs no simulation are measured once. */
export const needsRuns = ({ worlds }: Pattern): boolean => Object.keys(worlds).length > 0;
