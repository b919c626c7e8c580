import type { Stream } from '../../model/random.js';
import { arcKm, unitVectors } from '../../population/distance.js';
import { draws, shuffle } from './draws.js';

export interface SpaceTimeData {
  /** N times, NaN: not adopted. */
  readonly adoptedAt: Float64Array;
  /** N indices of the country, or whatever the times are exchanged within. */
  readonly country: ArrayLike<number>;
  /** N degrees each. */
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  /** A recent adopter is one that adopted before, by at most this. */
  readonly window: number;
  /**
   * What chance exchanges within a country: the times of its adopters (left out), so that only who followed whom counts; or
   * adoption, time and all, among all its cities, so that where the adopters stand counts too.
   */
  readonly exchange?: 'times' | 'adoption';
}

export interface SpaceTimeClustering {
  /** Mean over the adopters of the mean distance in km to the recent adopters of their country. */
  readonly distanceKm: number;
  /** What it is on average when the adoption times of each country change hands. */
  readonly expectedKm: number;
  /** distanceKm / expectedKm: below 1, neighbours follow each other. */
  readonly ratio: number;
  /** One-sided: (1 + orders with at most this distance) / (1 + orders). NaN without permutations. */
  readonly p: number;
}

/**
 * Whether those who adopt soon after one another are near one another, beyond what the places of the adopters of a
 * country make of it. Adopters without a recent adopter in their country do not count; NaN where none has one, or where
 * a country's adopters that count stand in one place. Of one moment, none is the other's recent adopter.
 *
 * The expectation is exact: when times change hands, each pair of a country's adopters (or cities, where adoption is
 * exchanged among them) is as probable as any other. Cost: those pairs, then permutations x pairs within the window.
 * Source: Knox 1964, Applied Statistics 13 (pairs close in time and space); Mantel 1967 (exchanging times).
 */
export function spaceTimeClustering(
  { adoptedAt, country, latitude, longitude, window, exchange = 'times' }: SpaceTimeData,
  permutations = 0,
  from?: Stream,
): SpaceTimeClustering {
  const place = unitVectors(latitude, longitude);
  const distance = (i: number, j: number): number => {
    const dx = place[3 * i] - place[3 * j];
    const dy = place[3 * i + 1] - place[3 * j + 1];
    const dz = place[3 * i + 2] - place[3 * j + 2];
    return arcKm(dx * dx + dy * dy + dz * dz);
  };
  const byCountry = new Map<number, { adopters: number[]; others: number[] }>();
  adoptedAt.forEach((time, i) => {
    const own = byCountry.get(country[i]) ?? { adopters: [], others: [] };
    byCountry.set(country[i], own);
    if (!Number.isNaN(time)) own.adopters.push(i);
    else if (exchange === 'adoption') own.others.push(i);
  });
  /**
   * Adopters of a country in the order of time, then those with whom they may change hands; for each adopter, the places in
   * that order of its recent adopters.
   */
  const orders: { readonly nodes: Int32Array; readonly first: Int32Array; readonly last: Int32Array }[] = [];
  let counted = 0;
  let expected = 0;
  for (const { adopters, others } of byCountry.values()) {
    const nodes = Int32Array.from([
      ...adopters.sort((i, j) => adoptedAt[i] - adoptedAt[j] || i - j),
      ...others,
    ]);
    const first = new Int32Array(adopters.length);
    const last = new Int32Array(adopters.length);
    let here = 0;
    for (let at = 0; at < adopters.length; at++) {
      const time = adoptedAt[nodes[at]];
      first[at] = at === 0 ? 0 : first[at - 1];
      while (time - adoptedAt[nodes[first[at]]] > window) first[at]++;
      last[at] = at;
      while (last[at] > first[at] && adoptedAt[nodes[last[at] - 1]] === time) last[at]--;
      if (last[at] > first[at]) here++;
    }
    if (here === 0) continue;
    let sum = 0;
    for (let a = 0; a < nodes.length; a++) for (let b = 0; b < a; b++) sum += distance(nodes[a], nodes[b]);
    expected += (here * sum * 2) / (nodes.length * (nodes.length - 1));
    counted += here;
    orders.push({ nodes, first, last });
  }
  const sumOf = (nodesOf: (order: number) => Int32Array): number => {
    let sum = 0;
    for (let o = 0; o < orders.length; o++) {
      const { first, last } = orders[o];
      const nodes = nodesOf(o);
      for (let at = 0; at < first.length; at++) {
        if (last[at] === first[at]) continue;
        let near = 0;
        for (let b = first[at]; b < last[at]; b++) near += distance(nodes[at], nodes[b]);
        sum += near / (last[at] - first[at]);
      }
    }
    return sum;
  };
  const observed = sumOf((o) => orders[o].nodes);
  let atMost = 1;
  if (from) {
    const shuffled = orders.map(({ nodes }) => nodes.slice());
    for (let run = 0; run < permutations; run++) {
      const next = draws(from, run);
      for (const nodes of shuffled) shuffle(nodes, next);
      if (sumOf((o) => shuffled[o]) <= observed * (1 + 1e-12)) atMost++;
    }
  }
  const defined = counted > 0 && expected > 0;
  return {
    distanceKm: defined ? observed / counted : NaN,
    expectedKm: defined ? expected / counted : NaN,
    ratio: defined ? observed / expected : NaN,
    p: defined && from && permutations > 0 ? atMost / (1 + permutations) : NaN,
  };
}
