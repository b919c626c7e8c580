import { positionOf, valueAtPosition } from './axis.js';
import type { OutcomeMap } from './outcomeMap.js';

/** A line through the points (x, y), in values of the axes. */
export type ContourLine = readonly { readonly x: number; readonly y: number }[];

/**
 * Where the mean outcome of a map crosses a level: marching squares over the cells' centres, with linear interpolation along
 * the edges (on the logarithm of a log scale); of a saddle the side of the mean of its corners. Squares with an empty corner have
 * none, nor has a map with categories.
 */
export function contour({ x, y, cells }: OutcomeMap, level: number): ContourLine[] {
  if (x.scale === 'category' || y.scale === 'category') return [];
  const columns = x.values.length;
  const across = x.values.map((value) => positionOf(x.scale, value as number));
  const up = y.values.map((value) => positionOf(y.scale, value as number));
  const at = (i: number, j: number): number => cells[j * columns + i].mean;

  // Points of crossing by edge: h,i,j from (i, j) to the right; v,i,j upwards.
  const crossings = new Map<string, { x: number; y: number }>();
  const neighbours = new Map<string, string[]>();
  const cross = (edge: string): string => {
    if (!crossings.has(edge)) {
      const [way, i, j] = edge.split(',').map((part, k) => (k === 0 ? part : Number(part))) as [
        string,
        number,
        number,
      ];
      const [right, above] = way === 'h' ? [1, 0] : [0, 1];
      const share = (level - at(i, j)) / (at(i + right, j + above) - at(i, j));
      crossings.set(edge, {
        x: valueAtPosition(x.scale, across[i] + share * (across[i + right] - across[i])),
        y: valueAtPosition(y.scale, up[j] + share * (up[j + above] - up[j])),
      });
      neighbours.set(edge, []);
    }
    return edge;
  };
  const join = (a: string, b: string): void => {
    neighbours.get(cross(a))!.push(cross(b));
    neighbours.get(b)!.push(a);
  };
  for (let j = 0; j + 1 < up.length; j++) {
    for (let i = 0; i + 1 < across.length; i++) {
      const corners = [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)];
      if (corners.some(Number.isNaN)) continue;
      const high = corners.map((value) => value >= level);
      const edges = [`h,${i},${j}`, `v,${i + 1},${j}`, `h,${i},${j + 1}`, `v,${i},${j}`];
      const crossed = edges.filter((_, k) => high[k] !== high[(k + 1) % 4]);
      if (crossed.length === 2) join(crossed[0], crossed[1]);
      if (crossed.length < 4) continue;
      const middle = corners.reduce((sum, value) => sum + value / 4, 0) >= level;
      // Corners unlike the middle are cut off: 0 and 2 by edges (3, 0) and (1, 2), 1 and 3 by (0, 1) and (2, 3).
      const shift = high[0] === middle ? 0 : 3;
      join(edges[shift], edges[(shift + 1) % 4]);
      join(edges[(shift + 2) % 4], edges[(shift + 3) % 4]);
    }
  }
  return linesThrough(neighbours).map((edges) => edges.map((edge) => crossings.get(edge)!));
}

/** Chains of neighbours: open ones from their ends, then rings, which end where they start. */
function linesThrough(neighbours: ReadonlyMap<string, readonly string[]>): string[][] {
  const seen = new Set<string>();
  const walk = (from: string): string[] => {
    const line = [from];
    seen.add(from);
    for (let here = from; ; ) {
      const next = neighbours.get(here)!.find((edge) => !seen.has(edge));
      if (next === undefined) return line;
      line.push(next);
      seen.add(next);
      here = next;
    }
  };
  const lines: string[][] = [];
  for (const [edge, beside] of neighbours) if (beside.length === 1 && !seen.has(edge)) lines.push(walk(edge));
  for (const edge of neighbours.keys()) {
    if (seen.has(edge)) continue;
    lines.push([...walk(edge), edge]);
  }
  return lines;
}
