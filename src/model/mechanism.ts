/**
 * The interface of a mechanism: a theory of why cities adopt, as one term of the log-hazard.
 *
 * A mechanism is a declaration plus `term`. Everything else follows from the declaration: the schema of
 * scenario files, the help, the columns of events.csv, what the engine keeps and recomputes, and the tests
 * over the registry. To add a theory, write one file in mechanisms/ and one line in mechanisms/index.ts.
 */
import type { AttributeName } from './attributes.js';
import type { Fill } from './fill.js';
import type { TermContext } from './termContext.js';
import type { TransitionName } from './world.js';

/**
 * What a term reads, so that the engine recomputes it only when that has changed:
 * constant (fixed at the start), city (the city's own state and attributes), nation (what presses on it), networks
 * (what those of the city do for it), peers (those it is tied to, fellow members), everyone (a share over all
 * cities), time (changes at every step).
 */
export type Reads = 'constant' | 'city' | 'nation' | 'networks' | 'peers' | 'everyone' | 'time';

/** A parameter of a mechanism beside its coefficient. */
export interface Parameter {
  readonly default: number;
  readonly range: readonly [number, number];
  readonly unit: string;
  readonly help: string;
  readonly source: string;
}

export interface Mechanism {
  /** Name in scenario files and column in events.csv. */
  readonly id: string;
  /** For axes and tables. */
  readonly label: string;
  /** One sentence: why a city would adopt. */
  readonly help: string;
  /** The term in LaTeX. */
  readonly formula: string;
  /** Smallest and largest value of the term; a z-score is unbounded: [-Infinity, Infinity]. */
  readonly range: readonly [number, number];
  readonly reads: readonly Reads[];
  /** Attributes that must be given when the coefficient is not 0. */
  readonly needs: readonly AttributeName[];
  /** Internal drivers lie in the city; external channels bring the policy from elsewhere. */
  readonly channel: 'internal' | 'external' | 'national';
  /** Value that stands in when the mechanism is off: the population's mean, or 0. */
  readonly reference: 'mean' | 'zero';
  /** Who brings a city into a network where this is the largest part of its hazard; left out: the city itself. */
  readonly route?: 'sponsor' | 'coordinator';
  /** The transitions whose hazard it can enter. */
  readonly transitions: readonly TransitionName[];
  /** Plausible coefficients on declaring, for sliders and prior checks. */
  readonly plausible: readonly [number, number];
  readonly parameters: { readonly [name: string]: Parameter };
  readonly source: string;
  /**
   * Called once a simulation and transition; returns what computes the term of cities (fill.ts), read from the state at
   * the start of the step. It only reads, and draws no random number. Columns of `standard` are asked for here, not in
   * the function returned: what was asked for tells when the term is computed again.
   */
  term(context: TermContext): Fill;
}
