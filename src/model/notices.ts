/**
 * Whom a change concerns: which cities' hazards are to be made anew for which subject, and why (causes.ts). Nobody
 * else is looked at in a step.
 */

import { EVERYONE, NATION, NETWORKS, PEERS, TIME } from './causes.js';
import type { Clock } from './clock.js';
import type { Exposure } from './exposure/exposure.js';
import type { Jurisdictions } from './jurisdiction.js';
import { createMarks, type Marks } from './marks.js';
import type { Memberships } from './memberships.js';
import { ACTIVE, type State } from './state.js';
import type { World } from './world.js';

export interface Notices {
  readonly marks: Marks;
  /** Something that belongs to a city changed: causes says what. */
  city(city: number, causes: number): void;
  /** What presses on the cities of a jurisdiction changed. */
  jurisdiction(jurisdiction: number): void;
  /** What a network does for its members changed. */
  strength(network: number): void;
  /** A city became active in a network, or ceased to be: its members meet other peers. */
  members(network: number): void;
  /** A city took a subject up or gave it up: those who look at it see other peers. */
  peers(subject: number, city: number): void;
  /** A city that stays within a network does another thing there. */
  fellows(subject: number, city: number): void;
  /** Somebody changed a subject: those whose terms look at all cities. */
  subject(subject: number): void;
  /** Something changed that all who look at everyone see. */
  everyone(): void;
  /** Time passed: terms that change by themselves. */
  time(): void;
  /** Marks what the changes of a step have in common; call once after all of them. */
  gather(): void;
}

export interface NoticeParts {
  readonly world: World;
  readonly state: State;
  readonly clocks: readonly Clock[];
  readonly memberships: Memberships;
  readonly exposure: Exposure;
  readonly jurisdictions: Jurisdictions;
  /** By subject: whether anything reads the peers who hold it. */
  readonly tracked: readonly boolean[];
}

export function createNotices(parts: NoticeParts): Notices {
  const { world, state, clocks, memberships, exposure, jurisdictions, tracked } = parts;
  const { subjects, cities } = world;
  const { layers } = world.exposure;
  const { stage } = state;
  const cityCount = cities.count;
  const subjectCount = subjects.length;
  const countryCount = cities.countries.length;
  const marks = createMarks(subjectCount, cityCount);
  const { mark, markAll } = marks;

  const clocksOf = subjects.map((_, s) => clocks.filter(({ subject }) => subject === s));
  const subjectsWith = (holds: (clock: Clock) => boolean): number[] =>
    [...subjects.keys()].filter((s) => clocksOf[s].some(holds));
  const answering = (cause: number): number[] => subjectsWith(({ causes }) => (causes & cause) !== 0);
  const decided = subjectsWith(({ causes }) => causes !== 0);
  const pressed = answering(NATION);
  const timed = answering(TIME);
  const networked = answering(NETWORKS);
  const open = answering(EVERYONE);
  const readsEveryone = subjects.map((_, s) => open.includes(s));

  const told = new Uint8Array(subjectCount * subjectCount); // network * S + subject: members are marked
  // Subjects that somebody took up or gave up, as far as all or compatriots look at that.
  const met = new Uint8Array(subjectCount);
  const metInCountry = new Uint8Array(subjectCount * countryCount);
  const touched = new Uint8Array(subjectCount); // subjects that somebody took up, gave up or implemented
  /** Those who look at all cities of a country, by country; only where a layer does. */
  const compatriots = cities.countries.map((_, n) =>
    layers.country > 0
      ? Int32Array.from(cities.country.keys()).filter((i) => cities.country[i] === n)
      : new Int32Array(0),
  );
  const lookers = layers.ties > 0 ? exposure.lookers : null;

  /** The members of a network are to look at a subject anew. */
  function tellMembers(network: number, subject: number): void {
    if (told[network * subjectCount + subject] !== 0) return;
    told[network * subjectCount + subject] = 1;
    marks.markSome(subject, memberships.members(network), 0, memberships.count(network), PEERS);
  }

  return {
    marks,
    city(city, causes) {
      for (let k = 0; k < decided.length; k++) mark(decided[k], city, causes);
    },
    jurisdiction(j) {
      const own = jurisdictions.cities[j];
      for (const s of pressed) marks.markSome(s, own, 0, own.length, NATION);
    },
    strength(network) {
      const members = memberships.members(network);
      for (const s of networked) marks.markSome(s, members, 0, memberships.count(network), NETWORKS);
      for (const s of open) markAll(s, EVERYONE);
    },
    members(network) {
      for (let s = 0; s < subjectCount; s++) if (tracked[s]) tellMembers(network, s);
    },
    peers(subject, city) {
      if (!tracked[subject]) return;
      if (lookers) {
        const { rowStart, column } = lookers;
        marks.markSome(subject, column, rowStart[city], rowStart[city + 1], PEERS);
      }
      if (layers.all > 0) met[subject] = 1;
      else if (layers.country > 0) metInCountry[subject * countryCount + cities.country[city]] = 1;
    },
    fellows(subject, city) {
      if (!tracked[subject]) return;
      const { networks } = memberships;
      for (let k = 0; k < networks.length; k++) {
        if (stage[networks[k] * cityCount + city] === ACTIVE) tellMembers(networks[k], subject);
      }
    },
    subject(subject) {
      touched[subject] = 1;
    },
    everyone() {
      for (const s of open) markAll(s, EVERYONE);
    },
    time() {
      for (const s of timed) markAll(s, TIME);
    },
    gather() {
      for (let s = 0; s < subjectCount; s++) {
        if (met[s] !== 0) markAll(s, PEERS);
        if (touched[s] !== 0 && readsEveryone[s]) markAll(s, EVERYONE);
        for (let n = 0; layers.country > 0 && n < countryCount; n++) {
          if (metInCountry[s * countryCount + n] === 0) continue;
          marks.markSome(s, compatriots[n], 0, compatriots[n].length, PEERS);
        }
        met[s] = 0;
        touched[s] = 0;
      }
      if (memberships.networks.length > 0) told.fill(0);
      if (layers.country > 0) metInCountry.fill(0);
    },
  };
}
