/**
 * Exposure: how much of a city's surroundings holds a policy (or belongs to a network), in [0, 1].
 *
 *     E_i = sum_l w_l s_il / sum_l w_l   over the layers l in which city i has a peer; none: 0
 *
 * ties      s = adopters' weight / all weight along the row of i; a peer j weighs w_ij exp(prestige * z_j)
 * networks  s = mean over the networks of i of the adopters' share among the other members, weighted by
 *           migration share x strength of the function that fits the transition
 * country   s = adopters' share among the other cities of the country
 * all       s = adopters' share among all other cities
 *
 * With a half-life, an adopter of age a counts 2^(-a / halfLife). Unweighted counts are integers kept up to
 * date; weighted rows are summed anew in index order when they are read, since running sums of doubles drift.
 */
import type { Memberships } from './memberships.js';
import { exp, pow2 } from './numerics.js';
import type { Standard } from './standard.js';
import { ACTIVE, type State } from './state.js';
import type { Ties, TransitionName, World } from './world.js';

/**
 * Strength at present of the function that fits a transition, by network: showcasing makes declare, practice makes
 * implement.
 */
export function fittingFunction(state: State, transition: TransitionName): Float64Array {
  return transition === 'implement' || transition === 'quiet' ? state.practical : state.symbolic;
}

export interface Exposure {
  /** Exposure to a subject, as the term of a transition reads it. */
  reader(subject: number, transition: TransitionName): (city: number) => number;
  /** Number of adopting peers over all layers (threshold rule, unit count). */
  counter(subject: number): (city: number) => number;
  /**
   * An adopting peer, with probability proportional to its share of the exposure; -1: there is none. Peers stand in a
   * fixed order (layers as above, cities by index), and `draw` in (0, 1] says how far to go.
   * Cost: the ties of the city, log N for each of its networks and layers, and once a step and group its size.
   */
  pick(subject: number, transition: TransitionName, city: number, draw: number): number;
  reset(): void;
  /** A city took up (+1) or gave up (-1) a subject. */
  change(subject: number, city: number, by: 1 | -1): void;
  /** A city began (+1) or ceased (-1) to take part in a network; its own stage is set. */
  activity(network: number, city: number, by: 1 | -1): void;
  /** Rows that look at a city: who is to be told when it changes. */
  readonly lookers: Ties | null;
  /** Weight of each tie with the prestige of the city looked at; null: all alike. */
  readonly tieWeight: Float64Array | null;
}

/** Those of a group who hold a subject, by index, with running sums of their presence. */
interface Adopters {
  readonly peers: Int32Array;
  readonly sums: Float64Array;
  readonly sum: number;
}

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

/** Who looks at me: the transposed rows. */
export function lookersOf(ties: Ties): Ties {
  if (ties.symmetric) return ties;
  const cityCount = ties.rowStart.length - 1;
  const rowStart = new Int32Array(cityCount + 1);
  for (const j of ties.column) rowStart[j + 1]++;
  for (let i = 0; i < cityCount; i++) rowStart[i + 1] += rowStart[i];
  const next = rowStart.slice();
  const column = new Int32Array(ties.column.length);
  for (let i = 0; i < cityCount; i++) {
    for (let at = ties.rowStart[i]; at < ties.rowStart[i + 1]; at++) column[next[ties.column[at]]++] = i;
  }
  return { rowStart, column, weight: null, symmetric: false };
}

export function createExposure(
  world: World,
  state: State,
  standard: Standard,
  memberships: Memberships,
  tracked: readonly boolean[],
): Exposure {
  const { ties, exposure: rule, cities } = world;
  const { layers, halfLife } = rule;
  const cityCount = cities.count;
  const subjectCount = world.subjects.length;
  const { stage, heldSince, holders } = state;
  const lookers = ties && lookersOf(ties);
  const useTies = ties !== null && layers.ties > 0;
  const useNetworks = layers.networks > 0 && memberships.networks.length > 0;
  const useCountry = layers.country > 0;
  const useAll = layers.all > 0;

  // Weight of each tie, with prestige; null where every tie counts 1 and counts can be integers.
  const prestige = rule.prestige === 0 ? null : standard.logPopulation().map((z) => exp(rule.prestige * z));
  let weight: Float64Array | null = null;
  if (useTies && (ties.weight || prestige)) {
    weight = new Float64Array(ties.column.length);
    for (let at = 0; at < weight.length; at++) {
      weight[at] = (ties.weight ? ties.weight[at] : 1) * (prestige ? prestige[ties.column[at]] : 1);
    }
  }
  const summed = weight !== null || halfLife !== null;
  const rowWeight = new Float64Array(useTies ? cityCount : 0);
  for (let i = 0; i < rowWeight.length; i++) {
    const { rowStart } = ties!;
    if (!weight) rowWeight[i] = rowStart[i + 1] - rowStart[i];
    else for (let at = rowStart[i]; at < rowStart[i + 1]; at++) rowWeight[i] += weight[at];
  }

  // S x N adopting peers along ties; only for the subjects whose terms read them.
  const tieAdopters = tracked.map((reads) => new Int32Array(useTies && reads ? cityCount : 0));
  const inNetwork = new Int32Array(subjectCount * subjectCount); // [network * S + subject]
  const countryCount = cities.countries.length;
  const citiesInCountry = new Int32Array(countryCount);
  for (const c of cities.country) citiesInCountry[c]++;
  const inCountry = new Int32Array(subjectCount * countryCount);

  // With a half-life: what is left of each adopter of a subject, 0 of others; made once a step.
  const left = tracked.map(() => new Float64Array(halfLife === null ? 0 : cityCount));
  const leftAt = new Int32Array(subjectCount).fill(-1);
  function leftOfAdopters(subject: number): Float64Array {
    const column = left[subject];
    if (leftAt[subject] === state.moment) return column;
    leftAt[subject] = state.moment;
    const offset = subject * cityCount;
    for (let i = 0; i < cityCount; i++) {
      column[i] = stage[offset + i] === 0 ? 0 : pow2(-(state.time - heldSince[offset + i]) / halfLife!);
    }
    return column;
  }
  const presence = (subject: number, city: number): number =>
    stage[subject * cityCount + city] === 0 ? 0 : halfLife === null ? 1 : leftOfAdopters(subject)[city];

  function tieShare(subject: number, city: number): number {
    if (!summed) return tieAdopters[subject][city] / rowWeight[city];
    const { rowStart, column } = ties!;
    if (tieAdopters[subject][city] === 0) return 0;
    const end = rowStart[city + 1];
    let sum = 0;
    if (halfLife !== null) {
      const present = leftOfAdopters(subject);
      for (let at = rowStart[city]; at < end; at++) sum += (weight ? weight[at] : 1) * present[column[at]];
    } else {
      const offset = subject * cityCount;
      for (let at = rowStart[city]; at < end; at++) if (stage[offset + column[at]] > 0) sum += weight![at];
    }
    return sum / rowWeight[city];
  }

  // Groups: each network by its subject, then each country, then all cities.
  const everyCity = Int32Array.from({ length: useAll ? cityCount : 0 }, (_, i) => i);
  const compatriots = cities.countries.map((_, c) =>
    useCountry ? Int32Array.from(cities.country.keys()).filter((i) => cities.country[i] === c) : everyCity,
  );
  const ofCountry = (country: number): number => subjectCount + country;
  const ofAll = subjectCount + countryCount;
  function citiesOf(group: number): Int32Array {
    if (group < subjectCount) return memberships.members(group).subarray(0, memberships.count(group));
    return group < ofAll ? compatriots[group - subjectCount] : everyCity;
  }
  let known = new Map<number, Adopters>();
  let knownAt = -1;
  /** Made once a step, when somebody asks for it. */
  function adoptersOf(subject: number, group: number): Adopters {
    if (knownAt !== state.moment) {
      known = new Map();
      knownAt = state.moment;
    }
    const key = group * subjectCount + subject;
    let found = known.get(key);
    if (!found) {
      const peers = citiesOf(group).filter((i) => stage[subject * cityCount + i] > 0);
      const sums = new Float64Array(peers.length);
      let sum = 0;
      for (let at = 0; at < peers.length; at++) {
        sum += presence(subject, peers[at]);
        sums[at] = sum;
      }
      found = { peers, sums, sum };
      known.set(key, found);
    }
    return found;
  }

  // With a half-life: what is left of the adopters of each group together, made once a step.
  const leftOf = new Float64Array(halfLife === null ? 0 : (ofAll + 1) * subjectCount);
  const leftOfAt = new Int32Array(leftOf.length).fill(-1);
  function leftInGroup(group: number, subject: number): number {
    const key = group * subjectCount + subject;
    if (leftOfAt[key] !== state.moment) {
      const cities = citiesOf(group);
      let sum = 0;
      for (let at = 0; at < cities.length; at++) sum += presence(subject, cities[at]);
      leftOf[key] = sum;
      leftOfAt[key] = state.moment;
    }
    return leftOf[key];
  }

  const adoptersInNetwork = (network: number, subject: number): number =>
    halfLife === null ? inNetwork[network * subjectCount + subject] : leftInGroup(network, subject);
  const adoptersInCountry = (country: number, subject: number): number =>
    halfLife === null
      ? inCountry[subject * countryCount + country]
      : leftInGroup(ofCountry(country), subject);
  const adoptersInAll = (subject: number): number =>
    halfLife === null ? holders[subject] : leftInGroup(ofAll, subject);

  const migrationShare = world.subjects.map((subject) => subject.network?.migrationShare ?? 0);

  /** Share of adopters among the other members, over the networks of a city; -1 where it has no fellow. */
  function networkShare(subject: number, city: number, strengths: Float64Array): number {
    let share = 0;
    let total = 0;
    const own = presence(subject, city);
    for (const network of memberships.networks) {
      if (network === subject || stage[network * cityCount + city] !== ACTIVE) continue;
      const fellows = memberships.count(network) - 1;
      const strength = migrationShare[network] * strengths[network];
      if (fellows === 0 || strength === 0) continue;
      share += (strength * (adoptersInNetwork(network, subject) - own)) / fellows;
      total += strength;
    }
    return total === 0 ? -1 : share / total;
  }

  /** Exposures that several terms read, by subject and function: each made once a step and city. */
  const shared = new Map<string, (city: number) => number>();
  function sharedReader(subject: number, transition: TransitionName): (city: number) => number {
    const practical = fittingFunction(state, transition) === state.practical;
    const key = `${subject} ${practical}`;
    let found = shared.get(key);
    if (!found) {
      const read = reader(subject, transition);
      const values = new Float64Array(cityCount);
      const readAt = new Int32Array(cityCount).fill(-1);
      found = (city) => {
        if (readAt[city] !== state.moment) {
          values[city] = read(city);
          readAt[city] = state.moment;
        }
        return values[city];
      };
      shared.set(key, found);
    }
    return found;
  }

  function reader(subject: number, transition: TransitionName): (city: number) => number {
    const strengths = fittingFunction(state, transition);
    if (useTies && !useNetworks && !useCountry && !useAll) {
      if (summed) return (city) => (rowWeight[city] === 0 ? 0 : tieShare(subject, city));
      const counts = tieAdopters[subject];
      return (city) => (counts[city] === 0 ? 0 : counts[city] / rowWeight[city]);
    }
    return (city) => {
      let sum = 0;
      let total = 0;
      let present = 0;
      let last = 0;
      if (useTies && rowWeight[city] > 0) {
        last = tieShare(subject, city);
        sum += layers.ties * last;
        total += layers.ties;
        present++;
      }
      if (useNetworks) {
        const share = networkShare(subject, city, strengths);
        if (share >= 0) {
          last = share;
          sum += layers.networks * share;
          total += layers.networks;
          present++;
        }
      }
      if (useCountry && citiesInCountry[cities.country[city]] > 1) {
        const country = cities.country[city];
        last =
          (adoptersInCountry(country, subject) - presence(subject, city)) / (citiesInCountry[country] - 1);
        sum += layers.country * last;
        total += layers.country;
        present++;
      }
      if (useAll && cityCount > 1) {
        last = (adoptersInAll(subject) - presence(subject, city)) / (cityCount - 1);
        sum += layers.all * last;
        total += layers.all;
        present++;
      }
      // A single layer is its share, not w * s / w, which could differ in the last bit.
      return present === 1 ? last : present === 0 ? 0 : sum / total;
    };
  }

  return {
    lookers,
    tieWeight: weight,
    reader: useTies && !useNetworks && !useCountry && !useAll && !summed ? reader : sharedReader,
    counter: (subject) => (city) => {
      const own = stage[subject * cityCount + city] > 0 ? 1 : 0;
      let count = 0;
      if (useTies) count += tieAdopters[subject][city];
      if (useNetworks) {
        for (const network of memberships.networks) {
          if (network === subject || stage[network * cityCount + city] !== ACTIVE) continue;
          count += inNetwork[network * subjectCount + subject] - own;
        }
      }
      if (useCountry) count += inCountry[subject * countryCount + cities.country[city]] - own;
      if (useAll) count += holders[subject] - own;
      return count;
    },
    pick(subject, transition, city, draw) {
      const own = presence(subject, city);
      /** Groups whose adopters the city meets, and the weight of each of them. */
      const groups: { readonly adopters: Adopters; readonly each: number }[] = [];
      const meet = (group: number, each: number): void => {
        groups.push({ adopters: adoptersOf(subject, group), each });
      };
      if (useNetworks) {
        const strengths = fittingFunction(state, transition);
        const weightOf = (network: number): number =>
          network === subject ||
          stage[network * cityCount + city] !== ACTIVE ||
          memberships.count(network) < 2
            ? 0
            : migrationShare[network] * strengths[network];
        const total = memberships.networks.reduce((sum, network) => sum + weightOf(network), 0);
        for (const network of memberships.networks) {
          const strength = weightOf(network);
          if (strength > 0)
            meet(network, (layers.networks * strength) / total / (memberships.count(network) - 1));
        }
      }
      const country = cities.country[city];
      if (useCountry && citiesInCountry[country] > 1) {
        meet(ofCountry(country), layers.country / (citiesInCountry[country] - 1));
      }
      if (useAll && cityCount > 1) meet(ofAll, layers.all / (cityCount - 1));

      const row = useTies && rowWeight[city] > 0 ? ties : null;
      const tied = (at: number): number =>
        ((layers.ties * (weight ? weight[at] : 1)) / rowWeight[city]) * presence(subject, row!.column[at]);
      let total = 0;
      for (let at = row?.rowStart[city] ?? 0; at < (row?.rowStart[city + 1] ?? 0); at++) total += tied(at);
      for (const { adopters, each } of groups) total += each * (adopters.sum - own);

      let rest = draw * total;
      let last = -1;
      for (let at = row?.rowStart[city] ?? 0; at < (row?.rowStart[city + 1] ?? 0); at++) {
        const part = tied(at);
        if (part === 0) continue;
        last = row!.column[at];
        rest -= part;
        if (rest <= 0) return last;
      }
      for (const { adopters, each } of groups) {
        const found = adopterAt(adopters, rest / each, city, own);
        if (found.peer >= 0) last = found.peer;
        if (found.reached) return last;
        rest -= each * (adopters.sum - own);
      }
      return last;
    },
    reset() {
      for (const row of tieAdopters) row.fill(0);
      inNetwork.fill(0);
      inCountry.fill(0);
      for (let s = 0; s < subjectCount; s++) {
        if (holders[s] === 0) continue;
        for (let i = 0; i < cityCount; i++) if (stage[s * cityCount + i] > 0) add(s, i, 1);
        for (const network of memberships.networks) {
          const members = memberships.members(network);
          let count = 0;
          for (let at = 0; at < memberships.count(network); at++) {
            if (stage[s * cityCount + members[at]] > 0) count++;
          }
          inNetwork[network * subjectCount + s] = count;
        }
      }
    },
    change(subject, city, by) {
      add(subject, city, by);
      for (const network of memberships.networks) {
        if (network !== subject && stage[network * cityCount + city] === ACTIVE) {
          inNetwork[network * subjectCount + subject] += by;
        }
      }
    },
    activity(network, city, by) {
      for (let s = 0; s < subjectCount; s++) {
        if (s !== network && stage[s * cityCount + city] > 0) inNetwork[network * subjectCount + s] += by;
      }
    },
  };

  function add(subject: number, city: number, by: 1 | -1): void {
    inCountry[subject * countryCount + cities.country[city]] += by;
    const row = tieAdopters[subject];
    if (row.length === 0) return;
    const { rowStart, column } = lookers!;
    const end = rowStart[city + 1];
    for (let at = rowStart[city]; at < end; at++) row[column[at]] += by;
  }
}
