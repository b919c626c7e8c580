/**
 * Groups within which everyone looks at everyone, and how many of each hold a subject. A group is a number: each
 * network stands for its active members under its subject index, then come the countries, then all cities.
 */
import type { Memberships } from '../memberships.js';
import { ACTIVE, type State } from '../state.js';
import type { World } from '../world.js';
import type { Presence } from './presence.js';

/** Those of a group who hold a subject, by index, with running sums of their presence. */
export interface Adopters {
  readonly peers: Int32Array;
  readonly sums: Float64Array;
  readonly sum: number;
}

export interface Groups {
  /** The group of a country; that of a network is its subject index. */
  ofCountry(country: number): number;
  readonly ofAll: number;
  /** Number of cities in a group. */
  size(group: number): number;
  /** Number of adopters of a subject in a group. */
  count(group: number, subject: number): number;
  /** Their presence together: their number, where nothing fades. */
  presence(group: number, subject: number): number;
  /** Who they are; made once a step, when somebody asks for it. */
  adopters(group: number, subject: number): Adopters;
  /** Counts anew from the stages. */
  reset(): void;
  /** A city took up (+1) or gave up (-1) a subject. */
  change(subject: number, city: number, by: 1 | -1): void;
  /** It gave it up and took it up again within a step: its age begins anew. */
  again(subject: number, city: number): void;
  /** A city began (+1) or ceased (-1) to take part in a network; its own stage is set. */
  activity(network: number, city: number, by: 1 | -1): void;
}

export function createGroups(
  world: World,
  state: State,
  memberships: Memberships,
  presence: Presence,
): Groups {
  const { cities, exposure } = world;
  const { layers } = exposure;
  const cityCount = cities.count;
  const subjectCount = world.subjects.length;
  const countryCount = cities.countries.length;
  const { stage, holders } = state;
  const ofAll = subjectCount + countryCount;

  const inNetwork = new Int32Array(subjectCount * subjectCount); // [network * S + subject]
  const inCountry = new Int32Array(countryCount * subjectCount); // [country * S + subject]
  const citiesInCountry = new Int32Array(countryCount);
  for (const country of cities.country) citiesInCountry[country]++;

  const everyCity = Int32Array.from({ length: layers.all > 0 ? cityCount : 0 }, (_, i) => i);
  const compatriots = cities.countries.map((_, country) =>
    Int32Array.from(layers.country > 0 ? cities.country.keys() : []).filter(
      (i) => cities.country[i] === country,
    ),
  );
  function citiesOf(group: number): Int32Array {
    if (group < subjectCount) return memberships.members(group).subarray(0, memberships.count(group));
    return group < ofAll ? compatriots[group - subjectCount] : everyCity;
  }

  function count(group: number, subject: number): number {
    if (group < subjectCount) return inNetwork[group * subjectCount + subject];
    return group < ofAll ? inCountry[(group - subjectCount) * subjectCount + subject] : holders[subject];
  }

  // Sums of what fades, by group and subject, and in which step each was made; -1: to be made anew.
  const sums = new Float64Array(presence.fades ? (ofAll + 1) * subjectCount : 0);
  const summedAt = new Int32Array(sums.length).fill(-1);
  function sumOf(group: number, subject: number): number {
    const key = group * subjectCount + subject;
    if (summedAt[key] < 0) {
      const own = citiesOf(group);
      let sum = 0;
      for (let at = 0; at < own.length; at++) sum += presence.of(subject, own[at]);
      sums[key] = sum;
      summedAt[key] = state.step;
    }
    return sums[key] * presence.left[state.step - summedAt[key]];
  }

  let known = new Map<number, Adopters>();
  let knownAt = -1;
  function adoptersOf(group: number, subject: number): Adopters {
    const own = citiesOf(group);
    const offset = subject * cityCount;
    const peers = new Int32Array(count(group, subject));
    const sums = new Float64Array(peers.length);
    let size = 0;
    let sum = 0;
    for (let at = 0; at < own.length; at++) {
      if (stage[offset + own[at]] === 0) continue;
      sum += presence.of(subject, own[at]);
      peers[size] = own[at];
      sums[size++] = sum;
    }
    return { peers, sums, sum };
  }

  /** The sums of a subject in the groups in which a city is are to be made anew. */
  function forget(subject: number, city: number): void {
    if (!presence.fades) return;
    for (const network of memberships.networks) {
      if (stage[network * cityCount + city] === ACTIVE) summedAt[network * subjectCount + subject] = -1;
    }
    summedAt[(subjectCount + cities.country[city]) * subjectCount + subject] = -1;
    summedAt[ofAll * subjectCount + subject] = -1;
  }

  return {
    ofCountry: (country) => subjectCount + country,
    ofAll,
    size(group) {
      if (group < subjectCount) return memberships.count(group);
      return group < ofAll ? citiesInCountry[group - subjectCount] : cityCount;
    },
    count,
    presence: presence.fades ? sumOf : count,
    adopters(group, subject) {
      if (knownAt !== state.moment) {
        known = new Map();
        knownAt = state.moment;
      }
      const key = group * subjectCount + subject;
      const found = known.get(key) ?? adoptersOf(group, subject);
      known.set(key, found);
      return found;
    },
    reset() {
      summedAt.fill(-1);
      inNetwork.fill(0);
      inCountry.fill(0);
      for (let s = 0; s < subjectCount; s++) {
        if (holders[s] === 0) continue;
        for (let i = 0; i < cityCount; i++) {
          if (stage[s * cityCount + i] > 0) inCountry[cities.country[i] * subjectCount + s]++;
        }
        for (const network of memberships.networks) {
          const members = citiesOf(network);
          for (let at = 0; at < members.length; at++) {
            if (stage[s * cityCount + members[at]] > 0) inNetwork[network * subjectCount + s]++;
          }
        }
      }
    },
    change(subject, city, by) {
      forget(subject, city);
      inCountry[cities.country[city] * subjectCount + subject] += by;
      for (const network of memberships.networks) {
        if (network !== subject && stage[network * cityCount + city] === ACTIVE) {
          inNetwork[network * subjectCount + subject] += by;
        }
      }
    },
    again: forget,
    activity(network, city, by) {
      if (presence.fades) summedAt.fill(-1, network * subjectCount, (network + 1) * subjectCount);
      for (let s = 0; s < subjectCount; s++) {
        if (s !== network && stage[s * cityCount + city] > 0) inNetwork[network * subjectCount + s] += by;
      }
    },
  };
}
