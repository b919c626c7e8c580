/**
 * The dyadic layout of a simulated history: a row is a city that may take up a policy, looking at one that holds it,
 * during a year. The event is that the city takes it up in that year; `followed` tells whether it copied this very
 * peer, which no observer of a real history sees. Covariates are those of the pair as the year begins. A city has no
 * rows while it holds a policy that excludes this one as the year begins, or in a year throughout which a law forbids it.
 *
 * As in dyadic event-history analysis of emulation, only peers that can be emulated make a row: Volden 2006, American
 * Journal of Political Science 50, 294-312; Boehmke 2009, Journal of Politics 71, 1125-1140.
 */
import { type AttributeName, attributes } from '../model/attributes.js';
import type { Trajectory } from '../model/trajectory.js';
import type { Nation, Preemption, World } from '../model/world.js';
import { arcKm, unitVectors } from '../population/distance.js';
import { HIDDEN } from './eventHistory.js';

/** More rows than this are no table any more. */
const MOST_ROWS = 5_000_000;

/** Rows in the order of year, city, peer. */
export interface Dyads {
  readonly count: number;
  readonly city: Int32Array;
  readonly peer: Int32Array;
  readonly time0: Float64Array;
  readonly time1: Float64Array;
  readonly event: Uint8Array;
  readonly followed: Uint8Array;
  readonly columns: readonly string[];
  /** One array of values for each column. */
  readonly values: readonly Float64Array[];
}

/**
 * @param subject index of the policy. The trajectory must carry reasons (SimulatorOptions.explain).
 * @throws RangeError for more than 5 million rows.
 */
export function dyadsOf(world: World, trajectory: Trajectory, subject: number): Dyads {
  const { cities, ties, subjects, time } = world;
  const cityCount = cities.count;
  const networks = subjects.flatMap(({ network }, s) => (network ? [s] : []));
  const excludes = subjects[subject].policy?.excludes ?? [];
  const given = (Object.keys(attributes) as AttributeName[]).filter(
    (name) => cities.attributes[name] && !HIDDEN.includes(name),
  );
  const scaled = given.map((name) =>
    name === 'population' ? cities.attributes[name]!.map(Math.log) : cities.attributes[name]!,
  );
  const { latitude, longitude } = cities;
  const place = latitude && longitude ? unitVectors(latitude, longitude) : null;
  const columns = [
    ...(ties ? ['tie'] : []),
    ...(networks.length > 0 ? ['sharedNetworks'] : []),
    ...(cities.countries.length > 1 ? ['sameCountry'] : []),
    ...(place ? ['logDistanceKm'] : []),
    'peerImplemented',
    'peerYears',
    ...given.map((name) => `${name}Difference`),
  ];

  const stage = world.initialStage.slice();
  const since = new Float64Array(cityCount);
  for (let i = 0; i < cityCount; i++) since[i] = world.initialSince?.[subject * cityCount + i] ?? time.start;
  const city: number[] = [];
  const peer: number[] = [];
  const year: number[] = [];
  const happened: number[] = [];
  const followed: number[] = [];
  const values: number[][] = columns.map(() => []);
  const looksAt = new Uint8Array(cityCount);
  const bans = bansOf(world, subject);
  let next = 0;
  for (let from = time.start; from < time.end; from++) {
    const to = Math.min(time.end, from + 1);
    for (; next < trajectory.count && trajectory.time[next] <= from; next++) {
      const changed = trajectory.subject[next] * cityCount + trajectory.city[next];
      if (trajectory.subject[next] === subject && stage[changed] === 0)
        since[trajectory.city[next]] = trajectory.time[next];
      stage[changed] = trajectory.to[next];
    }
    const source = new Map<number, number>(); // by city that takes it up this year
    for (let event = next; event < trajectory.count && trajectory.time[event] <= to; event++) {
      const own = trajectory.city[event];
      if (trajectory.subject[event] !== subject || trajectory.from[event] !== 0 || source.has(own)) continue;
      source.set(own, trajectory.source[event]);
    }
    const offset = subject * cityCount;
    const holders = Array.from({ length: cityCount }, (_, j) => j).filter((j) => stage[offset + j] > 0);
    for (let i = 0; i < cityCount; i++) {
      if (stage[offset + i] > 0 || excludes.some((other) => stage[other * cityCount + i] > 0)) continue;
      if (isBanned(bans(i), from, to)) continue;
      if (ties) {
        looksAt.fill(0);
        for (let at = ties.rowStart[i]; at < ties.rowStart[i + 1]; at++) looksAt[ties.column[at]] = 1;
      }
      for (const j of holders) {
        if (city.length === MOST_ROWS)
          throw new RangeError(
            `the dyadic layout has more than ${MOST_ROWS} rows: take fewer cities or years`,
          );
        city.push(i);
        peer.push(j);
        year.push(from);
        happened.push(source.has(i) ? 1 : 0);
        followed.push(source.get(i) === j ? 1 : 0);
        let at = 0;
        if (ties) values[at++].push(looksAt[j]);
        if (networks.length > 0) {
          let shared = 0;
          for (const n of networks)
            if (stage[n * cityCount + i] > 0 && stage[n * cityCount + j] > 0) shared++;
          values[at++].push(shared);
        }
        if (cities.countries.length > 1) values[at++].push(cities.country[i] === cities.country[j] ? 1 : 0);
        if (place) {
          let chord = 0;
          for (let axis = 0; axis < 3; axis++) chord += (place[3 * i + axis] - place[3 * j + axis]) ** 2;
          values[at++].push(Math.log(1 + arcKm(chord)));
        }
        values[at++].push(stage[offset + j] === 2 ? 1 : 0);
        values[at++].push(from - since[j]);
        for (const column of scaled) values[at++].push(Math.abs(column[i] - column[j]));
      }
    }
  }
  return {
    count: city.length,
    city: Int32Array.from(city),
    peer: Int32Array.from(peer),
    time0: Float64Array.from(year),
    time1: Float64Array.from(year, (from) => Math.min(time.end, from + 1)),
    event: Uint8Array.from(happened),
    followed: Uint8Array.from(followed),
    columns,
    values: values.map((column) => Float64Array.from(column)),
  };
}

/** From when to when. */
type Ban = Pick<Preemption, 'from' | 'to'>;

/** The laws that forbid a policy altogether, by city. */
function bansOf({ cities, nations, regions }: World, subject: number): (city: number) => readonly Ban[] {
  const forbidding = ({ preempts }: Nation): Ban[] =>
    preempts.filter(({ policy, force }) => policy === subject && force === 1);
  const ofNation = nations.map(forbidding);
  const ofRegion = regions.map(forbidding);
  return (city) => [
    ...(ofNation[cities.country[city]] ?? []),
    ...(cities.region[city] < 0 ? [] : ofRegion[cities.region[city]]),
  ];
}

/** Whether one ban or another stands at every moment of [from, to). */
const isBanned = (bans: readonly Ban[], from: number, to: number): boolean =>
  bans.length > 0 &&
  [from, ...bans.map((ban) => ban.to).filter((end) => end > from && end < to)].every((moment) =>
    bans.some((ban) => ban.from <= moment && moment < ban.to),
  );
