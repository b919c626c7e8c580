import type { Parameter } from './parameter.js';

/** What an experiment file says under `design`. */
export type DesignSpec =
  /** All combinations: n levels of each parameter (or its own `levels`), ends included; every value of a categorical one. */
  | { readonly type: 'grid'; readonly n?: number }
  /** Point i has the i-th of each parameter's values. */
  | { readonly type: 'list' }
  | { readonly type: 'random'; readonly n: number }
  | { readonly type: 'lhs'; readonly n: number; readonly optimise?: 'maximin' }
  /** n a power of two; Owen's scrambling unless `scramble: false`. */
  | { readonly type: 'sobol'; readonly n: number; readonly scramble?: boolean }
  /** n base rows in all; base sobol (default): n a power of two, divided into 16 independent scramblings. secondOrder: default true. */
  | {
      readonly type: 'saltelli';
      readonly n: number;
      readonly base?: 'random' | 'sobol';
      readonly secondOrder?: boolean;
    }
  /** n trajectories on a grid of `levels` (even, default 4), chosen among `candidates` (default 500; n: as drawn). */
  | {
      readonly type: 'morris';
      readonly n: number;
      readonly levels?: number;
      readonly candidates?: number;
    }
  /** Around `base` (a value for each path) one parameter at a time takes n levels (or its own `levels`). */
  | { readonly type: 'oat'; readonly n?: number; readonly base: { readonly [path: string]: unknown } };

export type DesignType = DesignSpec['type'];

/** How points hang together: what the estimators need beside the values. */
export type Structure =
  /** Points that stand for themselves: list, random, lhs, sobol. */
  | { readonly kind: 'points' }
  /** Values of each parameter, and of each point its level in them (points × parameters). */
  | {
      readonly kind: 'grid';
      readonly values: readonly (readonly unknown[])[];
      readonly level: (point: number, parameter: number) => number;
    }
  /**
   * Base row r occupies points r·width … r·width + width − 1: A, then A with column i from B for each parameter i, then
   * (secondOrder) B with column i from A for each i, then B. width = k + 2 or 2k + 2. Rows of one scrambling follow one another.
   */
  | {
      readonly kind: 'saltelli';
      readonly rows: number;
      readonly width: number;
      readonly secondOrder: boolean;
      /** Number of independent scramblings of rows / scramblings rows; 0: rows are independent. */
      readonly scramblings: number;
    }
  /**
   * Trajectory t occupies points t·(k + 1) … t·(k + 1) + k; step s (from 0) leads to its point s + 1, changes one
   * parameter, by `delta` of the unit interval (of which whole numbers and lists make a step between two of their values), up
   * (1) or down (−1). Both arrays: trajectories × k.
   */
  | {
      readonly kind: 'morris';
      readonly trajectories: number;
      readonly delta: number;
      readonly changed: Uint16Array;
      readonly direction: Int8Array;
    }
  /** Point 0 is the base; the others differ from it in one parameter (an index into the parameters). */
  | { readonly kind: 'oat'; readonly changed: Uint16Array };

/** Points of an experiment. The same spec, parameters and seed give the same points, in any process. */
export interface Design {
  readonly type: DesignType;
  readonly parameters: readonly Parameter[];
  readonly pointCount: number;
  /** A value for each parameter, in their order. Cost: about 1 µs a parameter. */
  readonly point: (index: number) => unknown[];
  readonly structure: Structure;
  /** What a reader should know of this design, in words. */
  readonly notes: readonly string[];
}
