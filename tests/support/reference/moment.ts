/** What the reference knows at a moment: plain nested lists, [subject][city], and what follows from them at once. */
import type { AttributeName } from '../../../src/model/attributes.js';
import type { World } from '../../../src/model/world.js';

/** A wave that has come, and whom it reached. */
export interface Wave {
  readonly at: number;
  readonly salience: number;
  readonly halfLife: number;
  readonly cities: readonly number[];
}

export interface Moment {
  readonly world: World;
  readonly replicate: number;
  /** Start of the step, decimal years. */
  now: number;
  stage: number[][];
  /** Since when it is held; NaN at stage 0. */
  since: number[][];
  generation: number[][];
  /** Orientation of each government; null where the world has none. */
  orientation: number[] | null;
  immigrantShare: number[] | null;
  /** Orientation of the government that took a policy up; NaN where it is not held. */
  orientationThen: number[][];
  outcome: number[][];
  /** Null where the policy is not held, or the world has no designs. */
  design: (number[] | null)[][];
  /** By nation: what advocacy has added to its pressure. */
  gained: number[];
  waves: Wave[];
}

export const range = (count: number): number[] => [...Array(count).keys()];

export const networksOf = (world: World): number[] =>
  range(world.subjects.length).filter((s) => world.subjects[s].network !== null);

/** Takes part in a network; who is inactive is a member in name alone. */
export const takesPart = ({ stage }: Moment, network: number, i: number): boolean => stage[network][i] === 2;

export const activeMembers = (moment: Moment, network: number): number[] =>
  range(moment.world.cities.count).filter((i) => takesPart(moment, network, i));

/** An attribute of a city as it is now. */
export function attributeOf(moment: Moment, name: AttributeName, i: number): number {
  if (name === 'orientation') return moment.orientation![i];
  if (name === 'immigrantShare') return moment.immigrantShare![i];
  return moment.world.cities.attributes[name]![i];
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Standard deviation with divisor N. */
export function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
}

const scored = (value: number, values: readonly number[]): number => {
  const sd = deviationOf(values);
  return sd > 1e-12 ? (value - meanOf(values)) / sd : 0;
};

/** z-scores at the start; of the logarithm for the population. */
const startScores = new WeakMap<World, Map<string, number[]>>();
export function zscoreOf({ world }: Moment, name: AttributeName, i: number): number {
  const known = startScores.get(world) ?? new Map<string, number[]>();
  startScores.set(world, known);
  if (!known.has(name)) {
    const given = [...world.cities.attributes[name]!];
    const values = name === 'population' ? given.map(Math.log) : given;
    known.set(
      name,
      values.map((value) => scored(value, values)),
    );
  }
  return known.get(name)![i];
}

/** z-score of the logit of the immigrant share as it is now, on the scale of the start. */
const startLogits = new WeakMap<World, number[]>();
export function needOf(moment: Moment, i: number): number {
  const { world } = moment;
  const { immigrantShare, population } = world.cities.attributes;
  const logit = (share: number, j: number): number => {
    const p = (share * population![j] + 0.5) / (population![j] + 1);
    return Math.log(p / (1 - p));
  };
  if (!startLogits.has(world)) {
    startLogits.set(
      world,
      range(world.cities.count).map((j) => logit(immigrantShare![j], j)),
    );
  }
  return scored(logit(moment.immigrantShare![i], i), startLogits.get(world)!);
}
