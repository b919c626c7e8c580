/** Descriptive statistics of columns; NaN where there is nothing to describe. */
import { medianSorted } from 'simple-statistics';

export const mean = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k];
  return sum / values.length;
};

/** Standard deviation, divisor n. */
export function spread(values: ArrayLike<number>): number {
  const centre = mean(values);
  let squares = 0;
  for (let k = 0; k < values.length; k++) squares += (values[k] - centre) ** 2;
  return Math.sqrt(squares / values.length);
}

export function median(values: ArrayLike<number>): number {
  if (values.length === 0) return NaN;
  return medianSorted(Array.from(values).sort((a, b) => a - b));
}

/** Pearson's correlation; NaN where one of the two does not vary. */
export function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const [meanX, meanY] = [mean(x), mean(y)];
  let [xy, xx, yy] = [0, 0, 0];
  for (let k = 0; k < x.length; k++) {
    xy += (x[k] - meanX) * (y[k] - meanY);
    xx += (x[k] - meanX) ** 2;
    yy += (y[k] - meanY) ** 2;
  }
  return xx < 1e-24 || yy < 1e-24 ? NaN : xy / Math.sqrt(xx * yy);
}

/** Slope of the least-squares line of y on x; NaN where x does not vary. */
export function slope(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const [meanX, meanY] = [mean(x), mean(y)];
  let [xy, xx] = [0, 0];
  for (let k = 0; k < x.length; k++) {
    xy += (x[k] - meanX) * (y[k] - meanY);
    xx += (x[k] - meanX) ** 2;
  }
  return xx < 1e-24 ? NaN : xy / xx;
}

/** Ranks from 1; equal values share the mean of theirs. */
export function ranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, k) => k).sort((a, b) => values[a] - values[b]);
  const rank = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let at = from; at < to; at++) rank[order[at]] = (from + 1 + to) / 2;
    from = to;
  }
  return rank;
}

/** Spearman's rank correlation, ties sharing their mean rank. */
export const rankCorrelation = (x: ArrayLike<number>, y: ArrayLike<number>): number =>
  correlation(ranks(x), ranks(y));

/** Third of each value, by rank: 0 low, 1 middle, 2 high. */
export function terciles(values: ArrayLike<number>): Uint8Array {
  return Uint8Array.from(ranks(values), (rank) =>
    Math.min(2, Math.floor((3 * (rank - 0.5)) / values.length)),
  );
}

/** Values at some places of a column. */
export const pick = (values: ArrayLike<number>, places: ArrayLike<number>): number[] =>
  Array.from(places, (place) => values[place]);

/** Places of 0 … count - 1 that fit. */
export function where(count: number, fits: (place: number) => boolean): number[] {
  const found: number[] = [];
  for (let place = 0; place < count; place++) if (fits(place)) found.push(place);
  return found;
}
