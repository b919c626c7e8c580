import type { Ties } from '../../model/world.js';
import { fromEdges } from '../../population/ties/rows.js';

/**
 * Ties with as many peers for every node, but others: `swaps` times two ties a → b, c → d are drawn, and become
 * a → d, c → b unless that makes a tie to itself or one that is there already (then they stay, and the try counts). The
 * chain is symmetric, so all graphs with these degrees that it reaches are alike probable in the end. Of symmetric ties
 * either end may be the first. A tie keeps its weight and its source.
 *
 * next: numbers in [0, 1). Cost: about .2 µs a try, and building the rows.
 * Source: Rao, Jana and Bandyopadhyay 1996; Milo, Kashtan, Itzkovitz, Newman and Alon 2003.
 */
export function rewire(ties: Ties, swaps: number, next: () => number): Ties {
  const { rowStart, column, weight, symmetric } = ties;
  const n = rowStart.length - 1;
  const source: number[] = [];
  const target: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i < n; i++) {
    for (let at = rowStart[i]; at < rowStart[i + 1]; at++) {
      if (symmetric && column[at] < i) continue;
      source.push(i);
      target.push(column[at]);
      weights.push(weight ? weight[at] : 1);
    }
  }
  const key = (i: number, j: number): number => (symmetric && j < i ? j * n + i : i * n + j);
  const there = new Set(source.map((i, e) => key(i, target[e])));
  const edges = source.length;
  for (let swap = 0; swap < swaps && edges > 1; swap++) {
    const e = Math.floor(next() * edges);
    const f = Math.floor(next() * edges);
    const turned = symmetric && next() < 0.5;
    if (e === f) continue;
    const a = source[e];
    const b = target[e];
    const c = turned ? target[f] : source[f];
    const d = turned ? source[f] : target[f];
    if (a === d || c === b || there.has(key(a, d)) || there.has(key(c, b))) continue;
    there.delete(key(a, b));
    there.delete(key(c, d));
    there.add(key(a, d));
    there.add(key(c, b));
    target[e] = d;
    source[f] = c;
    target[f] = b;
  }
  return fromEdges(n, source, target, weight ? weights : null, !symmetric);
}
