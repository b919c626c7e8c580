import type { Design } from '../design.js';
import { isNumeric, type Parameter } from '../parameter.js';

/** A parameter as an axis: the values at which the outcome is averaged. */
export interface Axis {
  /** The parameter's path. */
  readonly name: string;
  readonly scale: 'linear' | 'log' | 'category';
  /** Of a category its words. Of bins the mean of their points. */
  readonly values: readonly (number | string)[];
  /** Whether each value stands for a range of values. */
  readonly binned: boolean;
}

/** An axis and each point's place on it. */
export interface Levels {
  readonly axis: Axis;
  /** Index into axis.values. */
  readonly of: Uint32Array;
}

/** More different values than these are put in bins. */
const MOST_LEVELS = 30;
const BINS = 10;

const words = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Place on the axis where equal distances mean equal steps: the logarithm on a log scale. */
export const positionOf = (scale: Axis['scale'], value: number): number =>
  scale === 'log' ? Math.log(value) : value;
/** The inverse of positionOf. */
export const valueAtPosition = (scale: Axis['scale'], position: number): number =>
  scale === 'log' ? Math.exp(position) : position;

/**
 * The levels of a parameter over a design: its values as they occur, ascending (categories as declared); of a numeric one
 * with more than 30 values `bins` ranges with equally many points, unless the design is a grid.
 */
export function levelsOfDesign(design: Design, parameter: number, bins = BINS): Levels {
  const declared = design.parameters[parameter];
  const name = declared.path;
  const { pointCount } = design;
  if (!isNumeric(declared)) {
    const all = (declared as Parameter & { kind: 'categorical' }).values.map(words);
    const column = Array.from({ length: pointCount }, (_, i) => words(design.point(i)[parameter]));
    const values = [...new Set([...all, ...column])].filter((value) => column.includes(value));
    const place = new Map(values.map((value, i) => [value, i]));
    const of = Uint32Array.from(column, (value) => place.get(value)!);
    return { axis: { name, scale: 'category', values, binned: false }, of };
  }
  const scale = declared.kind === 'log' ? 'log' : 'linear';
  const column = Float64Array.from({ length: pointCount }, (_, i) => design.point(i)[parameter] as number);
  const distinct = [...new Set(column)].sort((a, b) => a - b);
  if (distinct.length <= MOST_LEVELS || design.structure.kind === 'grid') {
    const place = new Map(distinct.map((value, i) => [value, i]));
    const of = Uint32Array.from(column, (value) => place.get(value)!);
    return { axis: { name, scale, values: distinct, binned: false }, of };
  }
  const order = Uint32Array.from(column, (_, i) => i).sort((a, b) => column[a] - column[b] || a - b);
  const of = new Uint32Array(pointCount);
  const sums = new Float64Array(bins);
  const counts = new Uint32Array(bins);
  order.forEach((point, rank) => {
    const bin = Math.floor((rank * bins) / pointCount);
    of[point] = bin;
    sums[bin] += positionOf(scale, column[point]);
    counts[bin]++;
  });
  const values = Array.from(sums, (sum, bin) => valueAtPosition(scale, sum / counts[bin]));
  return { axis: { name, scale, values, binned: true }, of };
}
