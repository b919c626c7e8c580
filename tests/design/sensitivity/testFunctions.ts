/** Functions whose indices are known in closed form. */
import type { Design, Parameter } from '../../../src/design/index.js';
import type { Responses } from '../../../src/design/sensitivity/index.js';

export const units = (count: number): Parameter[] =>
  Array.from({ length: count }, (_, i) => ({ path: `x${i + 1}`, kind: 'continuous', from: 0, to: 1 }));

export interface TestFunction {
  readonly parameters: Parameter[];
  readonly value: (x: readonly number[]) => number;
  /** By parameter; second by parameter and parameter. */
  readonly first: readonly number[];
  readonly total: readonly number[];
  readonly second: (i: number, j: number) => number;
}

/**
 * Ishigami and Homma 1990: sin x1 + 7 sin² x2 + 0.1 x3⁴ sin x1 on (−π, π)³. With a = 7, b = 0.1 (Sobol' and Levitan 1999):
 * V1 = ½ (1 + b π⁴ / 5)², V2 = a² / 8, V13 = b² π⁸ (1/18 − 1/50), all others 0.
 */
export const ishigami: TestFunction = (() => {
  const v1 = 0.5 * (1 + (0.1 * Math.PI ** 4) / 5) ** 2;
  const v2 = 49 / 8;
  const v13 = 0.01 * Math.PI ** 8 * (1 / 18 - 1 / 50);
  const v = v1 + v2 + v13;
  return {
    parameters: ['x1', 'x2', 'x3'].map((path) => ({ path, kind: 'continuous', from: -Math.PI, to: Math.PI })),
    value: ([x, y, z]) => Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x),
    first: [v1 / v, v2 / v, 0],
    total: [(v1 + v13) / v, v2 / v, v13 / v],
    second: (i, j) => (i + j === 2 && i !== j ? v13 / v : 0),
  };
})();

/**
 * Sobol's G-function: Π (|4 x_i − 2| + a_i) / (1 + a_i) (Saltelli and Sobol' 1995). With v_i = 1 / (3 (1 + a_i)²) and
 * V = Π (1 + v_i) − 1: first v_i / V, second v_i v_j / V, total v_i Π_{j ≠ i} (1 + v_j) / V.
 */
export function gFunction(a: readonly number[]): TestFunction {
  const v = a.map((ai) => 1 / (3 * (1 + ai) ** 2));
  const product = v.reduce((p, vi) => p * (1 + vi), 1);
  const variance = product - 1;
  return {
    parameters: units(a.length),
    value: (x) => x.reduce((p, xi, i) => (p * (Math.abs(4 * xi - 2) + a[i])) / (1 + a[i]), 1),
    first: v.map((vi) => vi / variance),
    total: v.map((vi) => (vi * product) / (1 + vi) / variance),
    second: (i, j) => (v[i] * v[j]) / variance,
  };
}

/** The function at every point of a design, plus what a replicate adds. */
export function evaluate(
  design: Design,
  value: (x: readonly number[]) => number,
  replicates = 1,
  noise: (x: readonly number[], replicate: number) => number = () => 0,
): Responses {
  const values = new Float64Array(design.pointCount * replicates);
  for (let point = 0; point < design.pointCount; point++) {
    const x = design.point(point) as number[];
    for (let r = 0; r < replicates; r++) values[point * replicates + r] = value(x) + noise(x, r);
  }
  return { replicates, value: (point, replicate) => values[point * replicates + replicate] };
}
