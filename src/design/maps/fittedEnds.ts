import jstat from 'jstat';
import { inverse, Matrix } from 'ml-matrix';
import type { Design } from '../design.js';
import { isNumeric } from '../parameter.js';
import { type Axis, levelsOfDesign, positionOf } from './axis.js';
import type { MeanInterval } from './levelMeans.js';

/** A value of a parameter and the mean outcome that is fitted there. */
export type FittedValue = { readonly value: number | string } & MeanInterval;

/**
 * Where points are drawn, the mean of those with like values of one parameter also holds what the others happen to be there.
 * So the outcome along each parameter is taken from one least-squares fit to the points' means: a constant, and for each number
 * its place and the square of it (logarithm of a log scale), for each word a step; the other parameters at their average. Interval: Student's t
 * over points. By parameter the values that occur, ascending; undefined where there are not twice as many points as coefficients, or
 * parameters vary only together.
 *
 * means: by point; NaN: left out. Cost: points × coefficients².
 */
export function fittedEnds(
  design: Design,
  means: Float64Array,
): { axis: Axis; values: FittedValue[] }[] | undefined {
  const kept = Array.from(means.keys()).filter((point) => !Number.isNaN(means[point]));
  const parts = design.parameters.map((parameter, i) => {
    const { axis, of } = levelsOfDesign(design, i);
    const values = kept.map((point) =>
      isNumeric(parameter) ? (design.point(point)[i] as number) : axis.values[of[point]],
    );
    const distinct = [...new Set(values)];
    if (isNumeric(parameter)) distinct.sort((a, b) => (a as number) - (b as number));
    const places = distinct.map((value) =>
      isNumeric(parameter) ? positionOf(axis.scale, value as number) : 0,
    );
    const [first, range] = [places[0], places[places.length - 1] - places[0]];
    // From 0 to 1; of two values a square would be the place itself.
    const terms = (value: number | string): number[] => {
      if (!isNumeric(parameter)) return distinct.slice(1).map((other) => (other === value ? 1 : 0));
      const place = (positionOf(axis.scale, value as number) - first) / range;
      return distinct.length < 3 ? [place].slice(0, distinct.length - 1) : [place, place ** 2];
    };
    return { axis, distinct, rows: values.map(terms), terms };
  });
  const averages = parts.map(({ rows }) => rows[0].map((_, c) => average(rows.map((row) => row[c]))));
  const columns = kept.map((_, at) =>
    parts.flatMap(({ rows }, i) => rows[at].map((x, c) => x - averages[i][c])),
  );
  const count = columns[0]?.length ?? 0;
  if (count === 0 || kept.length < 2 * (count + 1)) return undefined;
  const x = new Matrix(columns);
  const product = x.transpose().mmul(x);
  if (product.to1DArray().some(Number.isNaN)) return undefined;
  let spread: Matrix;
  try {
    spread = inverse(product);
  } catch {
    return undefined;
  }
  const centre = average(kept.map((point) => means[point]));
  const y = Matrix.columnVector(kept.map((point) => means[point] - centre));
  const slopes = spread.mmul(x.transpose().mmul(y));
  const residuals = Matrix.sub(y, x.mmul(slopes)).to1DArray();
  const freedom = kept.length - count - 1;
  const variance = residuals.reduce((sum, each) => sum + each ** 2, 0) / freedom;
  const t = jstat.studentt.inv(0.975, freedom);

  let from = 0;
  return parts.map(({ axis, distinct, terms }, i) => {
    const own = averages[i].map((_, c) => from + c);
    from += own.length;
    const values = distinct.map((value): FittedValue => {
      const away = terms(value).map((term, c) => term - averages[i][c]);
      let [mean, square] = [centre, 1 / kept.length];
      away.forEach((a, c) => {
        mean += a * slopes.get(own[c], 0);
        away.forEach((b, d) => {
          square += a * b * spread.get(own[c], own[d]);
        });
      });
      const half = t * Math.sqrt(Math.max(0, variance * square));
      return { value, mean, low: mean - half, high: mean + half };
    });
    return { axis, values };
  });
}

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
