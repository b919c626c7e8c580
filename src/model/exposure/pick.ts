/** Whom a city copied: an adopting peer, with probability proportional to its share of the exposure. */
import { ACTIVE } from '../state.js';
import type { Adopters } from './groups.js';
import type { ExposureParts } from './layers.js';

/** The first adopter but the city itself at which the running sum without it reaches a target; else the last one. */
function adopterAt(
  { peers, sums }: Adopters,
  target: number,
  city: number,
  own: number,
): { readonly peer: number; readonly reached: boolean } {
  const others = (at: number): number => sums[at] - (peers[at] >= city ? own : 0);
  let low = 0;
  let high = peers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (others(middle) < target) low = middle + 1;
    else high = middle;
  }
  const reached = low < peers.length;
  if (!reached) low--;
  if (peers[low] === city) low += reached && low + 1 < peers.length ? 1 : -1;
  return { peer: peers[low] ?? -1, reached };
}

/**
 * A peer by subject, strengths of networks, city and `draw` in (0, 1], which says how far to go along the peers in their
 * fixed order (ties, networks, country, all; cities by index); -1: no peer adopted.
 */
export function createPick({ world, state, memberships, presence, rows, groups }: ExposureParts) {
  const { layers } = world.exposure;
  const { cities, subjects } = world;
  const cityCount = cities.count;
  const { networks } = memberships;

  /** Groups whose adopters a city meets, and the weight of each of them. */
  function met(subject: number, strengths: Float64Array, city: number) {
    const found: { readonly adopters: Adopters; readonly each: number }[] = [];
    const meet = (group: number, weight: number): void => {
      const others = groups.size(group) - 1;
      if (weight > 0 && others > 0) {
        found.push({ adopters: groups.adopters(group, subject), each: weight / others });
      }
    };
    const weightOf = (network: number): number =>
      network === subject || state.stage[network * cityCount + city] !== ACTIVE || groups.size(network) < 2
        ? 0
        : subjects[network].network!.migrationShare * strengths[network];
    if (layers.networks > 0) {
      const total = networks.reduce((sum, network) => sum + weightOf(network), 0);
      for (const network of networks) {
        const strength = weightOf(network);
        if (strength > 0) meet(network, (layers.networks * strength) / total);
      }
    }
    meet(groups.ofCountry(cities.country[city]), layers.country);
    meet(groups.ofAll, layers.all);
    return found;
  }

  return (subject: number, strengths: Float64Array, city: number, draw: number): number => {
    const own = presence.of(subject, city);
    const meetings = met(subject, strengths, city);
    const tied = rows.total.length > 0 && rows.total[city] > 0;
    const first = tied ? world.ties!.rowStart[city] : 0;
    const end = tied ? world.ties!.rowStart[city + 1] : 0;
    const peerAt = (at: number): number => world.ties!.column[at];
    const partOf = (at: number): number =>
      ((layers.ties * (rows.weight ? rows.weight[at] : 1)) / rows.total[city]) *
      presence.of(subject, peerAt(at));

    let total = 0;
    for (let at = first; at < end; at++) total += partOf(at);
    for (const { adopters, each } of meetings) total += each * (adopters.sum - own);

    let rest = draw * total;
    let last = -1;
    for (let at = first; at < end; at++) {
      const part = partOf(at);
      if (part === 0) continue;
      last = peerAt(at);
      rest -= part;
      if (rest <= 0) return last;
    }
    for (const { adopters, each } of meetings) {
      const found = adopterAt(adopters, rest / each, city, own);
      if (found.peer >= 0) last = found.peer;
      if (found.reached) return last;
      rest -= each * (adopters.sum - own);
    }
    return last;
  };
}
