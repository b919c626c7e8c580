/**
 * Who takes part in which network: lists of active members in index order, so that a network of 200 members costs
 * 200, not 20,000, and no sum over members depends on who joined first.
 */
import { ACTIVE, type State } from './state.js';
import type { World } from './world.js';

export interface Memberships {
  /** Subject indices of the networks. */
  readonly networks: readonly number[];
  /** Active members of a network, ascending: the first count(network) entries. */
  members(network: number): Int32Array;
  count(network: number): number;
  /** Goes up whenever somebody enters or leaves the list. */
  version(network: number): number;
  reset(): void;
  enter(network: number, city: number): void;
  leave(network: number, city: number): void;
}

/** A network that carries a policy. */
export interface Carrier {
  readonly network: number;
  /** Where its stages begin, [network * N]. */
  readonly offset: number;
  /** Migration share x carried weight, above 0. */
  readonly weight: number;
}

/** The networks that carry a policy, in the order of the subjects. */
export function carriersOf(
  { subjects, cities }: World,
  networks: readonly number[],
  policy: number,
): Carrier[] {
  return networks.flatMap((network) => {
    const { migrationShare, carries } = subjects[network].network!;
    const weight = migrationShare * carries[policy];
    return weight > 0 ? [{ network, offset: network * cities.count, weight }] : [];
  });
}

export function createMemberships(world: World, state: State): Memberships {
  const cityCount = world.cities.count;
  const networks = world.subjects.flatMap((subject, s) => (subject.network ? [s] : []));
  const lists = world.subjects.map(() => new Int32Array(0));
  const counts = new Int32Array(world.subjects.length);
  const versions = new Int32Array(world.subjects.length);

  /** Where a city stands in the list of a network, or would. */
  function placeOf(network: number, city: number): number {
    const list = lists[network];
    let low = 0;
    let high = counts[network];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] < city) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    networks,
    members: (network) => lists[network],
    count: (network) => counts[network],
    version: (network) => versions[network],
    reset() {
      counts.fill(0);
      for (const network of networks) {
        const offset = network * cityCount;
        const active: number[] = [];
        for (let i = 0; i < cityCount; i++) if (state.stage[offset + i] === ACTIVE) active.push(i);
        if (lists[network].length < active.length) lists[network] = new Int32Array(active.length);
        lists[network].set(active);
        counts[network] = active.length;
        versions[network]++;
      }
    },
    enter(network, city) {
      if (counts[network] === lists[network].length) {
        const wider = new Int32Array(Math.max(16, 2 * counts[network]));
        wider.set(lists[network]);
        lists[network] = wider;
      }
      const place = placeOf(network, city);
      lists[network].copyWithin(place + 1, place, counts[network]++);
      lists[network][place] = city;
      versions[network]++;
    },
    leave(network, city) {
      const place = placeOf(network, city);
      lists[network].copyWithin(place, place + 1, counts[network]--);
      versions[network]++;
    },
  };
}
