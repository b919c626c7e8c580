/**
 * Who is in which network: running lists and counts, so that a network of 200 members costs 200, not 20,000.
 */
import type { State } from './state.js';
import type { World } from './world.js';

export interface Memberships {
  /** Subject indices of the networks. */
  readonly networks: readonly number[];
  /** Members of a network in no order, the first count(network) entries. */
  members(network: number): Int32Array;
  count(network: number): number;
  /** Goes up whenever somebody joins or leaves the network. */
  version(network: number): number;
  reset(): void;
  enter(network: number, city: number): void;
  leave(network: number, city: number): void;
}

export function createMemberships(world: World, state: State): Memberships {
  const cityCount = world.cities.count;
  const networks = world.subjects.flatMap((subject, s) => (subject.network ? [s] : []));
  const lists = world.subjects.map(() => new Int32Array(0));
  const counts = new Int32Array(world.subjects.length);
  const versions = new Int32Array(world.subjects.length);

  function enter(network: number, city: number): void {
    if (counts[network] === lists[network].length) {
      const wider = new Int32Array(Math.max(16, 2 * counts[network]));
      wider.set(lists[network]);
      lists[network] = wider;
    }
    lists[network][counts[network]++] = city;
    versions[network]++;
  }

  return {
    networks,
    members: (network) => lists[network],
    count: (network) => counts[network],
    version: (network) => versions[network],
    reset() {
      counts.fill(0);
      for (const network of networks) {
        for (let i = 0; i < cityCount; i++) {
          if (state.stage[network * cityCount + i] > 0) enter(network, i);
        }
        versions[network]++;
      }
    },
    enter,
    leave(network, city) {
      const list = lists[network];
      const at = list.indexOf(city);
      list[at] = list[--counts[network]];
      versions[network]++;
    },
  };
}
