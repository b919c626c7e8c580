/** The interface of a tie generator, and how its options are declared. */
import type { Cities, Ties } from '../../model/world.js';
import { TieError } from './rows.js';

/** What a generator reads of the cities; a World's Cities fit as they are. */
export type TieCities = Pick<
  Cities,
  'count' | 'keys' | 'latitude' | 'longitude' | 'country' | 'region' | 'attributes'
>;

/** An option of a generator: a number, or one of some words. One declaration: schema, help, sliders and design bounds read it. */
export interface TieOption {
  /** null: has no default; the generator says what happens where it is left out. */
  readonly default: number | string | readonly string[] | null;
  /** Smallest and largest number. */
  readonly range?: readonly [number, number];
  readonly integer?: boolean;
  /** The words, where the option is a word; names of attributes are allowed too where `attribute` is true. */
  readonly values?: readonly string[];
  /** True: a name of an attribute; 'list': names of attributes. */
  readonly attribute?: boolean | 'list';
  readonly unit: string;
  readonly help: string;
  readonly source: string;
}

export interface TieGenerator<Options> {
  /** Name in scenario files. */
  readonly id: string;
  readonly label: string;
  /** One sentence: which cities are tied. */
  readonly help: string;
  readonly source: string;
  /** Largest number of cities that it can do. */
  readonly limit: number;
  readonly options: { readonly [name in keyof Required<Options>]: TieOption };
  /**
   * The ties of the cities. Options that are left out have their declared default; they are taken to be in range.
   * Throws TieError where they are impossible for these cities.
   */
  generate(cities: TieCities, options: Options, seed: string | number): Ties;
}

/** The number of cities, when the generator can do so many. */
export function cityCount(cities: TieCities, id: string, limit: number): number {
  const { count } = cities;
  if (count > limit) {
    throw new TieError(
      `${id} weighs every pair of cities and can do ${limit} cities, not ${count}; ` +
        'smallWorld, random, blocks and preferentialAttachment can do a million, or import an edge list',
    );
  }
  return count;
}

/** Checks that a mean degree is possible: 0 <= meanDegree <= n - 1. */
export function checkMeanDegree(meanDegree: number, n: number, name = 'meanDegree'): void {
  if (!(meanDegree >= 0 && (meanDegree <= n - 1 || meanDegree === 0))) {
    throw new TieError(
      `${name} ${meanDegree} is impossible with ${n} cities: it must lie in [0, ${Math.max(0, n - 1)}]`,
    );
  }
}
