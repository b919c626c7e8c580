/**
 * Benchmark peers: the k fellow members of a benchmarking network that are nearest in z-scored attributes
 * (log population, immigrant share, orientation unless the network says otherwise), ties broken by input
 * order. Found anew when somebody joins or leaves, and only then.
 *
 * Cost: M log M a change for M members, by a k-d tree over them.
 */
import type { AttributeName } from './attributes.js';
import type { Memberships } from './memberships.js';
import type { Standard } from './standard.js';
import { ACTIVE, type State } from './state.js';
import type { World } from './world.js';

export interface Benchmarks {
  /** Networks that benchmark. */
  readonly networks: readonly number[];
  /** Visits the peers of a member, nearest first. */
  visit(network: number, city: number, visitor: (peer: number) => void): number;
  reset(): void;
}

/**
 * The k nearest other points of each point, by Euclidean distance; ties by index. points: one array of n
 * coordinates a dimension. Returns n x k indices, -1 where there are fewer.
 */
export function nearest(points: readonly Float64Array[], k: number): Int32Array {
  const count = points[0]?.length ?? 0;
  const found = new Int32Array(count * k).fill(-1);
  const order = Int32Array.from({ length: count }, (_, i) => i);
  const split = (low: number, high: number, axis: number): void => {
    if (high - low < 16) return;
    const values = points[axis];
    const part = order.subarray(low, high);
    part.sort((a, b) => values[a] - values[b] || a - b);
    const middle = (low + high) >> 1;
    split(low, middle, (axis + 1) % points.length);
    split(middle + 1, high, (axis + 1) % points.length);
  };
  if (points.length > 0) split(0, count, 0);

  const best = new Float64Array(k);
  for (let i = 0; i < count; i++) {
    let size = 0;
    const offer = (j: number): void => {
      if (j === i) return;
      let distance = 0;
      for (const values of points) distance += (values[j] - values[i]) * (values[j] - values[i]);
      let at = size;
      while (at > 0 && (best[at - 1] > distance || (best[at - 1] === distance && found[i * k + at - 1] > j)))
        at--;
      if (at === k) return;
      if (size < k) size++;
      for (let to = size - 1; to > at; to--) {
        best[to] = best[to - 1];
        found[i * k + to] = found[i * k + to - 1];
      }
      best[at] = distance;
      found[i * k + at] = j;
    };
    const search = (low: number, high: number, axis: number): void => {
      if (high - low < 16 || points.length === 0) {
        for (let at = low; at < high; at++) offer(order[at]);
        return;
      }
      const middle = (low + high) >> 1;
      const gap = points[axis][i] - points[axis][order[middle]];
      const next = (axis + 1) % points.length;
      offer(order[middle]);
      if (gap <= 0) search(low, middle, next);
      else search(middle + 1, high, next);
      // Equal distances matter too: the lower index wins them.
      if (size < k || gap * gap <= best[size - 1]) {
        if (gap <= 0) search(middle + 1, high, next);
        else search(low, middle, next);
      }
    };
    search(0, count, 0);
  }
  return found;
}

export function createBenchmarks(
  world: World,
  state: State,
  standard: Standard,
  memberships: Memberships,
): Benchmarks {
  const cityCount = world.cities.count;
  const networks = world.subjects.flatMap((subject, s) => (subject.network?.benchmark ? [s] : []));
  const known = new Map(
    networks.map((network) => [network, { version: -1, peers: new Int32Array(0) as Int32Array }]),
  );
  const rank = new Map(networks.map((network) => [network, new Int32Array(cityCount).fill(-1)]));
  const sorted = new Map<number, Int32Array>();

  function refresh(network: number): Int32Array {
    const held = known.get(network)!;
    if (held.version === memberships.version(network)) return held.peers;
    const { peers: k, by } = world.subjects[network].network!.benchmark!;
    const members = memberships.members(network).slice(0, memberships.count(network));
    const position = rank.get(network)!;
    members.forEach((city, at) => {
      position[city] = at;
    });
    const points = by.map((name: AttributeName) => {
      const z = standard.zscore(name);
      return Float64Array.from(members, (city) => z[city]);
    });
    held.peers = nearest(points, k);
    held.version = memberships.version(network);
    sorted.set(network, members);
    return held.peers;
  }

  return {
    networks,
    visit(network, city, visitor) {
      if (state.stage[network * cityCount + city] !== ACTIVE) return 0;
      const peers = refresh(network);
      const members = sorted.get(network)!;
      const k = world.subjects[network].network!.benchmark!.peers;
      const from = rank.get(network)![city] * k;
      let seen = 0;
      for (let at = from; at < from + k && peers[at] >= 0; at++, seen++) visitor(members[peers[at]]);
      return seen;
    },
    reset() {
      for (const held of known.values()) held.version = -1;
    },
  };
}
