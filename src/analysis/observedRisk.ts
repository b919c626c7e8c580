/**
 * What a researcher would have of a policy after one simulated run: city-years at risk, the covariates of their beginning,
 * exposure then and years before, memberships, and who is a peer of whom. What no one sees is there too, by its name, so that
 * an estimator can be held against one that sees everything.
 */
import type { AttributeName } from '../model/attributes.js';
import type { Ties, Transition, World } from '../model/world.js';
import { fromPairs } from '../population/ties/rows.js';
import { createEventHistories } from './eventHistory.js';
import { firstTimes } from './firstTimes.js';

/** n rows, a city-year each, in the order of city and time; a city leaves when it adopts. */
export interface ObservedRisk {
  readonly count: number;
  readonly city: Int32Array;
  /** Index of the city's country. */
  readonly country: Int32Array;
  /** At risk during (time0, time1]. */
  readonly time0: Float64Array;
  readonly time1: Float64Array;
  readonly event: Uint8Array;
  /** A term as the simulation reads it, else the attribute of that name. Throws RangeError where there is neither. */
  covariate(name: string): Float64Array;
  /** The covariate as it stood `years` rows of the same spell before; NaN where the spell is younger. */
  lagged(name: string, years: number): Float64Array;
  /** For each network: 1 in rows at whose beginning the city was in it, else 0. */
  memberships(): readonly { readonly name: string; readonly values: Float64Array }[];
  /** Cities: when each first declared; NaN: not by the end. */
  readonly adoptedAt: Float64Array;
  /** Who was tied to or in a network with whom, in the end. */
  peers(): Ties;
}

/** Names that `covariate` knows for a transition of the world. */
export function observedNames(world: World, policy: string, transition: string): string[] {
  const { columns } = historiesOf(world, policy, transition);
  return [...new Set([...columns, ...Object.keys(world.cities.attributes)])];
}

const historiesOf = (world: World, policy: string, transition: string) =>
  createEventHistories(
    world,
    'years',
    (subject, { name }: Transition) => world.subjects[subject].id === policy && name === transition,
  );

/** Runs a replicate and looks on. */
export function observeRisk(
  world: World,
  policy: string,
  transition: string,
  replicate: number,
): ObservedRisk {
  const histories = historiesOf(world, policy, transition);
  const { history, trajectory } = histories.run(replicate);
  const { count, city, spell, time0, time1, event } = history;
  const cityCount = world.cities.count;
  const subject = world.subjects.findIndex(({ id }) => id === policy);

  const covariate = (name: string): Float64Array => {
    const column = histories.columns.indexOf(name);
    if (column >= 0) return history.values[column];
    const values = world.cities.attributes[name as AttributeName];
    if (values === undefined) throw new RangeError(`there is no covariate ${name}`);
    return Float64Array.from(city, (own) => values[own]);
  };

  return {
    count,
    city,
    country: city.map((own) => world.cities.country[own]),
    time0,
    time1,
    event,
    covariate,
    lagged(name, years) {
      const values = covariate(name);
      return values.map((_, row) => {
        const before = row - years;
        return before >= 0 && city[before] === city[row] && spell[before] === spell[row]
          ? values[before]
          : NaN;
      });
    },
    memberships: () =>
      world.subjects.flatMap(({ id, network }, s) => {
        if (!network) return [];
        const changes = changesOf(s);
        const values = Float64Array.from({ length: count }, (_, row) => {
          let stage = world.initialStage[s * cityCount + city[row]];
          for (const { at, to } of changes.get(city[row]) ?? []) if (at <= time0[row]) stage = to;
          return stage > 0 ? 1 : 0;
        });
        return [{ name: id, values }];
      }),
    adoptedAt: firstTimes(world, trajectory).slice(subject * cityCount, (subject + 1) * cityCount),
    peers: peersInTheEnd,
  };

  /** Changes of stage in a subject, by city, in the order of time. */
  function changesOf(s: number): Map<number, { readonly at: number; readonly to: number }[]> {
    const changes = new Map<number, { at: number; to: number }[]>();
    for (let k = 0; k < trajectory.count; k++) {
      if (trajectory.subject[k] !== s) continue;
      const own = changes.get(trajectory.city[k]) ?? [];
      own.push({ at: trajectory.time[k], to: trajectory.to[k] });
      changes.set(trajectory.city[k], own);
    }
    return changes;
  }

  function peersInTheEnd(): Ties {
    const pairs = new Set<number>();
    const add = (i: number, j: number): void => {
      if (i !== j) pairs.add(Math.min(i, j) * cityCount + Math.max(i, j));
    };
    if (world.ties) {
      const { rowStart, column } = world.ties;
      for (let i = 0; i < cityCount; i++)
        for (let k = rowStart[i]; k < rowStart[i + 1]; k++) add(i, column[k]);
    }
    world.subjects.forEach(({ network }, s) => {
      if (!network) return;
      const stage = world.initialStage.slice(s * cityCount, (s + 1) * cityCount);
      for (const [own, changes] of changesOf(s)) stage[own] = changes[changes.length - 1].to;
      const members = [...stage.keys()].filter((own) => stage[own] > 0);
      for (const i of members) for (const j of members) if (i < j) add(i, j);
    });
    const sorted = Float64Array.from(pairs).sort();
    return fromPairs(
      cityCount,
      Int32Array.from(sorted, (pair) => Math.floor(pair / cityCount)),
      Int32Array.from(sorted, (pair) => pair % cityCount),
    );
  }
}
