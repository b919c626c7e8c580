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
import { exp, pow } from './numerics.js';
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
  /** Weight with which each adopting peer enters, visited in a fixed order: for drawing a source. */
  visit(
    subject: number,
    transition: TransitionName,
    city: number,
    visitor: (peer: number, weight: number) => void,
  ): void;
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

  const presence = (subject: number, city: number): number => {
    if (stage[subject * cityCount + city] === 0) return 0;
    if (halfLife === null) return 1;
    return pow(2, -(state.time - heldSince[subject * cityCount + city]) / halfLife);
  };

  function tieShare(subject: number, city: number): number {
    if (!summed) return tieAdopters[subject][city] / rowWeight[city];
    const { rowStart, column } = ties!;
    if (tieAdopters[subject][city] === 0) return 0;
    let sum = 0;
    for (let at = rowStart[city]; at < rowStart[city + 1]; at++) {
      if (stage[subject * cityCount + column[at]] > 0) {
        sum += (weight ? weight[at] : 1) * presence(subject, column[at]);
      }
    }
    return sum / rowWeight[city];
  }

  /** Fading sums over groups are made once a step and group, in index order. */
  const fading = new Map<string, number>();
  let fadedAt = -1;
  function groupSum(key: string, subject: number, size: () => Iterable<number>): number {
    if (fadedAt !== state.moment) {
      fading.clear();
      fadedAt = state.moment;
    }
    let sum = fading.get(key);
    if (sum === undefined) {
      sum = 0;
      for (const j of size()) sum += presence(subject, j);
      fading.set(key, sum);
    }
    return sum;
  }
  const everyCity = Array.from({ length: halfLife === null ? 0 : cityCount }, (_, i) => i);
  const adoptersInNetwork = (network: number, subject: number): number =>
    halfLife === null
      ? inNetwork[network * subjectCount + subject]
      : groupSum(`network ${network} ${subject}`, subject, () =>
          memberships.members(network).subarray(0, memberships.count(network)),
        );
  const adoptersInCountry = (country: number, subject: number): number =>
    halfLife === null
      ? inCountry[subject * countryCount + country]
      : groupSum(`country ${country} ${subject}`, subject, () =>
          everyCity.filter((i) => cities.country[i] === country),
        );
  const adoptersInAll = (subject: number): number =>
    halfLife === null ? holders[subject] : groupSum(`all ${subject}`, subject, () => everyCity);

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

  function reader(subject: number, transition: TransitionName): (city: number) => number {
    const strengths = fittingFunction(state, transition);
    if (useTies && !useNetworks && !useCountry && !useAll) {
      return (city) => (rowWeight[city] === 0 ? 0 : tieShare(subject, city));
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
    reader,
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
    visit(subject, transition, city, visitor) {
      const strengths = fittingFunction(state, transition);
      const meet = (peer: number, weightOfPeer: number): void => {
        if (peer === city || stage[subject * cityCount + peer] === 0) return;
        visitor(peer, weightOfPeer * presence(subject, peer));
      };
      if (useTies && rowWeight[city] > 0) {
        const { rowStart, column } = ties;
        for (let at = rowStart[city]; at < rowStart[city + 1]; at++) {
          meet(column[at], (layers.ties * (weight ? weight[at] : 1)) / rowWeight[city]);
        }
      }
      if (useNetworks) {
        let total = 0;
        const own: number[] = [];
        for (const network of memberships.networks) {
          if (network === subject || stage[network * cityCount + city] !== ACTIVE) continue;
          const strength = migrationShare[network] * strengths[network];
          if (memberships.count(network) < 2 || strength === 0) continue;
          own.push(network);
          total += strength;
        }
        for (const network of own) {
          const count = memberships.count(network);
          const strength = migrationShare[network] * strengths[network];
          const each = (layers.networks * strength) / total / (count - 1);
          const members = memberships.members(network);
          for (let at = 0; at < count; at++) meet(members[at], each);
        }
      }
      const country = cities.country[city];
      if (useCountry && citiesInCountry[country] > 1) {
        for (let peer = 0; peer < cityCount; peer++) {
          if (cities.country[peer] === country) meet(peer, layers.country / (citiesInCountry[country] - 1));
        }
      }
      if (useAll && cityCount > 1) {
        for (let peer = 0; peer < cityCount; peer++) meet(peer, layers.all / (cityCount - 1));
      }
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
